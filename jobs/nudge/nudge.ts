import { maskedMessage } from '../../blocks/access/restrict.ts'
import { isOver, nudge } from '../../blocks/nudge/nudge.ts'
import type { FactType } from '../../db/facts.ts'
import { findResource } from '../../db/incident/place.ts'
import { nudgeClosed, nudgePosted } from '../../db/nudges/posts.ts'
import { findNudgePost, getNudge, listOldPosts, type NudgePost } from '../../db/nudges/questions.ts'
import { getFact } from '../../db/record.ts'
import { mayBeTold, repaintIfThere } from '../people/repaint.ts'
import { inConfidence, incidentChannel, post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'

export const sayNudge = post<'nudge.due'>({
  of: 'fact',
  lane: 'reminders',
  rank: 'reminders',
  places: async (_, { data }) => [data.person ?? ''],
  // What was done or answered meanwhile is not said; but a try without an answer may have said it.
  channel: async (scene) => {
    const { data } = await factOf(scene)
    const isAsked = scene.lease.ambiguous
    if (!isAsked && isOver(await getNudge(scene.db, data.nudge), data.nth)) return undefined
    return data.person === null ? incidentChannel(scene) : inConfidence(scene)
  },
  message: async (scene) => {
    const { data } = await factOf(scene)
    return nudge(await getNudge(scene.db, data.nudge), data.nth, data.late)
  },
  record: async (work, scene, posted) => {
    const { data } = await factOf(scene)
    const { kind } = await getNudge(work.tx, data.nudge)
    await nudgePosted(work, scene.incident, { nudge: data.nudge, nth: data.nth, kind }, posted)
  },
})

/** Where somebody was reminded, it says how that stands, and what is over cannot be pressed any more. */
export const paintNudges: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'reminders',
  rank: 'reminders',
  method: 'chat.update',
  places: async (tx, fact) => (await listOldPosts(tx, Number(fact.incidentId))).map(placeOf),

  async paint(scene) {
    const { db, incident, place } = scene
    const at = postAt(place)
    const [now, posted, channel] = await Promise.all([
      getNudge(db, at.nudge),
      findNudgePost(db, at),
      findResource(db, incident, 'channel'),
    ])
    const isHere = posted !== undefined && posted.channel === channel?.externalId
    let isShown = false
    if (posted && !(isHere && channel?.lost)) {
      const isOpenTo = await mayBeTold(scene, posted.channel, posted.person)
      isShown = await repaintIfThere(scene, posted, isOpenTo ? nudge(now, at.nth) : maskedMessage(incident))
    }
    // What the incident's channel does not show now is painted once that is regained.
    const isClosed = isOver(now, at.nth) && (isShown || !isHere)
    return isClosed ? (work) => nudgeClosed(work, at) : undefined
  },
}

function factOf({ db, lease }: Scene) {
  return getFact(db, lease.factId, 'nudge.due')
}

function placeOf({ nudge: id, nth }: NudgePost): string {
  return `${id}.${nth}`
}

function postAt(place: string): NudgePost {
  const [id, nth] = place.split('.')
  return { nudge: Number(id), nth: Number(nth) }
}
