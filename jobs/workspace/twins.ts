import type { Lease } from '../../db/work/lease.ts'
import { getStep } from '../../db/work/questions.ts'
import type { Keep, Scene } from '../reaction.ts'

/** After an answer that never came, or a second one that differs: what was made twice is made one. */
export const removeTwins: Keep<'step.doubted'> = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'cosmetics',
  method: 'conversations.history',

  async paint(scene) {
    const step = await getStep(scene.db, Number(scene.lease.subject[1]))
    const reaction = scene.reactionNamed(step.reaction)
    if (reaction?.kind !== 'once' || !reaction.removeTwins || !step.externalId) return undefined
    // All that the step itself was told when it was made.
    const { effectKey, sinceFirstAsked, factId, subject } = step
    const lease = { ...scene.lease, effectKey, sinceFirstAsked, factId, subject }
    await reaction.removeTwins(sceneOf(scene, lease, step.place), step.externalId)
    return undefined
  },
}

// A step of no incident has twins too: its incident is asked for only where there is one.
function sceneOf(scene: Scene, lease: Lease, place: string): Scene {
  const { db, world, reactionNamed, plan } = scene
  return {
    db,
    world,
    reactionNamed,
    plan,
    lease,
    place,
    get incident() {
      return scene.incident
    },
  }
}
