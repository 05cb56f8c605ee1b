import { and, eq } from 'drizzle-orm'
import { keepResource } from '../incident/outside.ts'
import { type Lost, resources } from '../schema/resources.ts'
import type { Work } from '../verb.ts'

export interface Document {
  kind: 'canvas' | 'summary' | 'document'
  id: string
  /** Of a summary, the channel whose people read it. */
  name: string
  url: string
}

export async function documentOpened(work: Work, incident: number, { kind, id, name, url }: Document) {
  await keepResource(work, incident, kind, { externalId: id, name, url })
  work.record({ type: 'document.opened', subject: ['incident', incident], data: { kind, id, url } })
}

/** Those in this channel read the summary, and nobody who is only in another. */
export async function summaryGuarded(work: Work, incident: number, channel: string): Promise<void> {
  await work.tx
    .update(resources)
    .set({ name: channel })
    .where(and(eq(resources.incidentId, incident), eq(resources.kind, 'summary')))
}

/** The summary went with the channel that it was a tab of. */
export async function summaryDeleted(work: Work, incident: number, channel: string): Promise<void> {
  await summaryLost(work, incident, 'deleted')
  work.record({
    type: 'document.lost',
    subject: ['incident', incident],
    data: { kind: 'summary', channel },
  })
}

/** People took the summary away, or canvases with it: it is written no more. */
export async function summaryLost(work: Work, incident: number, lost: Lost): Promise<void> {
  await work.tx
    .update(resources)
    .set({ lost })
    .where(and(eq(resources.incidentId, incident), eq(resources.kind, 'summary')))
}
