import { documentIsFile, summaryIsBrief } from '../../blocks/document/fallback.ts'
import { filePen } from '../../blocks/document/markdown.ts'
import { documentTitle, seeded } from '../../blocks/document/template.ts'
import { fileUrl, getWorkspace } from '../../db/configuration/links.ts'
import type { Database } from '../../db/database.ts'
import { documentOpened } from '../../db/document/outside.ts'
import { type Card, getCard } from '../../db/incident/card.ts'
import { findPerson } from '../../db/people/people.ts'
import type { Answer } from '../../db/work/outcome.ts'
import { incidentChannel, post } from '../post.ts'
import { type Once, type Scene, slackQuietMs } from '../reaction.ts'
import { findNone, whyOf } from './unavailable.ts'

/** Clocks may differ by this much. */
const skewMs = 60_000

/** Where there is no canvas to be had, the document is a file in the channel, which says so. */
export const uploadDocument: Once<'step.done'> = {
  kind: 'once',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'canvas',
  skippable: true,
  method: 'files.completeUploadExternal',
  lookMethod: 'conversations.history',
  quietMs: slackQuietMs,
  when: ({ data }) => data.reaction === 'openCanvas',
  places: async (tx, fact) => {
    const found = await findNone(tx, fact)
    return found ? [found.place] : []
  },

  async look(scene) {
    const channel = await incidentChannel(scene)
    if (channel !== scene.place) return nowhere
    const { botUserId } = await getWorkspace(scene.db)
    const since = new Date(Date.now() - scene.lease.sinceFirstAsked - skewMs)
    const [found] = await scene.world.slack.listFiles(channel, fileName(scene.incident), botUserId, since)
    return found === undefined ? undefined : uploaded(scene, found)
  },

  async make(scene) {
    const { db, incident, world, lease } = scene
    const channel = await incidentChannel(scene)
    if (channel !== scene.place) return nowhere
    const [card, code] = await Promise.all([getCard(db, incident), whyOf(db, lease.factId)])
    const content = seeded(card, filePen(await namesOf(db, card))).markdown
    const said = { title: documentTitle(incident), comment: documentIsFile(code) }
    const id = await world.slack.uploadFile(channel, { name: fileName(incident), content, ...said })
    return uploaded(scene, id)
  },
}

/** Said once where the document stands, and no canvas beside it can. */
export const tellNoSummary = post<'step.done'>({
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  when: ({ data }) => data.reaction === 'openSummary',
  places: async (tx, fact) => ((await findNone(tx, fact)) ? [''] : []),
  channel: incidentChannel,
  message: async ({ db, lease }) => summaryIsBrief(await whyOf(db, lease.factId)),
})

const nowhere: Answer = { externalId: 'nowhere' }

function fileName(incident: number): string {
  return `inc-${incident}-document.md`
}

async function namesOf(db: Database, card: Card): Promise<(person: string) => string> {
  const known = await Promise.all([card.reporterId, card.commanderId ?? ''].map((id) => findPerson(db, id)))
  return (id) => known.find((one) => one?.id === id)?.realName ?? id
}

async function uploaded({ db, incident }: Scene, id: string): Promise<Answer> {
  const url = fileUrl(await getWorkspace(db), id, fileName(incident))
  const document = { kind: 'document', id, name: 'Document', url } as const
  return { externalId: id, record: (work) => documentOpened(work, incident, document) }
}
