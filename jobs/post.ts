import type { Message } from '../blocks/kit.ts'
import { maySee } from '../db/access/questions.ts'
import { listFormerIds } from '../db/channel/move.ts'
import { getWorkspace, messageUrl } from '../db/configuration/links.ts'
import type { Workspace } from '../db/configuration/questions.ts'
import type { FactType } from '../db/facts.ts'
import type { Posted } from '../db/incident/outside.ts'
import { findChannelToLeave, findResource, isClosed } from '../db/incident/place.ts'
import type { Work } from '../db/verb.ts'
import type { Answer } from '../db/work/outcome.ts'
import { Failure } from './clients/failure.ts'
import { type Once, type Rank, type Scene, slackQuietMs } from './reaction.ts'

interface Post<T extends FactType> extends Partial<Pick<Once<T>, 'label' | 'skippable' | 'places' | 'when'>> {
  of: Once<T>['of']
  lane: Once<T>['lane']
  rank: Rank
  /** Where it goes: a channel, or a person. Nothing, where there is no such place: then nothing is posted. */
  channel: (scene: Scene) => Promise<string | undefined>
  /** Where an earlier try may have put it, if that is not only where it goes now. */
  searched?: (scene: Scene) => Promise<string | undefined>
  /** The message that it replies to, where it does. */
  thread?: (scene: Scene) => Promise<string | undefined>
  message: (scene: Scene) => Promise<Message>
  /** `face` is what it says, where that is known: an earlier try may have said something else. */
  record?: (work: Work, scene: Scene, posted: Posted, face?: Message) => Promise<void>
}

/** A message that is made once, and found again by the effect that it bears in its metadata. */
export function post<T extends FactType>({
  channel,
  searched = channel,
  thread,
  message,
  record,
  ...rest
}: Post<T>): Once<T> {
  return {
    kind: 'once',
    method: 'chat.postMessage',
    lookMethod: 'conversations.history',
    quietMs: slackQuietMs,
    ...rest,

    async look(scene) {
      const [place, workspace] = await Promise.all([searched(scene), getWorkspace(scene.db)])
      if (!place) return nowhere
      const [found] = await find(scene, place, await thread?.(scene))
      return found && posted(scene, workspace, found)
    },

    async make(scene) {
      // Asked together, they travel in one round trip.
      const [place, root, face, workspace] = await Promise.all([
        channel(scene),
        thread?.(scene),
        message(scene),
        getWorkspace(scene.db),
      ])
      if (!place) return nowhere
      const at = await scene.world.slack.post(place, face, scene.lease.effectKey, root)
      return posted(scene, workspace, at, face)
    },

    async removeTwins(scene, kept) {
      const place = await searched(scene)
      for (const twin of place ? await find(scene, place, await thread?.(scene)) : [])
        if (postId(twin) !== kept) await scene.world.slack.remove(twin.channel, twin.ts)
    },
  }

  function posted(
    scene: Scene,
    workspace: Workspace,
    at: { channel: string; ts: string },
    face?: Message,
  ): Answer {
    const url = messageUrl(workspace, at.channel, at.ts)
    const externalId = postId(at)
    return { externalId, record: (work) => record?.(work, scene, { ...at, url }, face) ?? Promise.resolve() }
  }
}

/**
 * The incident's channel as the place of a post. It waits while another is being opened, and while people have taken the
 * channel of an open incident away; of a closed one there is none then.
 */
export async function incidentChannel({ db, incident }: Scene): Promise<string | undefined> {
  const channel = await findResource(db, incident, 'channel')
  if (!channel?.lost) return channel?.externalId
  if (channel.lost === 'exposed') {
    if (await findChannelToLeave(db, incident)) throw new Failure('unreachable', 'channel.moving')
    return undefined
  }
  if (await isClosed(db, incident)) return undefined
  throw new Failure('lost', 'channel.lost')
}

/** The person whom the step is for, in a direct message. */
export async function inPerson({ place }: Scene): Promise<string> {
  return place
}

/** The same, while that person may see the incident: what tells of it is for nobody else. */
export async function inConfidence({ db, incident, place }: Scene): Promise<string | undefined> {
  return (await maySee(db, place, incident)) ? place : undefined
}

// `listPosted` and `listDeadLetterPosts` take it apart again.
function postId({ channel, ts }: { channel: string; ts: string }): string {
  return `${channel}:${ts}`
}

const nowhere: Answer = { externalId: 'nowhere' }

/** Clocks may differ by this much. */
const skewMs = 60_000

async function find(
  scene: Scene,
  place: string,
  thread?: string,
): Promise<{ channel: string; ts: string }[]> {
  const direct = /^[UW]/.test(place) ? await scene.world.slack.openDirect(place) : place
  const since = new Date(Date.now() - scene.lease.sinceFirstAsked - skewMs)
  const found: { channel: string; ts: string }[] = []
  for (const key of await keysOf(scene))
    found.push(...(await scene.world.slack.listPosts(direct, key, since, thread)))
  return found
}

// What was posted before Slack gave the channel another id bears the former one in its effect.
async function keysOf({ db, lease, place }: Scene): Promise<string[]> {
  const formers = place === '' ? [] : await listFormerIds(db, place)
  return [lease.effectKey, ...formers.map((former) => lease.effectKey.replace(place, former))]
}
