import fc from 'fast-check'
import { closeAll, recordedNumber } from '../../tale.ts'
import { type Model, type Name, names, type Real, type Severity, severities, statuses } from '../model.ts'
import { Command, pick } from './command.ts'
import { open, personOf, send, type } from './hands.ts'

export const nth = fc.nat(5)
export const drawn = fc.nat(11)
export const words = fc.stringMatching(/^[a-z]{3,12} [a-z]{3,12}$/)
const severity = fc.constantFrom<Severity>('critical', 'major', 'minor')

export const reporting = fc.record({ who: fc.constantFrom(...names), title: words, severity }).map(
  ({ who, title, severity }) =>
    new Command(0, (_, model) => ({
      says: `${who} reports "${title}", ${severity}`,
      acts: async (real) => void real.numbers.push(await report(real, who, title, severity)),
      changes: () => begin(model, who, title, severity),
    })),
)

/** What is true of an incident that was just reported. */
export function begin({ incidents }: Model, who: Name, title: string, severity: Severity): void {
  incidents.push({
    ...{ title, severity, status: 'active', commander: who, scribe: undefined, told: '' },
    ...{ people: new Set([who]), deeds: [`{${who}} reported the incident; {${who}} leads it`] },
    ...{ messages: [], notes: [] },
  })
}

export async function report(real: Real, who: Name, title: string, severity: Severity): Promise<number> {
  const person = personOf(real, who)
  await open(real, person, `report ${title}`)
  await person.fill('severity', severity)
  await send(person)
  return recordedNumber(person)
}

export const grading = fc.record({ nth, drawn, words }).map(
  ({ nth, drawn, words }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      const to = pick(keysOf(severities, it.severity), drawn)
      if (!who || !to || it.status === 'closed') return undefined
      const deed = `{${who}} changed Severity: ${it.severity} → ${to}: “${words}”`
      return {
        says: `${who} sets the severity to ${to}`,
        acts: (real, number) => type(personOf(real, who), `severity INC-${number} ${to} ${words}`),
        changes: () => void Object.assign(it, { severity: to, told: words, deeds: [...it.deeds, deed] }),
      }
    }),
)

export const standing = fc.record({ nth, drawn, words }).map(
  ({ nth, drawn, words }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      const to = pick(keysOf(statuses, it.status), drawn)
      if (!who || !to) return undefined
      const [word, why] = it.status === 'closed' ? ['reopen', words] : [`status`, `${to} ${words}`]
      const next = it.status === 'closed' ? 'active' : to
      const change = `{${who}} changed Status: ${it.status} → ${next}`
      const deed = next === 'closed' ? `${change}, Resolution` : `${change}: “${words}”`
      const told = next === 'closed' ? it.told : words
      return {
        says: `${who} sets the status to ${next}`,
        acts: (real, number) => type(personOf(real, who), `${word} INC-${number} ${why}`),
        changes: () => void Object.assign(it, { status: next, told, deeds: [...it.deeds, deed] }),
      }
    }),
)

export const telling = fc.record({ nth, drawn, words }).map(
  ({ nth, drawn, words }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      if (!who || it.status === 'closed') return undefined
      const deed = `{${who}} told how it stands: “${words}”`
      return {
        says: `${who} tells "${words}"`,
        acts: (real, number) => type(personOf(real, who), `update INC-${number} ${words}`),
        changes: () => void Object.assign(it, { told: words, deeds: [...it.deeds, deed] }),
      }
    }),
)

export const naming = fc.record({ nth, drawn, title: words }).map(
  ({ nth, drawn, title }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      if (!who || it.status === 'closed' || it.title === title) return undefined
      return {
        says: `${who} calls it "${title}"`,
        acts: (real, number) => retitle(real, who, number, title),
        changes: () => void Object.assign(it, { title, deeds: [...it.deeds, `{${who}} changed Title`] }),
      }
    }),
)

export async function retitle(real: Real, who: Name, number: number, title: string): Promise<void> {
  const person = personOf(real, who)
  await open(real, person, `update INC-${number}`)
  await person.fill('title', title)
  await send(person)
  await closeAll(person)
}

export function keysOf<K extends string>(all: Record<K, string>, but: K): K[] {
  return (Object.keys(all) as K[]).filter((key) => key !== but)
}
