import { sql } from 'drizzle-orm'
import type { Work } from '../verb.ts'

/** How long an offer of a role waits for its answer. */
export const lapseMinutes = 15

/** Offers that nobody has answered in time come to nothing; the roles stay where they are. */
export async function lapseHandovers(work: Work, incident: number): Promise<void> {
  const lapsed = await work.tx.execute<{
    id: number
    role: string
    from_id: string | null
    to_id: string
  }>(sql`
    update handovers set state = 'lapsed' where incident_id = ${incident} and state = 'open'
      and offered_at <= app_now() - ${lapseMinutes} * interval '1 minute'
    returning id, role, from_id, to_id`)
  for (const { id, role, from_id: from, to_id: to } of lapsed)
    work.record({
      type: 'handover.lapsed',
      subject: ['incident', incident],
      data: { handover: id, role, from, to },
    })
}
