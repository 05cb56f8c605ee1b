import type { Message } from '../blocks/kit.ts'
import type { Workspace } from '../db/configuration/questions.ts'
import type { FactType } from '../db/facts.ts'
import type { Posted } from '../db/incident/outside.ts'
import type { Work } from '../db/verb.ts'
import type { Answer } from '../db/work/outcome.ts'
import { getWorkspace, messageUrl } from './permalink.ts'
import { type Once, type Rank, type Scene, slackQuietMs } from './reaction.ts'

interface Post<T extends FactType> extends Partial<Pick<Once<T>, 'label' | 'skippable' | 'places' | 'when'>> {
  of: Once<T>['of']
  lane: Once<T>['lane']
  rank: Rank
  /** Where it goes: a channel, or a person. Nothing, where there is no such place: then nothing is posted. */
  channel: (scene: Scene) => Promise<string | undefined>
  message: (scene: Scene) => Promise<Message>
  record?: (work: Work, scene: Scene, posted: Posted) => Promise<void>
}

/** A message that is made once, and found again by the effect that it bears in its metadata. */
export function post<T extends FactType>({ channel, message, record, ...rest }: Post<T>): Once<T> {
  return {
    kind: 'once',
    method: 'chat.postMessage',
    lookMethod: 'conversations.history',
    quietMs: slackQuietMs,
    ...rest,

    async look(scene) {
      const [place, workspace] = await Promise.all([channel(scene), getWorkspace(scene.db)])
      if (!place) return nowhere
      const [found] = await find(scene, place)
      return found && posted(scene, workspace, found)
    },

    async make(scene) {
      const [place, face, workspace] = await Promise.all([
        channel(scene),
        message(scene),
        getWorkspace(scene.db),
      ])
      if (!place) return nowhere
      return posted(scene, workspace, await scene.world.slack.post(place, face, scene.lease.effectKey))
    },

    async removeTwins(scene, kept) {
      const place = await channel(scene)
      for (const twin of place ? await find(scene, place) : [])
        if (twin.ts !== kept) await scene.world.slack.remove(twin.channel, twin.ts)
    },
  }

  function posted(scene: Scene, workspace: Workspace, at: { channel: string; ts: string }): Answer {
    const url = messageUrl(workspace, at.channel, at.ts)
    return { externalId: at.ts, record: (work) => record?.(work, scene, { ...at, url }) ?? Promise.resolve() }
  }
}

const nowhere: Answer = { externalId: 'nowhere' }

/** Clocks may differ by this much. */
const skewMs = 60_000

async function find(scene: Scene, place: string): Promise<{ channel: string; ts: string }[]> {
  const direct = /^[UW]/.test(place) ? await scene.world.slack.openDirect(place) : place
  const since = new Date(Date.now() - scene.lease.sinceFirstAsked - skewMs)
  return scene.world.slack.listPosts(direct, scene.lease.effectKey, since)
}
