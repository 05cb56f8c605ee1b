import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Database, Tx } from './database.ts'
import { Refusal } from './refusal.ts'

/** The key of what is asked; `mark` tells whether the same was sent with it, where it may come with something else. */
export type Request = string | { key: string; mark: string }

/** A request that is the same only with the same answers, which must be JSON. */
export function requestWith(key: string, answers: unknown): Request {
  return { key, mark: markOf(answers) }
}

export function partsOf(request: Request | undefined): { key: string | null; mark: string | null } {
  if (request === undefined) return { key: null, mark: null }
  return typeof request === 'string' ? { key: request, mark: null } : request
}

/** Keeps what a request is answered, for when it is asked again. */
export async function keepAnswer(tx: Tx, request: Request, answer: unknown): Promise<void> {
  await tx.execute(sql`
    update requests set answer = ${JSON.stringify(answer ?? null)}::text::jsonb where key = ${partsOf(request).key}`)
}

/** What the request was answered the first time. Throws a {@link Refusal} where something else was sent with it then. */
export async function earlierAnswer<R>(tx: Tx, request: Request): Promise<R> {
  const { key, mark } = partsOf(request)
  const [row] = await tx.execute<{ answer: R; mark: string | null }>(
    sql`select answer, mark from requests where key = ${key}`,
  )
  if (!row) throw new Error('a request was taken back while it was read')
  if (mark !== row.mark)
    throw new Refusal(
      'sent_otherwise',
      'What you sent before is recorded, without what you changed since. Please open this again for the rest.',
    )
  return row.answer
}

function markOf(told: unknown): string {
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url')
}

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
  const mark = markOf([person, channel, text])
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
