import { sql } from 'drizzle-orm'
import type { FactType } from '../facts.ts'

/** After these the clock looks anew at what an incident's people are to be reminded of. */
export const movesNudges: FactType[] = [
  'incident.reported',
  'incident.updated',
  'incident.declined',
  'incident.merged',
  'incident.restored',
  'times.corrected',
  'role.assigned',
  'role.vacated',
  'handover.offered',
  'handover.accepted',
  'handover.declined',
  'handover.lapsed',
  'channel.lost',
  'channel.regained',
  'archive.postponed',
]

/** How much later it looks, by the `type` of the fact: of what is reported nobody is reminded so soon, and first the channel stands. */
export const lookLater = sql`case type when 'incident.reported' then interval '1 minute' else interval '0' end`
