import { sql } from 'drizzle-orm'
import type { Stage } from './stage.ts'

/** What is left in the database of a siege that failed, as lines: outlets taken for lost, what was said of channels, steps that are not done or came to nothing. */
export async function remainsOf({ db }: Pick<Stage, 'db'>): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select 'outlet ' || channel_id || ' ' || how as line from lost_outlets
    union all select 'fact ' || id || ' ' || type || ' ' || subject_id || ' ' || data || ' ' || known_at
      from facts where subject_kind = 'channel'
    union all select concat_ws(' ', 'step', id, reaction, place, state, error, external_id, 'incident', incident_id, 'tries', tries,
        'due in', round(extract(epoch from not_before - clock_timestamp())::numeric, 1), 'asked', asked_at is not null)
      from steps where state <> 'done' or error is not null or (external_id = 'nowhere' and reaction in ('announce', 'tellThreads'))
    union all select concat_ws(' ', 'bucket', method, channel, tokens, closed_until) from buckets
      where closed_until > clock_timestamp() or tokens < 20`)
  return rows.map(({ line }) => line)
}
