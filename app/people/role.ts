import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { person } from '../../blocks/kit.ts'
import { idIn } from '../../blocks/metadata.ts'
import { roleName } from '../../blocks/people/role-name.ts'
import { readRoles, rolesCallback, rolesView } from '../../blocks/people/roles.ts'
import type { Database } from '../../db/database.ts'
import { type Assignment, assignRoles } from '../../db/people/assign.ts'
import { listRoles, type Role } from '../../db/people/roles.ts'
import type { Request } from '../../db/requests.ts'
import { ask, knowing, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { openingOf, showModal } from '../opening.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'
import { notRead, readNamed, roleCalled } from './named.ts'

/** Who does what in an incident: "Roles" on its brief, and the form. */
export function role(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_roles', async ({ body, action, ack, client }) => {
    const incident = idIn(action.value)
    await permitted(db, client, body.user.id, 'role.assign', incident)
    await ack()
    const view = rolesView(incident, await listRoles(db, incident))
    await showModal(openingOf(db, { body, client, ack }), view)
  })

  app.view(rolesCallback, async ({ view, body, ack, client }) => {
    const { incident, roles } = readRoles(view)
    await assign(db, client, body.user.id, incident, roles, requestOf(view, roles))
    await ack({ response_action: 'clear' })
  })
}

/** `/dispatch role`, with the role and the person, one of them, or neither. */
export const roleWords: Words = {
  role: { of: 'incident', run: roleBy },
}

async function roleBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, rest } = asked
  await permitted(db, client, user, 'role.assign', incident)
  const [{ people, words }, roles] = [readNamed(rest, user), await listRoles(db, incident)]
  if (rest === '') return openForm(asked, incident, roles)
  const meant = roleCalled(roles, words)
  if (!meant) return answerMisread(asked, 'role', notRead(roles, 'role', words))
  if (people.length === 0) return openForm(asked, incident, [meant])
  const [id, another] = people
  if (!id || another) return asked.answer('One person holds a role. Please name one.')
  await assign(db, client, user, incident, [{ role: meant.key, person: id }])
  await asked.answer(`${person(id)} is ${roleName(meant)} of INC-${incident} now.`)
}

async function openForm({ client, trigger, ack }: Asked, incident: number, roles: Role[]): Promise<void> {
  await ack()
  await client.views.open({ trigger_id: trigger, view: rolesView(incident, roles) })
}

async function assign(
  db: Database,
  client: WebClient,
  user: string,
  incident: number,
  roles: Assignment[],
  request?: Request,
): Promise<void> {
  for (const one of roles) if (one.person) await knowing(db, client, one.person)
  await ask(db, client, user, (who) => assignRoles(db, who, { incident, roles }, request))
}
