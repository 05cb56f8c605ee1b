import { outletLost } from '../../blocks/channel/outlet.ts'
import { isMissing } from '../../db/channel/outlets.ts'
import { findSetting } from '../../db/configuration/questions.ts'
import { listAdministrators } from '../../db/people/administrators.ts'
import { getFact } from '../../db/record.ts'
import { post } from '../post.ts'

/** Those who administer the app hear that it cannot tell anything in a channel that they chose. */
export const tellAdministrators = post<'outlet.lost'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  places: (tx) => listAdministrators(tx),
  channel: async ({ db, lease, place }) => ((await isMissing(db, lease.subject[1])) ? place : undefined),
  message: async ({ db, lease }) => {
    const [, channel] = lease.subject
    const [{ data }, operations] = await Promise.all([
      getFact(db, lease.factId, 'outlet.lost'),
      findSetting(db, 'operations'),
    ])
    return outletLost({ channel, ...data, isOperations: operations === channel })
  },
})
