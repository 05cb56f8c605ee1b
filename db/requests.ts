import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'

/** What one person typed, and where; `trigger` is Slack's id of this typing, the same however often it is delivered. */
export interface Line {
  person: string
  channel: string
  text: string
  trigger: string
}

/**
 * The key of what a line asks for. Typed again within ten minutes it is the same where nobody was told what came of it:
 * whoever is asked to try again cannot have anything done twice. Told, the same line is another request.
 */
export async function keyOfLine(db: Database, { person, channel, text, trigger }: Line): Promise<string> {
  const mark = createHash('sha256')
    .update(JSON.stringify([person, channel, text]))
    .digest('base64url')
  const [typed] = await db.execute<{ key: string }>(sql`
    with last as (
      select key, at, told_at is null and at > clock_timestamp() - interval '10 minutes' as open from requests
      where key like 'line:%' and split_part(key, ':', 2) = ${mark} order by at desc limit 1
    )
    insert into requests (key, act, answer)
    select ${`typed:${trigger}`}, 'line', to_jsonb(coalesce(
      (select case when open then key else ${`line:${mark}:`} || extract(epoch from at) end from last), ${`line:${mark}:`}))
    on conflict (key) do update set act = excluded.act
    returning answer #>> '{}' as key`)
  if (!typed) throw new Error('a typing was not kept')
  return typed.key
}

/** Whoever typed the line was told what came of it. */
export async function lineTold(db: Database, key: string): Promise<void> {
  await db.execute(sql`update requests set told_at = clock_timestamp() where key = ${key}`)
}
