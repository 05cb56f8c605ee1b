import { movedApart, succeeded, tookPlace } from '../../blocks/incident/successor.ts'
import { forgetUnwanted, keepUnwanted, unwanted } from '../../db/channel/hold.ts'
import { visitUrl } from '../../db/configuration/links.ts'
import type { Tx } from '../../db/database.ts'
import type { Fact } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { channelReplaced } from '../../db/incident/outside.ts'
import { findChannelToLeave, isBeforeChannel } from '../../db/incident/place.ts'
import { getFact } from '../../db/record.ts'
import type { Lost } from '../../db/schema/resources.ts'
import type { Work } from '../../db/verb.ts'
import type { OwnChannel } from '../clients/slack-port.ts'
import { incidentChannel, post } from '../post.ts'
import { type Once, slackQuietMs } from '../reaction.ts'
import { archiveTwins, findOwn, openFirstFree, type Site, siteByAnyTitle, siteOf } from './channel.ts'

/**
 * Another channel for an open incident whose own is archived, which apps cannot undo, open to all while the incident is
 * restricted, or lost where people ask for another: one for each that was.
 */
export const openSuccessor: Once<
  | 'incident.updated'
  | 'incident.restored'
  | 'incident.restricted'
  | 'channel.opened'
  | 'channel.replaced'
  | 'channel.lost'
  | 'channel.asked'
> = {
  kind: 'once',
  of: 'incident',
  lane: 'engagement',
  rank: 'channel',
  label: 'channel',
  method: 'conversations.create',
  quietMs: slackQuietMs,
  lookMethod: 'users.conversations',
  when: isCalledFor,
  places: channelToLeave,

  async look(scene) {
    const site = await siteByAnyTitle(scene)
    const own = await findOwn(scene, site.names, site.workspace)
    return own[0] && succeededBy(site, scene.place, own[0])
  },

  async make(scene) {
    const site = await siteOf(scene)
    if ((await findChannelToLeave(scene.db, scene.incident)) !== scene.place)
      return { externalId: unwanted, record: ({ tx }) => keepUnwanted(tx, scene.lease.id) }
    return succeededBy(site, scene.place, await openFirstFree(scene, site))
  },

  async removeTwins(scene, kept) {
    await archiveTwins(scene, await siteByAnyTitle(scene), kept)
  },
}

/** Where it came from and why it is open again, in the channel that took the place of another. */
export const tellSuccessor = post<'channel.replaced'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  // Where that one was open to all and left at once, the next one's message says it all.
  channel: async (scene) => {
    const isLeft = await isBeforeChannel(scene.db, scene.incident, scene.lease.factId, ['restricted'])
    return isLeft ? undefined : incidentChannel(scene)
  },
  message: async ({ db, incident, lease }) => {
    const [card, { data }] = await Promise.all([
      getCard(db, incident),
      getFact(db, lease.factId, 'channel.replaced'),
    ])
    if (data.reason === 'restricted') return movedApart(card, data.former)
    return data.reason === 'lost' ? tookPlace(card, data.former) : succeeded(card, data.former)
  },
})

// What people took away is theirs to give back, until they ask for another, or open again what was over.
function isCalledFor({ data }: Fact): boolean {
  if ('how' in data) return data.by === null && !('own' in data && data.own === false)
  if ('changes' in data)
    return data.changes.some(({ field, from, to }) => field === 'status' && from === 'closed' && to !== from)
  return !('wish' in data) || data.wish === 'another'
}

// One that was only just opened is left where it does not suit, and not because of what people did since.
function waysOf({ type }: Fact): Lost[] | undefined {
  if (type === 'channel.asked') return undefined
  return type === 'channel.replaced' ? ['exposed'] : ['archived', 'deleted', 'exposed']
}

async function channelToLeave(tx: Tx, fact: Fact): Promise<string[]> {
  const incident = Number(fact.incidentId)
  const former = await findChannelToLeave(tx, incident, waysOf(fact))
  if (former === undefined) return []
  await forgetUnwanted(tx, former)
  return [former]
}

function succeededBy({ card, workspace }: Site, former: string, { id, name, isPrivate }: OwnChannel) {
  const channel = { id, name, url: visitUrl(workspace, id), isPrivate }
  return { externalId: id, record: (work: Work) => channelReplaced(work, card.id, { former, channel }) }
}
