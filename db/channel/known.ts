import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import type { Loss, News } from '../facts.ts'
import type { Lost } from '../schema/resources.ts'
import { isOurs, isOutlet } from './hear.ts'

/** What is known of a channel of ours. */
export interface Known {
  /** It is one that the app works in, not only one that another took the place of. */
  isUsed: boolean
  /** As the channel of an incident, and as an outlet. */
  lost: Lost | null
  outletLost: Loss | null
  /** What was heard of it since it was last regained, and who did it. */
  heard: Partial<Record<News, string | null>>
}

/** What is known of a channel; nothing where it is none of ours. */
export async function findKnown(db: Reader, channel: string): Promise<Known | undefined> {
  const [row] = await db.execute<Known & Record<string, unknown>>(sql`
    with back as (
      select coalesce(max(id), 0) as id from (
        select f.id from facts f
        where f.type = 'outlet.regained' and f.subject_kind = 'channel' and f.subject_id = ${channel}
        union all
        select f.id from resources r join facts f on f.incident_id = r.incident_id
        where r.kind = 'channel' and r.external_id = ${channel}
          and f.type = 'channel.regained' and f.data->>'channel' = ${channel}) q
    ), news as (
      select distinct on (f.data->>'what') f.data->>'what' as what, f.data->>'by' as by from facts f, back
      where f.subject_kind = 'channel' and f.subject_id = ${channel} and f.type = 'channel.heard' and f.id > back.id
      order by f.data->>'what', f.happened_at desc, f.id desc
    )
    select exists (select 1 from resources where kind = 'channel' and external_id = ${channel})
        or ${isOutlet(sql`${channel}`)} as "isUsed",
      (select lost from resources where kind = 'channel' and external_id = ${channel} limit 1) as lost,
      (select how from lost_outlets where channel_id = ${channel}) as "outletLost",
      coalesce((select jsonb_object_agg(what, by) from news), '{}') as heard
    where ${isOurs(sql`${channel}`)}`)
  return row
}
