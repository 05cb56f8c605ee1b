import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { verb } from '../verb.ts'
import { setTimer } from '../work/timers.ts'

/**
 * The channel of a closed incident stays a week longer than was said; `due` is the second at which it was to be archived,
 * so that the same button pressed twice keeps it once. Answers until when it stays.
 */
export const postponeArchive = verb(
  'archive.postpone',
  async (work, { incident, due }: { incident: number; due: number }) => {
    const [row] = await work.tx.execute<{ former: string; until: string }>(sql`
      update incidents i set archive_at = was.archive_at + interval '7 days'
      from (select id, archive_at from incidents where id = ${incident} for update) was
      where i.id = was.id and i.status = 'closed' and was.archive_at > app_now()
        and floor(extract(epoch from was.archive_at)) = ${due}::bigint
      returning was.archive_at as former, i.archive_at as until`)
    if (!row)
      throw new Refusal(
        'not_to_be_archived',
        `The channel of INC-${incident} is not due to be archived then any more.`,
      )
    const [from, until] = [new Date(row.former).toISOString(), new Date(row.until).toISOString()]
    const inSeconds = (Date.parse(until) - work.now.getTime()) / 1000
    work.also(setTimer(work.tx, { kind: 'archive.due', subject: ['incident', incident], inSeconds }))
    work.record({ type: 'archive.postponed', subject: ['incident', incident], data: { from, to: until } })
    return { until }
  },
)
