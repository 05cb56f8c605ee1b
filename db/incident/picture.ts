import { sql } from 'drizzle-orm'
import type { Work } from '../verb.ts'

export interface Picture {
  resource: number
  /** The thing that it was painted on: another may have taken its place meanwhile. */
  externalId: string
  /** A mark of what it shows; null, where that is not sure. */
  mark: string | null
}

/** Remembers what an outside thing shows; called inside the transaction that ends the step which painted it. */
export async function pictureShown(work: Work, { resource, externalId, mark }: Picture): Promise<void> {
  await work.tx.execute(sql`
    update resources set painted = coalesce(painted, '{}') || ${JSON.stringify({ picture: mark })}::text::jsonb
    where id = ${resource} and external_id = ${externalId}`)
}

/** What stands in these channels under an incident's announcement is not what it should be: it is painted once they are regained. */
export async function announcementsDoubted(work: Work, incident: number, channels: string[]): Promise<void> {
  if (channels.length === 0) return
  await work.tx.execute(sql`
    update resources set painted = coalesce(painted, '{}') || '{"picture": null}'
    where incident_id = ${incident} and kind = 'announcement' and place in ${channels}`)
}
