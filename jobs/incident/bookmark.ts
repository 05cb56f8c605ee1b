import { incidentName } from '../../blocks/kit.ts'
import { listFormerIds } from '../../db/channel/move.ts'
import type { Tx } from '../../db/database.ts'
import type { Fact, FactType } from '../../db/facts.ts'
import { findResource, hasResources, listPlaces } from '../../db/incident/place.ts'
import type { ResourceKind } from '../../db/schema/resources.ts'
import type { Bookmark } from '../clients/slack-port.ts'
import { incidentChannel } from '../post.ts'
import { type Keep, type Once, type Scene, slackQuietMs } from '../reaction.ts'

export const bookmarkBrief = bookmark('brief', () => ({ title: 'Brief', emoji: ':pushpin:' }))
export const bookmarkTicket = bookmark('ticket', (name) => ({ title: name, emoji: ':ticket:' }))
/** Of a document that is a file, which would be lost among the messages; canvases are tabs of the channel. */
export const bookmarkDocument = bookmark('document', (name) => ({ title: name, emoji: ':page_facing_up:' }))

/** The bookmark of the brief leads to where that is, once Slack gave its channel another id. */
export const turnBookmark: Keep<'channel.moved'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  label: 'bookmark',
  skippable: true,
  method: 'bookmarks.edit',

  async paint(scene) {
    const { db, incident, world } = scene
    const [channel, brief] = await Promise.all([incidentChannel(scene), findResource(db, incident, 'brief')])
    const url = brief?.url
    if (!channel || !url) return undefined
    const formers = await listFormerIds(db, channel)
    const outdated = formers.map((id) => url.replace(`/archives/${channel}/`, `/archives/${id}/`))
    for (const { id, link } of await world.slack.listBookmarks(channel))
      if (outdated.includes(link)) await world.slack.turnBookmark(channel, id, url)
    return undefined
  },
}

function bookmark(kind: ResourceKind, face: (name: string) => Omit<Bookmark, 'link'>): Once<FactType> {
  return {
    kind: 'once',
    of: 'incident',
    lane: 'integrations',
    rank: 'cosmetics',
    label: 'bookmark',
    skippable: true,
    method: 'bookmarks.add',
    lookMethod: 'bookmarks.list',
    quietMs: slackQuietMs,
    places: bothStand,

    async look(scene) {
      const wanted = await target(scene)
      if (!wanted) return nothing
      const known = await scene.world.slack.listBookmarks(wanted.channel)
      const found = known.find((one) => one.link === wanted.link)
      return found && { externalId: found.id }
    },

    async make(scene) {
      const wanted = await target(scene)
      if (!wanted) return nothing
      const { channel, ...face } = wanted
      return { externalId: await scene.world.slack.addBookmark(channel, face) }
    },
  }

  // Whichever of the two comes second calls for it, in each channel that took the place of another too.
  async function bothStand(tx: Tx, fact: Fact): Promise<string[]> {
    const incident = Number(fact.incidentId)
    if (!(await hasResources(tx, incident, ['channel', kind]))) return []
    const isFirst = (await listPlaces(tx, incident, 'former_channel')).length === 0
    const channel = isFirst ? undefined : await findResource(tx, incident, 'channel')
    return [channel?.externalId ?? '']
  }

  // In the channel of an incident that is over and archived, none is missed.
  async function target(scene: Scene): Promise<(Bookmark & { channel: string }) | undefined> {
    const { db, incident } = scene
    const [channel, thing] = await Promise.all([incidentChannel(scene), findResource(db, incident, kind)])
    if (!channel || !thing?.url) return undefined
    return { channel, link: thing.url, ...face(thing.name || incidentName(incident)) }
  }
}

const nothing = { externalId: 'nothing' }
