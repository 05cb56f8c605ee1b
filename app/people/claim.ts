import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { claimedView, claimsView, takeOver, youAre } from '../../blocks/people/claim.ts'
import { claimAction, readRoleValue } from '../../blocks/people/role-name.ts'
import type { Database } from '../../db/database.ts'
import { claimRole } from '../../db/people/claim.ts'
import { getRole, listRoles } from '../../db/people/roles.ts'
import { ask, permitted } from '../asker.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'
import { notRead, readNamed, roleCalled } from './named.ts'

/** "Claim", wherever a role is shown that one may take. */
export function claim(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>(claimAction, async ({ body, action, ack, client, respond }) => {
    const { incident, role, after = null } = readRoleValue(action.value)
    await ask(db, client, body.user.id, (who) => claimRole(db, who, { incident, role, after }))
    await ack()
    const claimed = await getRole(db, incident, role)
    if (body.view) await client.views.update({ view_id: body.view.id, view: claimedView(incident, claimed) })
    // What everyone reads is painted anew for everyone.
    else if (body.container.is_ephemeral === true)
      await respond({ response_type: 'ephemeral', replace_original: true, text: youAre(incident, claimed) })
  })
}

/** `/dispatch claim`, with a role or without. */
export const claimWords: Words = {
  claim: { of: 'incident', run: claimBy },
}

async function claimBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, rest, trigger } = asked
  await permitted(db, client, user, 'role.claim', incident)
  const roles = await listRoles(db, incident)
  if (rest === '') {
    await asked.ack()
    await client.views.open({ trigger_id: trigger, view: claimsView(incident, roles, user) })
    return
  }
  const { people, words } = readNamed(rest, user)
  const meant = roleCalled(roles, words)
  if (!meant || people.some((one) => one !== user))
    return answerMisread(asked, 'claim', notRead(roles, 'role', words))
  if (meant.holder !== null && meant.holder !== user) return asked.answer(takeOver(incident, meant))
  await ask(db, client, user, (who) => claimRole(db, who, { incident, role: meant.key, after: null }))
  await asked.answer(youAre(incident, meant))
}
