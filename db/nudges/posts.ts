import { and, eq } from 'drizzle-orm'
import { nudgePosts } from '../schema/nudges.ts'
import type { Work } from '../verb.ts'
import type { NudgeKind } from './kinds.ts'
import type { NudgePost } from './questions.ts'

/** Called inside the transaction that ends the step of the message. */
export async function nudgePosted(
  work: Work,
  incident: number,
  { nudge, nth, kind }: NudgePost & { kind: NudgeKind },
  at: { channel: string; ts: string },
): Promise<void> {
  const { channel, ts } = at
  await work.tx.insert(nudgePosts).values({ nudgeId: nudge, nth, channel, ts }).onConflictDoNothing()
  work.record({ type: 'nudge.posted', subject: ['incident', incident], data: { nudge, kind, nth } })
}

/** There is nothing to press there any more: it is not painted again. */
export async function nudgeClosed(work: Work, { nudge, nth }: NudgePost): Promise<void> {
  await work.tx
    .update(nudgePosts)
    .set({ open: false })
    .where(and(eq(nudgePosts.nudgeId, nudge), eq(nudgePosts.nth, nth)))
}
