import { channelName } from '../blocks/channel-name.ts'
import { topic } from '../blocks/topic.ts'
import { findSetting, type Workspace } from '../db/configuration/questions.ts'
import { type Card, getCard } from '../db/incident/card.ts'
import { channelOpened } from '../db/incident/outside.ts'
import { findIncidentOf, findResource } from '../db/incident/place.ts'
import type { Answer } from '../db/work/outcome.ts'
import { Failure } from './clients/failure.ts'
import type { OwnChannel } from './clients/slack-port.ts'
import { getWorkspace, visitUrl } from './permalink.ts'
import { type Keep, type Once, type Scene, slackQuietMs } from './reaction.ts'

/** How many names are tried where foreign channels have them. */
const rounds = 20

export const openChannel: Once<'incident.reported'> = {
  kind: 'once',
  of: 'incident',
  lane: 'engagement',
  rank: 'channel',
  label: 'channel',
  method: 'conversations.create',
  quietMs: slackQuietMs,
  lookMethod: 'users.conversations',

  async look(scene) {
    const site = await siteOf(scene)
    const own = await findOwn(scene, site.names, site.workspace)
    return own[0] && opened(site, own[0])
  },

  async make(scene) {
    const site = await siteOf(scene)
    for (const name of site.names) {
      const channel = await openOrAdopt(scene, name, site)
      if (channel) return opened(site, channel)
    }
    throw new Failure('refused', 'no_free_name', { method: 'conversations.create' })
  },

  async removeTwins(scene, kept) {
    const { names, workspace } = await siteOf(scene)
    for (const twin of await findOwn(scene, names, workspace))
      if (twin.id !== kept) await scene.world.slack.archive(twin.id)
  },
}

export const setTopic: Keep<'channel.opened'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'topic',
  skippable: true,
  method: 'conversations.setTopic',

  async paint(scene) {
    const channel = await findResource(scene.db, scene.incident, 'channel')
    if (!channel) return undefined
    const text = topic(await getCard(scene.db, scene.incident))
    // Each setting posts a line of its own, so an unanswered one is looked at first.
    const stands = scene.lease.ambiguous && (await scene.world.slack.getTopic(channel.externalId)) === text
    if (!stands) await scene.world.slack.setTopic(channel.externalId, text)
    return undefined
  },
}

interface Site {
  card: Card
  names: string[]
  workspace: Workspace
}

async function siteOf({ db, incident }: Scene): Promise<Site> {
  const [card, template, workspace] = await Promise.all([
    getCard(db, incident),
    findSetting(db, 'channel_name'),
    getWorkspace(db),
  ])
  const names = Array.from({ length: rounds }, (_, i) => channelName(template ?? 'inc-{number}', card, i + 1))
  return { card, names, workspace }
}

// A taken name may be our own, made by a try whose answer was lost: that one is adopted, a foreign one stepped around.
async function openOrAdopt(
  scene: Scene,
  name: string,
  { card, workspace }: Site,
): Promise<OwnChannel | undefined> {
  try {
    return await scene.world.slack.openChannel(name, card.visibility === 'restricted')
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'name_taken')) throw error
    const [own] = await findOwn(scene, [name], workspace)
    return own
  }
}

/** Clocks may differ by this much. */
const skewSeconds = 60

async function findOwn(scene: Scene, names: string[], { botUserId }: Workspace): Promise<OwnChannel[]> {
  const since = Date.now() / 1000 - scene.lease.sinceFirstAsked / 1000 - skewSeconds
  const own = await scene.world.slack.listOwnChannels(botUserId)
  const candidates = own.filter((one) => names.includes(one.name) && one.created >= since)
  const free: OwnChannel[] = []
  for (const one of candidates) {
    const holder = await findIncidentOf(scene.db, one.id)
    if (holder === undefined || holder === scene.incident) free.push(one)
  }
  return free
}

function opened({ card, workspace }: Site, channel: OwnChannel): Answer {
  const url = visitUrl(workspace, channel.id)
  return {
    externalId: channel.id,
    record: (work) => channelOpened(work, card.id, { id: channel.id, name: channel.name, url }),
  }
}
