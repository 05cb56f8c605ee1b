import type { OpenView, Person, Slack } from '../workspace/slack/contract.ts'
import type { Report } from './judge.ts'

/** Hears of what a person does at the very moment, so that something can go wrong just then. */
export interface Hands {
  during<T>(what: string, request: Promise<T>): Promise<T>
  answered(): void
}

const openMs = 3_200

/** A person reports, and presses again whatever Slack shows, until they are told that it is recorded. */
export async function makeReport(
  slack: Slack,
  person: Person,
  report: Report,
  random: () => number,
  hands: Hands,
): Promise<void> {
  const ask = () => person.command(`/dispatch ${report.title}`, 'general')
  const form = await openForm(slack, person, ask, hands)
  const words = random()
  if (words < 0.5) await person.fill('description', 'Seen since a moment ago.').catch(() => undefined)
  // Typing in this input tells the app of every letter.
  if (words < 0.2) await person.fill('title', report.title).catch(() => undefined)
  for (;;) {
    await connected(slack)
    report.recorded = answerOf(person.view, form)
    if (report.recorded !== undefined) break
    await hands.during('submission', person.submit())
  }
  report.recordedAt = performance.now()
  hands.answered()
}

/** Asks for a form until one opens. A trigger lives three seconds: after these nothing can open any more, so that there is never a second form. */
export async function openForm(
  slack: Slack,
  person: Person,
  ask: () => Promise<void>,
  hands: Hands,
): Promise<string> {
  while (person.view) await person.closeView()
  for (;;) {
    await connected(slack)
    const typedAt = performance.now()
    await hands.during('command', ask())
    const left = Math.max(1, openMs - (performance.now() - typedAt))
    const form = await slack.until('the form', () => person.view, left).catch(() => undefined)
    if (form) return form.id
  }
}

// A form that closed without a word says that it is recorded, too.
function answerOf(view: OpenView | undefined, form: string): string | undefined {
  if (view?.id !== form) return ''
  if (!('callback_id' in view.view) || view.view.callback_id !== 'recorded') return undefined
  return /INC-\d+/.exec(JSON.stringify(view.view))?.[0] ?? ''
}

export async function connected(slack: Slack): Promise<void> {
  await slack.until('a socket', () => slack.sockets.open > 0, 60_000)
}
