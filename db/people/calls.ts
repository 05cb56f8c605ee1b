import type { Work } from '../verb.ts'
import { addPeople, type Newcomers } from './participants.ts'

/** One who is called into an incident, by name or with a user group. */
export interface Call {
  person: string
  observer: boolean
  group: string | null
}

/** A user group that waits for the commander's word, and how many people would come with it. */
export interface Waiting {
  group: string
  count: number
  observer: boolean
}

/** More people than this do not come by user groups without the commander's word. */
export const mostByGroups = 50

/** Who comes, each once and by name before by group; and the groups that wait, where too many would come by them. */
export function sortOut(calls: Call[]): { coming: Call[]; waiting: Waiting[] } {
  const leading = calls.filter((one) => one.group === null && !one.observer)
  const named = new Set(leading.map((one) => one.person))
  const byGroup = calls.filter((one) => one.group !== null && !named.has(one.person))
  const observing = calls.filter((one) => one.group === null && one.observer)
  const tooMany = new Set(byGroup.map((one) => one.person)).size > mostByGroups
  return {
    coming: onceEach([...leading, ...(tooMany ? [] : byGroup), ...observing]),
    waiting: tooMany ? waitingOf(byGroup) : [],
  }
}

/** Adds those who come, and leaves a fact for each group that waits; answers who was not in it before. */
export async function bringIn(
  work: Work,
  incident: number,
  calls: Call[],
  how: Pick<Newcomers, 'why' | 'by' | 'reason'>,
): Promise<{ added: string[]; waiting: Waiting[] }> {
  const { coming, waiting } = sortOut(calls)
  const added: string[] = []
  for (const { group, observer, people } of partiesOf(coming)) {
    const party = group === null ? how : { ...how, why: 'group' as const, group }
    added.push(...(await addPeople(work, incident, { ...party, people, observer })))
  }
  for (const one of waiting) askFirst(work, incident, one, how)
  return { added, waiting }
}

/** Leaves the fact upon which the commander is asked. */
export function askFirst(
  work: Work,
  incident: number,
  waiting: Waiting,
  { by = null, reason }: { by?: string | null; reason?: string } = {},
): void {
  work.record({
    type: 'engagement.asked',
    subject: ['incident', incident],
    data: { ...waiting, by },
    words: reason ? { reason } : undefined,
  })
}

function onceEach(calls: Call[]): Call[] {
  const first = new Map<string, Call>()
  for (const call of calls) if (!first.has(call.person)) first.set(call.person, call)
  return [...first.values()]
}

function waitingOf(calls: Call[]): Waiting[] {
  return partiesOf(calls).flatMap(({ group, observer, people }) =>
    group === null ? [] : [{ group, observer, count: people.length }],
  )
}

interface Party {
  group: string | null
  observer: boolean
  people: string[]
}

// Those who come alike come together.
function partiesOf(calls: Call[]): Party[] {
  const parties = new Map<string, Party>()
  for (const { group, observer, person } of calls) {
    const key = `${group}:${observer}`
    const party = parties.get(key) ?? { group, observer, people: [] }
    party.people.push(person)
    parties.set(key, party)
  }
  return [...parties.values()]
}
