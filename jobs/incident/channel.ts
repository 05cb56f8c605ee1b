import { channelName } from '../../blocks/incident/channel-name.ts'
import { topic } from '../../blocks/incident/topic.ts'
import { getWorkspace, visitUrl } from '../../db/configuration/links.ts'
import { findSetting, type Workspace } from '../../db/configuration/questions.ts'
import type { Fact, FactType } from '../../db/facts.ts'
import { type Card, getCard } from '../../db/incident/card.ts'
import { channelOpened } from '../../db/incident/outside.ts'
import { findResource, isMovingOn, listHolders, listTitles } from '../../db/incident/place.ts'
import { commander } from '../../db/people/holders.ts'
import { getFact } from '../../db/record.ts'
import type { Answer } from '../../db/work/outcome.ts'
import { Failure } from '../clients/failure.ts'
import type { OwnChannel } from '../clients/slack-port.ts'
import { show } from '../picture.ts'
import { type Keep, type Once, type Scene, slackQuietMs } from '../reaction.ts'

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
    const site = await siteAtReport(scene)
    const own = await findOwn(scene, site.names, site.workspace)
    return own[0] && opened(site, own[0])
  },

  async make(scene) {
    const site = await siteAtReport(scene)
    return opened(site, await openFirstFree(scene, site))
  },

  async removeTwins(scene, kept) {
    await archiveTwins(scene, await siteAtReport(scene), kept)
  },
}

export const setTopic: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'topic',
  skippable: true,
  method: 'conversations.setTopic',
  when: isInTopic,

  async paint(scene) {
    const channel = await findResource(scene.db, scene.incident, 'channel')
    if (!channel || channel.lost) return undefined
    const text = topic(await getCard(scene.db, scene.incident))
    return show(scene, channel, text, async () => {
      // Each setting posts a line of its own, so an unanswered one is looked at first.
      const stands = scene.lease.ambiguous && (await scene.world.slack.getTopic(channel.externalId)) === text
      if (!stands) await scene.world.slack.setTopic(channel.externalId, text)
      return true
    })
  },
}

// A topic says who leads, the status and the severity: what else changes, changes no topic.
function isInTopic({ data }: Fact): boolean {
  if ('changes' in data) return data.changes.some(({ field }) => field === 'status' || field === 'severity')
  return !('role' in data) || data.role === commander
}

export interface Site {
  card: Card
  names: string[]
  workspace: Workspace
}

// By the title that it was reported with: a try that is looked for had no other.
async function siteAtReport(scene: Scene): Promise<Site> {
  const { words } = await getFact(scene.db, scene.lease.factId, 'incident.reported')
  return siteOf(scene, words?.title)
}

/** The site by the title of now. */
export function siteOf(scene: Scene, title?: string): Promise<Site> {
  return siteBy(scene, (card) => [title ?? card.title])
}

/** The same by every title that the incident has had: one of them is the one that an earlier try read. */
export async function siteByAnyTitle(scene: Scene): Promise<Site> {
  const titles = await listTitles(scene.db, scene.incident)
  return siteBy(scene, () => titles)
}

async function siteBy({ db, incident }: Scene, titlesOf: (card: Card) => string[]): Promise<Site> {
  const [card, template, workspace] = await Promise.all([
    getCard(db, incident),
    findSetting(db, 'channel_name'),
    getWorkspace(db),
  ])
  const names = titlesOf(card).flatMap((title) =>
    Array.from({ length: rounds }, (_, i) =>
      channelName(template ?? 'inc-{number}', { id: card.id, title }, i + 1),
    ),
  )
  return { card, names, workspace }
}

/** Opens a channel of the first name that is free. */
export async function openFirstFree(scene: Scene, site: Site): Promise<OwnChannel> {
  for (const name of site.names) {
    const channel = await openOrAdopt(scene, name, site)
    if (channel) return channel
  }
  throw new Failure('refused', 'no_free_name', { method: 'conversations.create' })
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

/** Archives what this step may have made beside the one that is kept: only what no incident ever went on in. */
export async function archiveTwins(scene: Scene, { names, workspace }: Site, kept: string): Promise<void> {
  const twins = (await findOwn(scene, names, workspace)).filter(({ id }) => id !== kept)
  // One of them may be what is just being opened, which nobody holds until Slack's answer is recorded.
  if (twins.length > 0 && (await isMovingOn(scene.db, scene.incident)))
    throw new Failure('unreachable', 'slack.unanswered')
  for (const twin of twins) {
    const holders = await listHolders(scene.db, twin.id)
    if (holders.length === 0) await scene.world.slack.archive(twin.id)
  }
}

/** Channels of these names that this step may have made. */
export async function findOwn(
  scene: Scene,
  names: string[],
  { botUserId }: Workspace,
): Promise<OwnChannel[]> {
  const since = Date.now() / 1000 - scene.lease.sinceFirstAsked / 1000 - skewSeconds
  const own = await scene.world.slack.listOwnChannels(botUserId)
  const candidates = own.filter((one) => names.includes(one.name) && one.created >= since)
  const free: OwnChannel[] = []
  // The one that another is to take the place of is not that other.
  for (const one of candidates.filter(({ id }) => id !== scene.place)) {
    const holders = await listHolders(scene.db, one.id)
    if (holders.every(({ incident, kind }) => incident === scene.incident && kind === 'channel'))
      free.push(one)
  }
  return free
}

// Private or not as Slack says: the incident may have been restricted since that channel was asked for.
function opened({ card, workspace }: Site, { id, name, isPrivate }: OwnChannel): Answer {
  const channel = { id, name, url: visitUrl(workspace, id), isPrivate }
  return { externalId: id, record: (work) => channelOpened(work, card.id, channel) }
}
