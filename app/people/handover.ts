import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { person } from '../../blocks/kit.ts'
import { idIn } from '../../blocks/metadata.ts'
import { askedView, handoverCallback, handoverView, readHandover } from '../../blocks/people/handover.ts'
import { handOverAction, readRoleValue, roleName } from '../../blocks/people/role-name.ts'
import type { Database } from '../../db/database.ts'
import { answerHandover, offerHandover } from '../../db/people/handover.ts'
import { commander } from '../../db/people/holders.ts'
import { listRoles, type Role } from '../../db/people/roles.ts'
import { ask, knowing, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'
import { notRead, readNamed, roleCalled } from './named.ts'

/** "Hand over", its form, and the answer of the one who is asked. */
export function handover(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>(handOverAction, async ({ body, action, ack, client }) => {
    const { incident, role } = readRoleValue(action.value)
    await permitted(db, client, body.user.id, 'handover.offer', incident)
    await ack()
    const view = handoverView(incident, await listRoles(db, incident), { role })
    await client.views.open({ trigger_id: body.trigger_id, view })
  })

  app.view(handoverCallback, async ({ view, body, ack, client }) => {
    const offer = readHandover(view)
    await knowing(db, client, offer.to)
    await ask(db, client, body.user.id, (who) => offerHandover(db, who, offer, requestOf(view, offer)))
    await ack({ response_action: 'update', view: askedView(offer.incident, offer.to) })
  })

  for (const accept of [true, false])
    app.action<BlockAction<ButtonAction>>(
      accept ? 'accept_handover' : 'decline_handover',
      async ({ body, action, ack, client }) => {
        const handover = idIn(action.value)
        await ask(db, client, body.user.id, (who) => answerHandover(db, who, { handover, accept }))
        await ack()
      },
    )
}

/** `/dispatch handover`, with the role and the person, one of them, or neither. */
export const handoverWords: Words = {
  handover: { of: 'incident', run: handoverBy },
}

async function handoverBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, rest, trigger } = asked
  await permitted(db, client, user, 'handover.offer', incident)
  const roles = await listRoles(db, incident)
  const { people, words } = readNamed(rest, user)
  const [to, another] = people
  if (another) return asked.answer('One person can be asked at a time. Please name one.')
  const meant = words === '' ? onlyRoleOf(user, roles) : roleCalled(roles, words)
  if (!meant && words !== '') return answerMisread(asked, 'handover', notRead(roles, 'handover', words))
  if (meant && to) return offerAtOnce(asked, incident, meant, to)
  const role = (meant ?? roles.find((one) => one.holder === user))?.key ?? commander
  await asked.ack()
  const view = handoverView(incident, roles, { role, ...(to ? { to } : {}) })
  await client.views.open({ trigger_id: trigger, view })
}

async function offerAtOnce(asked: Asked, incident: number, role: Role, to: string): Promise<void> {
  const { db, client, user } = asked
  await knowing(db, client, to)
  await ask(db, client, user, (who) => offerHandover(db, who, { incident, role: role.key, to }))
  await asked.answer(
    `${person(to)} is asked to be ${roleName(role)} of INC-${incident}. You will be told of the answer.`,
  )
}

function onlyRoleOf(user: string, roles: Role[]): Role | undefined {
  const [mine, ...others] = roles.filter((one) => one.holder === user)
  return others.length === 0 ? mine : undefined
}
