import { canvasPen } from '../../blocks/document/markdown.ts'
import { type Page, seeded } from '../../blocks/document/template.ts'
import { canvasUrl, getWorkspace } from '../../db/configuration/links.ts'
import { documentOpened } from '../../db/document/outside.ts'
import { getCard } from '../../db/incident/card.ts'
import type { Answer } from '../../db/work/outcome.ts'
import { Failure } from '../clients/failure.ts'
import { incidentChannel } from '../post.ts'
import { type Once, type Scene, slackQuietMs } from '../reaction.ts'
import { isUnavailable, none } from './unavailable.ts'

/** The document, one in each channel that the incident has: seeded once, and from then on the people's own. */
export const openCanvas: Once<'channel.opened' | 'channel.replaced'> = {
  kind: 'once',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'canvas',
  skippable: true,
  method: 'conversations.canvases.create',
  lookMethod: 'conversations.info',
  quietMs: slackQuietMs,
  places: async (_, { data }) => [data.channel],

  async look(scene) {
    const channel = await incidentChannel(scene)
    if (channel !== scene.place) return nowhere
    const own = await findOwn(scene, channel)
    return own && !own.empty ? opened(scene, own.id) : undefined
  },

  async make(scene) {
    const channel = await incidentChannel(scene)
    if (channel !== scene.place) return nowhere
    const page = seeded(await getCard(scene.db, scene.incident), canvasPen)
    try {
      return await opened(scene, await openOrAdopt(scene, channel, page))
    } catch (error) {
      if (isUnavailable(error)) return none(error)
      throw error
    }
  },
}

const nowhere: Answer = { externalId: 'nowhere' }

// One that stands is ours, made by a try whose answer was lost, or somebody's: it stays as it is, unless it is blank.
async function openOrAdopt(scene: Scene, channel: string, page: Page): Promise<string> {
  const { slack } = scene.world
  try {
    return await slack.openChannelCanvas(channel, page)
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'channel_canvas_already_exists')) throw error
    const own = await findOwn(scene, channel)
    if (!own) throw error
    if (own.empty) await slack.replaceCanvas(own.id, page.markdown)
    return own.id
  }
}

async function findOwn({ world }: Scene, channel: string) {
  return (await world.slack.listCanvases(channel)).find((one) => one.own)
}

async function opened({ db, incident }: Scene, id: string): Promise<Answer> {
  const url = canvasUrl(await getWorkspace(db), id)
  const document = { kind: 'canvas', id, name: 'Document', url } as const
  return { externalId: id, record: (work) => documentOpened(work, incident, document) }
}
