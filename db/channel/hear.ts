import { type SQL, sql } from 'drizzle-orm'
import type { News } from '../facts.ts'
import { verb, type Work } from '../verb.ts'

export interface Heard {
  channel: string
  what: News
  by: string | null
  /** When, by Slack's clock, as its events give it. */
  at: string
}

/**
 * Something became of a channel of ours, which Slack is then asked about. What the app did itself is known, and that it
 * came in or a channel is open again is news only where there was other news before.
 */
export const hearOfChannel = verb('channel.follow', async (work, { channel, what, by, at }: Heard) => {
  if ((what === 'opened' || what === 'joined') && !(await isTroubled(work, channel))) return
  const [news] = await work.tx.execute(sql`
    select 1 where ${isOurs(sql`${channel}`)} and not (${what} = 'archived' and exists (
      select 1 from settings where key = 'workspace' and value->>'botUserId' = ${by}))`)
  if (news) recordNews(work, channel, { what, by }, new Date(Number(at) * 1000))
})

async function isTroubled({ tx }: Work, channel: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from resources where kind = 'channel' and external_id = ${channel} and lost is not null
    union all select 1 from facts where subject_kind = 'channel' and subject_id = ${channel} limit 1`)
  return rows.length > 0
}

/** Has Slack asked how a channel is, inside the transaction of a verb. */
export function recordNews(
  work: Work,
  channel: string,
  data: { what: News; by: string | null },
  happenedAt?: Date,
): void {
  work.record({ type: 'channel.heard', subject: ['channel', channel], data, happenedAt })
}

/** Has Slack asked about the channels of all open incidents, and all outlets: an app that was put back is in none. */
export async function lookEverywhere(work: Work): Promise<void> {
  const rows = await work.tx.execute<{ id: string }>(sql`
    select r.external_id as id from resources r join incidents i on i.id = r.incident_id
    where r.kind = 'channel' and i.status <> 'closed'
    union select channel_id from broadcasts
    union select value#>>'{}' from settings where key = 'operations' and value <> 'null'`)
  for (const { id } of rows) recordNews(work, id, { what: 'missed', by: null })
}

/** Whether the app has anything in that channel. */
export function isOurs(channel: SQL): SQL {
  return sql`(exists (select 1 from resources where kind in ('channel', 'former_channel') and external_id = ${channel})
    or ${isOutlet(channel)} or ${wasOutlet(channel)})`
}

/** Whether incidents are announced in that channel, or troubles told: it is chosen for that. */
export function isOutlet(channel: SQL): SQL {
  return sql`(exists (select 1 from broadcasts where channel_id = ${channel})
    or exists (select 1 from settings where key = 'operations' and value = to_jsonb(${channel}::text)))`
}

/** Whether announcements stand in that channel, which may be chosen no more. */
export function wasOutlet(channel: SQL): SQL {
  return sql`exists (select 1 from resources where kind = 'announcement' and place = ${channel})`
}
