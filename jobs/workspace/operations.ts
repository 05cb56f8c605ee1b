import { deadLetter } from '../../blocks/operations.ts'
import { isLostOutlet } from '../../db/channel/outlets.ts'
import { findSetting } from '../../db/configuration/questions.ts'
import { type Fact, reactionMeant } from '../../db/facts.ts'
import { getStep, listDeadLetterPosts } from '../../db/work/questions.ts'
import { post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'

type Trouble = 'step.failed' | 'step.delayed'

// What cannot be told in the operations channel cannot be told there either.
const ofOthers = ({
  type,
  data,
}: Fact<Trouble | 'step.done' | 'step.retried' | 'step.skipped' | 'step.told'>) =>
  type === 'step.told' || !['tellOperations', 'paintDeadLetter'].includes(reactionMeant(data))

export const tellOperations = post<Trouble>({
  of: 'subject',
  lane: 'integrations',
  rank: 'updates',
  when: ofOthers,
  places: async (tx) => {
    const channel = await findSetting(tx, 'operations')
    return channel ? [channel] : []
  },
  channel: async ({ db, place }) => ((await isLostOutlet(db, place)) ? undefined : place),
  message: async (scene) => deadLetter(await getStep(scene.db, stepOf(scene))),
  record: async (work, { lease, place }) =>
    work.record({
      type: 'step.told',
      subject: ['step', lease.subject[1]],
      incident: lease.incidentId ?? undefined,
      data: { reaction: lease.reaction, place },
    }),
})

/** What operations was told says how it stands now. */
export const paintDeadLetter: Keep<
  'step.failed' | 'step.done' | 'step.retried' | 'step.skipped' | 'step.told'
> = {
  kind: 'keep',
  of: 'subject',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',
  settleMs: 300,
  when: ofOthers,
  places: async (tx, fact) =>
    (await listDeadLetterPosts(tx, Number(fact.subjectId))).length > 0 ? [''] : [],

  async paint(scene) {
    const step = stepOf(scene)
    const [posts, letter] = await Promise.all([listDeadLetterPosts(scene.db, step), getStep(scene.db, step)])
    for (const { channel, ts } of posts)
      if (!(await isLostOutlet(scene.db, channel)))
        await scene.world.slack.repaint(channel, ts, deadLetter(letter))
    return undefined
  },
}

function stepOf({ lease }: Scene): number {
  return Number(lease.subject[1])
}
