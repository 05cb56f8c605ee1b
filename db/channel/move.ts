import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { verb, type Work } from '../verb.ts'
import { recordNews } from './hear.ts'
import { rearm, release } from './hold.ts'

interface Move {
  from: string
  to: string
  /** When, by Slack's clock, as its events give it. */
  at: string
}

/**
 * Slack gave a channel another id: wherever an id of ours is kept, it is the new one from now on, and what is said of the
 * old one later is taken to be of the new one. In whatever order several moves of one channel are heard.
 */
export const moveChannel = verb('channel.follow', async (work, { from, to, at }: Move) => {
  await work.tx.execute(sql`
    insert into channel_moves (former, latter, moved_at) values (${from}, ${to}, to_timestamp(${at}::float8))
    on conflict do nothing`)
  const latter = await currentId(work.tx, from)
  if (latter === from) return
  const rooms = await moveRooms(work, from, latter)
  const shown = await moveShown(work, from, latter)
  const outlet = await moveOutlets(work, from, latter)
  if (rooms.length === 0 && !shown && !outlet) return
  await moveSteps(work, from, latter)
  await moveMessages(work, from, latter)
  await rearm(work, latter)
  await release(work.tx, latter, true)
  for (const { incident, kind } of rooms)
    if (kind === 'channel')
      work.record({ type: 'channel.moved', subject: ['incident', incident], data: { from, to: latter } })
  recordNews(work, latter, { what: 'renamed', by: null })
})

/** The id that Slack knows a channel by now. */
export async function currentId(db: Reader, channel: string): Promise<string> {
  const [last] = await db.execute<{ id: string }>(sql`
    with recursive path as (${pathsFrom(sql`(values (${channel}::text)) start (id)`)})
    select id from path order by at desc limit 1`)
  return last?.id ?? channel
}

/** The ids that Slack knew a channel by before. */
export async function listFormerIds(db: Reader, channel: string): Promise<string[]> {
  const rows = await db.execute<{ start: string; id: string }>(sql`
    with recursive path as (${pathsFrom(sql`(select distinct former from channel_moves) start (id)`)})
    select distinct on (start) start, id from path order by start, at desc`)
  return rows.filter(({ start, id }) => id === channel && start !== channel).map(({ start }) => start)
}

/** The id that Slack knew a channel by first, as far as that is known. */
export async function firstId(db: Reader, channel: string): Promise<string> {
  const ids = [channel, ...(await listFormerIds(db, channel))]
  const [first] = await db.execute<{ id: string }>(
    sql`select former as id from channel_moves where former in ${ids} order by moved_at limit 1`,
  )
  return first?.id ?? channel
}

// From each id by each move that came after the one before.
function pathsFrom(starts: SQL): SQL {
  return sql`
    select start.id as start, start.id, '-infinity'::timestamptz as at from ${starts}
    union all
    select p.start, m.latter, m.moved_at from path p cross join lateral (
      select latter, moved_at from channel_moves where former = p.id and moved_at > p.at order by moved_at limit 1) m`
}

async function moveRooms({ tx }: Work, from: string, to: string) {
  return tx.execute<{ incident: number; kind: string }>(sql`
    update resources set external_id = ${to}, place = ${placeOf(from, to)}, url = ${linkOf(from, to)}
    where kind in ('channel', 'former_channel') and external_id = ${from} returning incident_id as incident, kind`)
}

// Whether anything stands in it.
async function moveShown({ tx }: Work, from: string, to: string): Promise<boolean> {
  const moved = await tx.execute(sql`
    update resources set name = ${to}, place = ${placeOf(from, to)}, url = ${linkOf(from, to)}
    where kind in ('brief', 'announcement', 'summary') and name = ${from} returning 1`)
  return moved.length > 0
}

function placeOf(from: string, to: string): SQL {
  return sql`case when place = ${from} then ${to} else place end`
}

function linkOf(from: string, to: string): SQL {
  return sql`regexp_replace(url, ${`/archives/${from}(?=/|$)`}, ${`/archives/${to}`})`
}

async function moveOutlets({ tx }: Work, from: string, to: string): Promise<boolean> {
  const moved = await tx.execute(sql`
    with broadcast as (
      update broadcasts set channel_id = ${to} where channel_id = ${from} returning 1
    ), operations as (
      update settings set value = to_jsonb(${to}::text), changed_at = clock_timestamp()
      where key = 'operations' and value = to_jsonb(${from}::text) returning 1
    ), lost as (
      update lost_outlets set channel_id = ${to} where channel_id = ${from}
    )
    select 1 from broadcast union all select 1 from operations`)
  return moved.length > 0
}

async function moveSteps({ tx }: Work, from: string, to: string): Promise<void> {
  await tx.execute(sql`
    update steps set place = case when place = ${from} then ${to} else place end,
      line = case when line = ${`posts:${from}`} then ${`posts:${to}`} else line end,
      held_for = case when held_for = ${from} then ${to} else held_for end,
      effect_key = case when place = ${from} then regexp_replace(effect_key, ${`:${from}$`}, ${`:${to}`}) else effect_key end,
      external_id = case when external_id = ${from} then ${to}
        when starts_with(external_id, ${`${from}:`}) then ${`${to}:`} || substring(external_id from ${from.length + 2}::int)
        else external_id end
    where place = ${from} or held_for = ${from} or external_id = ${from} or starts_with(external_id, ${`${from}:`})`)
}

async function moveMessages({ tx }: Work, from: string, to: string): Promise<void> {
  await tx.execute(sql`update entries set channel_id = ${to} where channel_id = ${from}`)
  await tx.execute(sql`update nudge_posts set channel = ${to} where channel = ${from}`)
  await tx.execute(sql`update buckets set channel = ${to} where channel = ${from}`)
}
