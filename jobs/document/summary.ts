import { canvasPen } from '../../blocks/document/markdown.ts'
import { summaryPage, summaryTitle } from '../../blocks/document/summary.ts'
import type { Page } from '../../blocks/document/template.ts'
import { canvasUrl, getWorkspace } from '../../db/configuration/links.ts'
import type { Reader, Tx } from '../../db/database.ts'
import { documentOpened, summaryDeleted, summaryGuarded, summaryLost } from '../../db/document/outside.ts'
import { listUpdates } from '../../db/document/updates.ts'
import type { Fact, FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { findResource, hasResources, listPlaces } from '../../db/incident/place.ts'
import type { Answer } from '../../db/work/outcome.ts'
import { Failure } from '../clients/failure.ts'
import { changesCrew } from '../people/crew.ts'
import { show } from '../picture.ts'
import { incidentChannel } from '../post.ts'
import { type Keep, type Once, type Scene, slackQuietMs } from '../reaction.ts'
import { isUnavailable, none } from './unavailable.ts'

/**
 * A page of the app's own beside the document; a tab of the channel, since only there it can be found again. Another in
 * the channel that took the place of one that people deleted, and the page with it.
 */
export const openSummary: Once<'document.opened' | 'document.lost'> = {
  kind: 'once',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'summary',
  skippable: true,
  method: 'canvases.create',
  lookMethod: 'conversations.info',
  quietMs: slackQuietMs,
  when: ({ type, data }) => type === 'document.lost' || data.kind === 'canvas',
  places: async (tx, { type, data, incidentId }) =>
    type === 'document.lost' && 'channel' in data ? nextTo(tx, Number(incidentId), data.channel) : [''],

  async look(scene) {
    const channel = await channelOf(scene)
    if (!channel) return nowhere
    const [found] = await listOurs(scene, channel)
    return found === undefined ? undefined : opened(scene, channel, found)
  },

  async make(scene) {
    const channel = await channelOf(scene)
    if (!channel) return nowhere
    const page = await pageOf(scene.db, scene.incident)
    try {
      return await opened(scene, channel, await scene.world.slack.openCanvas(channel, page))
    } catch (error) {
      if (isUnavailable(error)) return none(error)
      throw error
    }
  },

  async removeTwins(scene, kept) {
    const channel = await channelOf(scene)
    for (const twin of channel ? await listOurs(scene, channel) : [])
      if (twin !== kept) await scene.world.slack.removeCanvas(twin)
  },
}

export const paintSummary: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'summary',
  skippable: true,
  method: 'canvases.edit',
  settleMs: 500,
  restMs: 2_000,
  when: changesCrew,
  // What happens before it stands is painted once it does.
  places: onceItStands,

  async paint(scene) {
    const { db, world, incident } = scene
    const channel = await incidentChannel(scene)
    const [sheet, page] = await Promise.all([findResource(db, incident, 'summary'), pageOf(db, incident)])
    if (!channel || !sheet || sheet.lost) return undefined
    // Who was left behind in another channel may still read it.
    if (sheet.name !== channel) throw new Failure('unreachable', 'channel.moving')
    try {
      return await show(scene, sheet, page, async () => {
        await world.slack.replaceCanvas(sheet.externalId, page.markdown)
        return true
      })
    } catch (error) {
      const lost = isUnavailable(error) ? 'removed' : isDeleted(error) ? 'deleted' : undefined
      if (!lost) throw error
      return (work) => summaryLost(work, incident, lost)
    }
  },
}

/** Whoever is in the incident's channel reads the summary; who is only in a former one of a restricted incident does not. */
export const guardSummary: Keep<'document.opened' | 'channel.replaced' | 'channel.moved'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  label: 'summary',
  skippable: true,
  method: 'canvases.access.set',
  places: onceItStands,

  async paint(scene) {
    const { db, world, incident } = scene
    const [sheet, channel, { visibility }, formers] = await Promise.all([
      findResource(db, incident, 'summary'),
      incidentChannel(scene),
      getCard(db, incident),
      listPlaces(db, incident, 'former_channel'),
    ])
    if (!sheet || sheet.lost || !channel) return undefined
    try {
      for (const former of visibility === 'restricted' ? formers : [])
        await world.slack.hideCanvas(sheet.externalId, former)
      await world.slack.letRead(sheet.externalId, channel)
    } catch (error) {
      if (isDeleted(error)) return (work) => summaryDeleted(work, incident, sheet.name)
      throw error
    }
    return (work) => summaryGuarded(work, incident, channel)
  },
}

/** The channel by now, where this one was deleted. */
async function nextTo(tx: Tx, incident: number, channel: string): Promise<string[]> {
  const [former, next] = await Promise.all([
    findResource(tx, incident, 'former_channel', channel),
    findResource(tx, incident, 'channel'),
  ])
  return former?.lost === 'deleted' && next ? [next.externalId] : []
}

async function channelOf(scene: Scene): Promise<string | undefined> {
  const channel = await incidentChannel(scene)
  return scene.place === '' || scene.place === channel ? channel : undefined
}

async function onceItStands(tx: Tx, fact: Fact): Promise<string[]> {
  return (await hasResources(tx, Number(fact.incidentId), ['summary'])) ? [''] : []
}

const nowhere: Answer = { externalId: 'nowhere' }
const updatesShown = 3

async function pageOf(db: Reader, incident: number): Promise<Page> {
  const [card, updates] = await Promise.all([getCard(db, incident), listUpdates(db, incident, updatesShown)])
  return summaryPage(card, updates, canvasPen)
}

async function listOurs({ world, incident }: Scene, channel: string): Promise<string[]> {
  const known = await world.slack.listCanvases(channel)
  return known.filter((one) => !one.own && one.title === summaryTitle(incident)).map((one) => one.id)
}

async function opened({ db, incident }: Scene, channel: string, id: string): Promise<Answer> {
  const url = canvasUrl(await getWorkspace(db), id)
  const document = { kind: 'summary', id, name: channel, url } as const
  return { externalId: id, record: (work) => documentOpened(work, incident, document) }
}

function isDeleted(error: unknown): boolean {
  return error instanceof Failure && ['canvas_not_found', 'canvas_deleted'].includes(error.code)
}
