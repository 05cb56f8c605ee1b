import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { Loss } from '../facts.ts'
import type { Work } from '../verb.ts'
import { isOutlet, recordNews } from './hear.ts'
import { release } from './hold.ts'

/** Nothing can be told in that channel: what waited to be told there ends, and those who run the app hear of it. */
export async function outletLost(work: Work, channel: string, how: Loss, by: string | null): Promise<void> {
  const [changed] = await work.tx.execute(sql`
    insert into lost_outlets as o (channel_id, how) values (${channel}, ${how})
    on conflict (channel_id) do update set how = excluded.how where o.how <> excluded.how returning 1`)
  if (!changed) return
  await release(work.tx, channel, false)
  work.record({ type: 'outlet.lost', subject: ['channel', channel], data: { how, by } })
}

/**
 * It can be told there again: incidents that are open, changed meanwhile, or do not show there how they are, as they are
 * now, and troubles that still are.
 */
export async function outletRegained(work: Work, channel: string): Promise<void> {
  const [back] = await work.tx.execute(
    sql`delete from lost_outlets where channel_id = ${channel} returning 1`,
  )
  if (!back) return
  await work.tx.execute(sql`
    with lost as (
      select max(known_at) as at from facts
      where subject_kind = 'channel' and subject_id = ${channel} and type = 'outlet.lost'
    ), changed as (
      select distinct f.incident_id as id from facts f, lost where f.known_at >= lost.at and f.incident_id in (
        select incident_id from steps where place = ${channel} and reaction in ('announce', 'tellThreads'))
      union select incident_id from resources
        where kind = 'announcement' and place = ${channel} and painted->'picture' = 'null'
    )
    update steps s set state = case when s.state = 'running' then s.state else 'waiting' end, external_id = null,
      wanted = s.wanted + 1, tries = 0, strikes = 0, error = null, not_before = clock_timestamp(), offered_at = null,
      first_asked_at = case when s.asked_at is null then null else s.first_asked_at end
    where s.state in ('waiting', 'running', 'done', 'failed') and (
      (s.place = ${channel} and s.reaction = 'announce' and coalesce(s.external_id, 'nowhere') = 'nowhere' and exists (
        select 1 from incidents i join broadcasts b on b.channel_id = ${channel}
        where i.id = s.incident_id and i.status <> 'closed' and i.visibility = 'open'))
      or (s.place = ${channel} and s.reaction = 'paintAnnouncements'
        and (s.state in ('waiting', 'running') or s.incident_id in (select id from changed)))
      or (s.reaction = 'maskThreads' and (s.state in ('waiting', 'running') or s.incident_id in (select id from changed))
        and s.place in (select id::text from steps where place = ${channel} and reaction = 'tellThreads'))
      or (s.place = ${channel} and s.reaction = 'tellOperations' and s.external_id = 'nowhere' and exists (
        select 1 from steps t join settings o on o.key = 'operations' and o.value = to_jsonb(${channel}::text)
        where t.id::text = s.subject_id and (t.state = 'failed' or t.late))))`)
  work.record({ type: 'outlet.regained', subject: ['channel', channel], data: {} })
}

/** Whether nothing can be told there though it is chosen for that. */
export async function isMissing(db: Reader, channel: string): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from lost_outlets where channel_id = ${channel} and ${isOutlet(sql`${channel}`)}`)
  return rows.length > 0
}

/** The app is in the channel: where it could not tell anything in there before, Slack is asked how it is now. */
export async function outletJoined(work: Work, channel: string): Promise<void> {
  if (await isLostOutlet(work.tx, channel)) recordNews(work, channel, { what: 'joined', by: null })
}

export async function isLostOutlet(db: Reader, channel: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from lost_outlets where channel_id = ${channel}`)
  return rows.length > 0
}
