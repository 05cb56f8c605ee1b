import { sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { verb } from '../verb.ts'

interface Restriction {
  incident: number
  /** In the person's words. */
  note: string
}

/**
 * From now on only those who are in the incident see it; it goes on in a private channel. It cannot be undone: what was
 * private does not become public.
 */
export const restrictIncident = verb('incident.restrict', async (work, { incident, note }: Restriction) => {
  const why = note.trim()
  if (why === '') throw new Refusal('why_missing', 'Please say in a sentence why it is restricted.', 'note')
  const [row] = await work.tx.execute(sql`
    update incidents set visibility = 'restricted' where id = ${incident} and visibility = 'open' returning 1`)
  if (!row) throw new Refusal('restricted_already', `INC-${incident} is restricted already.`)
  // Read once nobody else is giving it a channel any more.
  work.also(
    work.tx.execute(sql`
      update resources set lost = 'exposed'
      where incident_id = ${incident} and kind = 'channel' and not is_private`),
  )
  work.record({
    type: 'incident.restricted',
    subject: ['incident', incident],
    data: {},
    words: { note: why },
  })
})
