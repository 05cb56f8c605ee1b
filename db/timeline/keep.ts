import { type SQL, sql } from 'drizzle-orm'
import { verb, type Work } from '../verb.ts'
import { sightOfEntry } from './sight.ts'

/** A message of an incident's channel, as it stands in Slack. */
export interface KeptMessage {
  incident: number
  channel: string
  ts: string
  thread: string | null
  author: string
  text: string
}

/** Keeps a message on the timeline for the one who asks; whoever has kept it already changes nothing. Answers its entry, and whether that is hidden. */
export const keepMessage = verb('message.keep', async (work, message: KeptMessage) => {
  const { incident, channel, ts, author, text } = message
  const [kept] = await keep(work, message)
  if (!kept) return entryOf(work, message)
  work.record({
    type: 'message.kept',
    subject: ['incident', incident],
    data: { entry: kept.id, channel, ts, author, first: kept.first },
    words: kept.first ? { text } : undefined,
  })
  return { entry: kept.id, hidden: kept.hidden }
})

/** The asker keeps it no longer; while others do, it stays. Answers whether it is off the timeline. */
export const releaseMessage = verb(
  'message.keep',
  (work, { entry }: { entry: number }) => release(work, sql`id = ${entry}`, asker(work)),
  ({ entry }, person) => sightOfEntry(entry, person),
)

/** In Slack the person's 📌 stands on the message no longer, whoever that person is by now. */
export const followRelease = verb(
  'message.follow',
  (work, { channel, ts, person }: { channel: string; ts: string; person: string }) =>
    release(work, sql`channel_id = ${channel} and ts = ${ts}`, person),
)

// Taken anew after nobody kept it, it says what the message says by now, unless somebody corrected that.
function keep(work: Work, { incident, channel, ts, thread, author, text }: KeptMessage) {
  return work.tx.execute<{ id: number; first: boolean; hidden: boolean }>(sql`
    insert into entries as e (incident_id, kind, channel_id, ts, thread_ts, author_id, text, happened_at, keepers)
    values (${incident}, 'message', ${channel}, ${ts}, ${thread}, ${author}, ${text},
      to_timestamp(${ts}::double precision), array[${asker(work)}])
    on conflict (channel_id, ts) do update set keepers = e.keepers || excluded.keepers,
      text = case when e.keepers = '{}' and not exists (
        select 1 from facts f where f.incident_id = e.incident_id and f.type = 'entry.corrected'
          and f.data->>'entry' = e.id::text) then excluded.text else e.text end
    where e.incident_id = excluded.incident_id and not e.keepers @> excluded.keepers
    returning e.id, cardinality(e.keepers) = 1 as first, e.hidden_at is not null as hidden`)
}

async function entryOf({ tx }: Work, { incident, channel, ts }: KeptMessage) {
  const [row] = await tx.execute<{ entry: number; hidden: boolean }>(sql`
    select id as entry, hidden_at is not null as hidden from entries where channel_id = ${channel} and ts = ${ts} and incident_id = ${incident}`)
  if (!row) throw new Error('a message is kept by another incident')
  return row
}

async function release(work: Work, which: SQL, person: string): Promise<{ gone: boolean }> {
  const [row] = await work.tx.execute<{
    id: number
    incident_id: number
    channel_id: string
    ts: string
    last: boolean
    hidden: boolean
  }>(sql`
    update entries set keepers = array_remove(keepers, ${person}) where ${which} and ${person} = any(keepers)
    returning id, incident_id, channel_id, ts, cardinality(keepers) = 0 as last,
      hidden_at is not null as hidden`)
  if (!row) return { gone: await isGone(work, which) }
  work.record({
    type: 'message.released',
    subject: ['incident', row.incident_id],
    data: { entry: row.id, channel: row.channel_id, ts: row.ts, person, last: row.last },
  })
  return { gone: row.last || row.hidden }
}

async function isGone({ tx }: Work, which: SQL): Promise<boolean> {
  const rows = await tx.execute(
    sql`select 1 from entries where ${which} and keepers <> '{}' and hidden_at is null`,
  )
  return rows.length === 0
}

function asker({ actor }: Work): string {
  if (actor.kind !== 'person') throw new Error('only a person keeps a message')
  return actor.id
}
