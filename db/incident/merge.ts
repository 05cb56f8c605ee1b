import { sql } from 'drizzle-orm'
import { addPeople } from '../people/participants.ts'
import { Refusal } from '../refusal.ts'
import { permitAlso, verb, type Work } from '../verb.ts'
import { lockIncidents, mustSayWhy, notOpen, type Standing, setAside } from './aside.ts'

interface Merge {
  incident: number
  into: number
  why: string
}

/**
 * Merges an open incident into another open one, which the person must see, and bring people into where it is restricted.
 * People go along, but from an open incident, which anybody joins, into a restricted one. A restricted incident is
 * merged only into one that is restricted too. Throws a Refusal for all else.
 */
export const mergeIncident = verb('incident.merge', async (work, { incident, into, why }: Merge) => {
  const note = mustSayWhy(why)
  if (into === incident)
    throw new Refusal('merged_into_itself', `INC-${incident} cannot be merged into itself.`, 'into')
  const both = await lockIncidents(work, [incident, into])
  const [now, target] = [both.find((one) => one.id === incident), both.find((one) => one.id === into)]
  await permitAlso(work, target?.visibility === 'restricted' ? 'people.engage' : 'incident.read', into)
  const from = await setAside(work, incident, 'merged', into)
  if (!from || !now || !target) throw refusal(incident, now, target)
  const brought = !(now.visibility === 'open' && target.visibility === 'restricted')
  const people = brought ? await bring(work, incident, into) : []
  work.record({
    type: 'incident.merged',
    subject: ['incident', incident],
    data: { from, into },
    words: { note },
  })
  work.record({ type: 'incident.absorbed', subject: ['incident', into], data: { other: incident, brought } })
  return { incident, into, people: people.length }
})

// Who reads along does so there too.
async function bring(work: Work, incident: number, into: number): Promise<string[]> {
  const rows = await work.tx.execute<{ id: string; observer: boolean }>(sql`
    select person_id as id, observer from participants
    where incident_id = ${incident} and left_at is null and refused is null`)
  const by = work.actor.kind === 'person' ? { by: work.actor.id } : {}
  const added: string[] = []
  for (const observer of [false, true]) {
    const people = rows.filter((row) => row.observer === observer).map((row) => row.id)
    added.push(...(await addPeople(work, into, { people, observer, why: 'merged', ...by })))
  }
  return added
}

function refusal(incident: number, now: Standing | undefined, target: Standing | undefined): Refusal {
  if (!now || now.status === 'closed')
    return notOpen(now ?? { id: incident, outcome: null, mergedInto: null })
  if (target?.outcome === 'merged')
    return new Refusal(
      'target_merged',
      `INC-${target.id} was itself merged into INC-${target.mergedInto}. Please choose that one.`,
      'into',
    )
  if (target?.status === 'closed')
    return new Refusal('target_over', `INC-${target.id} is over, so nothing is merged into it.`, 'into')
  return new Refusal(
    'would_show',
    `INC-${incident} is restricted, and INC-${target?.id} is open to everyone, who would see it there. Restrict INC-${target?.id} first, or decline INC-${incident}.`,
    'into',
  )
}
