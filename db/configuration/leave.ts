import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { verb } from '../verb.ts'

/** Slack says that the app is in the workspace no more; until it is again, nothing is asked of Slack. Heard twice, it is told once. */
export const leaveWorkspace = verb('workspace.leave', async (work, _: undefined) => {
  const [left] = await work.tx.execute(sql`
    insert into settings (key, value) select 'left', 'true' where exists (
      select 1 from settings where key = 'workspace')
    on conflict do nothing returning 1`)
  if (left) work.record({ type: 'workspace.left', subject: ['workspace', 'slack'], data: {} })
})

/** Whether the app was taken out of its workspace, or its token revoked, and has not been put back since. */
export async function hasLeft(db: Reader): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from settings where key = 'left'`)
  return rows.length > 0
}
