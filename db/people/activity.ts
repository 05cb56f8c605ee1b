import { sql } from 'drizzle-orm'
import { verb } from '../verb.ts'

/** So many messages make an observer one who takes part. */
export const messagesToTakePart = 3

/** Counts a message that a person wrote in an incident's channel; who is not in the incident is passed over. */
export const countMessage = verb(
  'people.follow',
  async (work, { channel, person }: { channel: string; person: string }) => {
    const [counted] = await work.tx.execute<{ incident: number; promoted: boolean }>(sql`
      update participants p set messages = p.messages + 1,
        observer = p.observer and p.messages + 1 < ${messagesToTakePart}
      from (
        select seat.* from participants seat
        join resources r on r.incident_id = seat.incident_id and r.kind = 'channel' and r.external_id = ${channel}
        where seat.person_id = ${person} and seat.left_at is null for update of seat
      ) before
      where p.incident_id = before.incident_id and p.person_id = before.person_id
      returning p.incident_id as incident, before.observer and not p.observer as promoted`)
    if (counted?.promoted)
      work.record({
        type: 'participant.promoted',
        subject: ['incident', counted.incident],
        data: { person },
      })
  },
)
