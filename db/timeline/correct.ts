import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { verb, type Work } from '../verb.ts'
import { mayStand } from './rules.ts'
import { sightOfEntry } from './sight.ts'

export interface Correction {
  entry: number
  /** How often it had been changed when the form was opened. */
  version: number
  text: string
  at: Date
}

/** Corrects what an entry says, or when it happened; what it said before stands with the fact. */
export const correctEntry = verb('entry.correct', correct, ({ entry }, person) => sightOfEntry(entry, person))

async function correct(work: Work, { entry, version, text, at }: Correction): Promise<void> {
  mayStand(work.now, text, at)
  const before = await lock(work, entry)
  if (before.version !== version)
    throw new Refusal(
      'entry_stale',
      'Somebody changed this entry while the form was open. Please close it and look at the entry again.',
      'text',
    )
  const moved = Math.floor(before.at.getTime() / 1000) !== Math.floor(at.getTime() / 1000)
  const happenedAt = moved ? at : before.at
  if (!moved && before.text === text.trim()) return
  await work.tx.execute(sql`
    update entries set text = ${text.trim()},
      happened_at = case when ${moved} then ${at.toISOString()}::timestamptz else happened_at end
    where id = ${entry}`)
  work.record({
    type: 'entry.corrected',
    subject: ['incident', before.incident],
    data: { entry, from: before.at.toISOString(), to: happenedAt.toISOString() },
    words: { text: text.trim(), textBefore: before.text },
  })
}

/** Takes an entry off the timeline; it is counted among the hidden. A second click changes nothing. */
export const hideEntry = verb(
  'entry.hide',
  async (work, { entry }: { entry: number }) => {
    if (work.actor.kind !== 'person') throw new Error('only a person hides an entry')
    const [row] = await work.tx.execute<{ incident_id: number }>(sql`
      update entries set hidden_at = ${work.now.toISOString()}, hidden_by = ${work.actor.id}
      where id = ${entry} and hidden_at is null returning incident_id`)
    if (row) work.record({ type: 'entry.hidden', subject: ['incident', row.incident_id], data: { entry } })
  },
  ({ entry }, person) => sightOfEntry(entry, person),
)

/** Puts a hidden entry back; one whose message was deleted stays hidden. */
export const showEntry = verb(
  'entry.hide',
  async (work, { entry }: { entry: number }) => {
    const [row] = await work.tx.execute<{ incident_id: number }>(sql`
      update entries set hidden_at = null, hidden_by = null
      where id = ${entry} and hidden_by is not null returning incident_id`)
    if (row) work.record({ type: 'entry.shown', subject: ['incident', row.incident_id], data: { entry } })
  },
  ({ entry }, person) => sightOfEntry(entry, person),
)

interface Before {
  incident: number
  text: string
  at: Date
  version: number
}

async function lock({ tx }: Work, entry: number): Promise<Before> {
  const [row] = await tx.execute<{ incident_id: number; text: string; happened_at: string }>(sql`
    select incident_id, text, happened_at from entries
    where id = ${entry} and (hidden_at is null or hidden_by is not null) for update`)
  if (!row)
    throw new Refusal(
      'entry_gone',
      'The message was deleted by its author, so there is nothing to correct.',
      'text',
    )
  // Asked once the row is ours: whoever held it before has left its fact by then.
  const [changes] = await tx.execute<{ version: number }>(sql`
    select count(*)::int as version from facts where incident_id = ${row.incident_id}
      and type in ('entry.corrected', 'message.revised') and data->>'entry' = ${String(entry)}`)
  return {
    incident: row.incident_id,
    text: row.text,
    at: new Date(row.happened_at),
    version: changes?.version ?? 0,
  }
}
