import type { Choice, Message, Person, Slack } from '../workspace/slack/contract.ts'
import { bearing, textOf } from './messages.ts'
import type { Hands } from './person.ts'
import { connected, openForm } from './person.ts'

/** Where people act, and who hears of it at that very moment. */
export interface Ground {
  slack: Slack
  hands: Hands
  channel: string
}

const tellsToTryAgain = /try again|button again/
const lookMs = 200
const patienceMs = 120_000

/** Types a line, and the same again for as long as Slack says that it failed: that is one request, however often it was typed. */
export async function type({ slack, hands, channel }: Ground, by: Person, line: string): Promise<void> {
  for (;;) {
    await connected(slack)
    const seen = { notices: by.notices.length, whispers: by.whispers.length }
    await hands.during('command', by.command(`/dispatch ${line}`, channel))
    const answers = by.whispers.slice(seen.whispers)
    const failed = by.notices.length > seen.notices || answers.some((one) => tellsToTryAgain.test(said(one)))
    if (!failed) return
  }
}

/** Opens the update form from the brief, fills it and submits it until it closes: that is one change, however often it was pressed. */
export async function update(
  { slack, hands, channel }: Ground,
  by: Person,
  answers: Record<string, Choice>,
): Promise<void> {
  const brief = await slack.until(
    'the brief',
    () => bearing(slack.channel(channel).messages, 'postBrief:')[0],
    patienceMs,
  )
  const form = await openForm(slack, by, () => by.click({ channel, ts: brief.ts }, 'open_update'), hands)
  for (const [action, choice] of Object.entries(answers)) await by.fill(action, choice)
  while (by.view?.id === form) {
    await connected(slack)
    await hands.during('submission', by.submit())
  }
  hands.answered()
}

/** Presses a button of a direct message, once that is there and until it shows these words instead. */
export async function press(
  { slack, hands }: Ground,
  by: Person,
  find: () => Message | undefined,
  [action, choice, shown]: [action: string, choice: string | undefined, shown: string],
): Promise<void> {
  const message = await slack.until('the message', find, patienceMs)
  const direct = slack.channels().find((one) => one.kind === 'im' && one.messages.includes(message))
  const until = performance.now() + patienceMs
  for (let nth = 0; !textOf(message).includes(shown); nth++) {
    if (performance.now() > until) throw new Error(`${action} was never shown to be done`)
    await connected(slack)
    // What is pressed once is painted a moment later; only then does one press again.
    if (nth % 15 === 0 && textOf(message).includes(`"action_id":"${action}"`))
      await hands.during('click', by.click({ channel: direct?.id ?? '', ts: message.ts }, action, choice))
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}

function said(message: Message): string {
  return `${message.text} ${textOf(message)}`
}
