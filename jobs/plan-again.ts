import type { FactType } from '../db/facts.ts'
import { addSteps } from '../db/work/new-steps.ts'
import { getWaitingFact } from '../db/work/outbox.ts'
import type { Keep } from './reaction.ts'

/** What a fact was to set in motion and could not be planned then: `place` names the reaction. */
export const planAgain: Keep<FactType> = {
  kind: 'keep',
  of: 'subject',
  lane: 'engagement',
  rank: 'updates',
  method: 'none',

  async paint({ lease, place, plan }) {
    return async ({ tx }) => {
      const planned = await plan(tx, await getWaitingFact(tx, lease.factId), place)
      // Nobody here runs what is urgent, so it is offered like the rest.
      await addSteps(
        tx,
        planned.map((step) => ({ ...step, urgent: false })),
      )
    }
  },
}
