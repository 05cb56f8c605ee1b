import { entries } from '../schema/timeline.ts'
import { verb } from '../verb.ts'
import { mayStand } from './rules.ts'

export interface NewEntry {
  incident: number
  text: string
  /** When it happened; now, where nothing is said. */
  at: Date | null
}

/** Adds an event in somebody's own words. Answers its entry. Throws a Refusal for no words and for a time to come. */
export const addEntry = verb('entry.add', async (work, { incident, text, at }: NewEntry) => {
  if (work.actor.kind !== 'person') throw new Error('only a person adds to a timeline')
  const happenedAt = at ?? work.now
  mayStand(work.now, text, happenedAt)
  const [row] = await work.tx
    .insert(entries)
    .values({ incidentId: incident, kind: 'note', authorId: work.actor.id, text: text.trim(), happenedAt })
    .returning({ id: entries.id })
  if (!row) throw new Error('an entry was not inserted')
  work.record({
    type: 'entry.added',
    subject: ['incident', incident],
    data: { entry: row.id },
    words: { text: text.trim() },
  })
  return { entry: row.id, at: happenedAt.toISOString() }
})
