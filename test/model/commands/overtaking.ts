import fc from 'fast-check'
import { type Incident, type Name, type Real, type Severity, severities } from '../model.ts'
import { drawn, keysOf, nth, retitle, words } from './changes.ts'
import { Command, pick } from './command.ts'
import { personOf, type } from './hands.ts'
import { late, lost, pictures, reset } from './troubles.ts'

/** How long it takes Slack to paint what is overtaken. */
const slowMs = 3_000

/** A change is painted so slowly that the next one comes before it is there; who paints it waits, dies or sleeps. */
export const [waiting, dyingOver, sleepingOver] = [
  overtaken('waits', async ({ stage }) =>
    stage.slack.faults.at({ method: 'chat.update' }, { kind: 'held', ms: 1_000 }),
  ),
  overtaken('dies', async ({ offices }) => offices.dieAt('chat.update', { kind: 'late', ms: slowMs })),
  overtaken('sleeps', ({ offices }) => offices.sleepAt('chat.update', slowMs)),
]

function overtaken(how: string, arm: (real: Real) => Promise<void>) {
  return fc.record({ nth, drawn, words }).map(
    ({ nth, drawn, words }) =>
      new Command(nth, (it) => {
        const who = pick(it.people, drawn)
        const first = pick(keysOf(severities, it.severity), drawn)
        const then = first && pick(keysOf(severities, first), drawn)
        if (!who || !first || !then || it.status === 'closed') return undefined
        return {
          says: `${who} sets the severity to ${first}; who paints that ${how}; then to ${then}`,
          async acts(real, number) {
            await arm(real)
            const grades = (to: Severity) =>
              type(personOf(real, who), `severity INC-${number} ${to} ${words}`)
            await painting(real, 'chat.update', () => grades(first))
            await grades(then)
          },
          changes() {
            grade(it, who, first, words)
            grade(it, who, then, words)
          },
        }
      }),
  )
}

/** A change is painted, and nobody hears whether, or when, or it is not painted at all. */
export const mislaying = fc
  .record({
    nth,
    drawn,
    words,
    method: fc.constantFrom(...pictures),
    fault: fc.constantFrom(late, reset, lost),
  })
  .map(
    ({ nth, drawn, words, method, fault }) =>
      new Command(nth, (it) => {
        const who = pick(it.people, drawn)
        const to = pick(keysOf(severities, it.severity), drawn)
        if (!who || !to || it.status === 'closed') return undefined
        return {
          says: `${who} sets the severity to ${to}, of which ${method} is ${fault.kind}`,
          async acts(real, number) {
            real.stage.slack.faults.at({ method }, fault)
            await painting(real, method, () =>
              type(personOf(real, who), `severity INC-${number} ${to} ${words}`),
            )
          },
          changes: () => grade(it, who, to, words),
        }
      }),
  )

/** It is called otherwise, and Jira would have the app wait with that. */
export const misnaming = fc.record({ nth, drawn, title: words }).map(
  ({ nth, drawn, title }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      if (!who || it.status === 'closed' || it.title === title) return undefined
      return {
        says: `${who} calls it "${title}", and Jira is busy`,
        async acts(real, number) {
          real.jira.faults.at({ method: 'PUT issue/{key}' }, { kind: 'http', status: 429 })
          await retitle(real, who, number, title)
        },
        changes: () => void Object.assign(it, { title, deeds: [...it.deeds, `{${who}} changed Title`] }),
      }
    }),
)

// Before its brief stands there is nothing to be painted.
async function painting({ stage: { slack } }: Real, method: string, act: () => Promise<void>): Promise<void> {
  const calls = () => slack.calls.filter((one) => one.method === method).length
  const before = calls()
  await act()
  await slack.until('it is painted', () => calls() > before, 3_000).catch(() => undefined)
}

function grade(it: Incident, who: Name, to: Severity, why: string): void {
  it.deeds.push(`{${who}} changed Severity: ${it.severity} → ${to}: “${why}”`)
  Object.assign(it, { severity: to, told: why })
}
