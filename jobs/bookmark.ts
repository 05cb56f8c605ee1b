import { incidentName } from '../blocks/kit.ts'
import type { Tx } from '../db/database.ts'
import type { Fact, FactType } from '../db/facts.ts'
import { findResource, hasResources } from '../db/incident/place.ts'
import type { ResourceKind } from '../db/schema/incidents.ts'
import type { Bookmark } from './clients/slack-port.ts'
import { type Once, type Scene, slackQuietMs } from './reaction.ts'

export const bookmarkBrief = bookmark('brief', () => ({ title: 'Brief', emoji: ':pushpin:' }))
export const bookmarkTicket = bookmark('ticket', (name) => ({ title: name, emoji: ':ticket:' }))

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

  // Whichever of the two comes second calls for it.
  async function bothStand(tx: Tx, fact: Fact): Promise<string[]> {
    return (await hasResources(tx, Number(fact.incidentId), ['channel', kind])) ? [''] : []
  }

  async function target({ db, incident }: Scene): Promise<(Bookmark & { channel: string }) | undefined> {
    const [channel, thing] = await Promise.all([
      findResource(db, incident, 'channel'),
      findResource(db, incident, kind),
    ])
    if (!channel || !thing?.url) return undefined
    return { channel: channel.externalId, link: thing.url, ...face(thing.name || incidentName(incident)) }
  }
}

const nothing = { externalId: 'nothing' }
