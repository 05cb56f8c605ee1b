import type { Call, Person, Slack } from '../workspace/slack/contract.ts'
import { clock } from './clock.ts'

export interface Stopwatch {
  /** Submits the top form, and says when it left and when its ack reached the workspace. */
  submit(person: Person): Promise<{ sentAt: number; ackedAt: number }>
  /** When the call was answered, by the shared clock. */
  answeredAt(call: Call): number
  arrivedAt(call: Call): number
}

/** Reads the workspace's own times by the shared clock. */
export function stopwatch(slack: Slack): Stopwatch {
  let behind = Number.POSITIVE_INFINITY
  // The listener runs a moment after the call was stamped, so the least difference is the truest.
  slack.faults.onCall((call) => {
    behind = Math.min(behind, clock() - call.at)
  })
  return {
    async submit(person) {
      let heardAt = 0
      let ackedAt = 0
      // The ack is the last thing that a socket brought before the form changed.
      const unwatch = slack.watch(({ kind }) => {
        if (kind === 'socket') heardAt = clock()
        if (kind === 'view' && ackedAt === 0) ackedAt = heardAt
      })
      const sentAt = clock()
      await person.submit().finally(unwatch)
      if (ackedAt === 0) throw new Error(`the submission was not answered: ${person.notices.at(-1)}`)
      return { sentAt, ackedAt }
    },
    answeredAt: (call) => behind + (call.answeredAt ?? Number.NaN),
    arrivedAt: (call) => behind + call.at,
  }
}
