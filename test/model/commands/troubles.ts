import fc from 'fast-check'
import type { Fault } from '../../workspace/slack/contract.ts'
import { names } from '../model.ts'
import { Command } from './command.ts'
import { personOf, settle } from './hands.ts'

/** The app's time goes no further than this in one life, so that no channel is archived in it; in minutes. */
const longest = 6 * 24 * 60

export const passing = fc.constantFrom(15, 130, 1500).map(
  (minutes) =>
    new Command(0, (_, model) => {
      if (model.ahead + minutes > model.bornAhead + longest) return undefined
      return {
        says: `${minutes} minutes pass`,
        acts: ({ stage }) => stage.wind(minutes * 60_000),
        changes: () => {
          model.ahead += minutes
        },
      }
    }),
)

export const resending = fc
  .record({
    who: fc.constantFrom(...names),
    kind: fc.constantFrom('slash_commands' as const, 'view_submission' as const),
  })
  .map(({ who }) =>
    trouble(`Slack sends the last form of ${who} again`, (real) =>
      personOf(real, who)
        .again('view_submission')
        .catch(() => undefined),
    ),
  )

export const disturbing = fc
  .record({ double: fc.constantFrom(0, 0.5), shuffle: fc.constantFrom(0.3, 0.6), seed: fc.nat(1000) })
  .map((how) =>
    trouble(`events are doubled ${how.double} and shuffled ${how.shuffle}`, async ({ stage }) =>
      stage.slack.sockets.disturb({ ...how, delayMs: 50 }),
    ),
  )

export const calming = fc.constant(trouble('everything settles', settle))

export const replacing = fc.constant(
  trouble('the jobs processes are replaced', ({ offices }) => offices.replace()),
)

export const lost = { kind: 'reply lost' } as const
export const reset = { kind: 'reset' } as const
export const late = { kind: 'late', ms: 2_000 } as const
const limited = { kind: 'rate limited', retryAfter: 1 } as const
export const pictures = ['chat.update', 'conversations.setTopic']

/** Slack asks to wait, or its answer is lost. */
export const failing = fc
  .oneof(
    faultOf(limited, 'chat.update', 'chat.postMessage', 'conversations.invite', 'conversations.setTopic'),
    faultOf(lost, 'chat.postMessage', 'conversations.invite', 'reactions.add'),
    faultOf({ kind: 'http', status: 503 }, 'conversations.replies'),
  )
  .map(armed)

/** Slack does what the app asks to be painted, does it late, or not at all, and does not answer. */
export const blurring = fc
  .oneof(...[lost, late, late, reset].map((fault) => faultOf(fault, ...pictures)))
  .map(armed)

/** Slack takes its time with a picture, which may be out of date before it is there. */
export const slowing = faultOf({ kind: 'held', ms: 1_000 }, ...pictures).map(armed)

function armed({ method, fault }: { method: string; fault: Fault }): Command {
  return trouble(`the next ${method} is ${fault.kind}`, async ({ stage }) =>
    stage.slack.faults.at({ method }, fault),
  )
}

export const failingJira = fc
  .record({
    method: fc.constantFrom('PUT issue/{key}', 'POST issue/{key}/transitions', 'POST issue'),
    fault: fc.constantFrom<Fault>(lost, { kind: 'http', status: 429 }),
  })
  .map(({ method, fault }) =>
    trouble(`the next ${method} of Jira is ${fault.kind}`, async ({ jira }) =>
      jira.faults.at({ method }, fault),
    ),
  )

/** A jobs process dies in the middle of a call, which is done all the same, at once or after a while. */
export const dying = fc
  .record({
    method: fc.constantFrom(...pictures, 'chat.postMessage', 'conversations.invite'),
    fault: fc.constantFrom<Fault>(lost, reset, { kind: 'late', ms: 2_500 }),
  })
  .map(({ method, fault }) =>
    trouble(`a jobs process dies at the next ${method}, which is ${fault.kind}`, async ({ offices }) =>
      offices.dieAt(method, fault),
    ),
  )

/** A jobs process stands still in the middle of a call, and wakes when another has long taken over. */
export const sleeping = fc
  .constantFrom(...pictures)
  .map((method) =>
    trouble(`a jobs process sleeps at the next ${method}`, async ({ offices }) =>
      offices.sleepAt(method, 2_500),
    ),
  )

function trouble(says: string, acts: (real: Parameters<Command['run']>[1]) => Promise<unknown>): Command {
  return new Command(0, () => ({ says, acts: async (real) => void (await acts(real)) }))
}

function faultOf(fault: Fault, ...methods: string[]) {
  return fc.constantFrom(...methods).map((method) => ({ method, fault }))
}
