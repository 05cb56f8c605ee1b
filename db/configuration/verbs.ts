import { notInArray, sql } from 'drizzle-orm'
import { lookEverywhere } from '../channel/hear.ts'
import type { Tx } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { broadcasts } from '../schema/configuration.ts'
import { verb } from '../verb.ts'
import { setTimer } from '../work/timers.ts'
import type { Workspace } from './questions.ts'

/** The channels in which incidents are announced, in place of those chosen before; rules of kept channels stay. */
export const chooseBroadcasts = verb(
  'broadcasts.choose',
  async (work, { channels }: { channels: string[] }) => {
    if (channels.length > 10)
      throw new Refusal('too_many_broadcasts', 'Please choose 10 channels at most.', 'broadcasts')
    await work.tx
      .delete(broadcasts)
      .where(channels.length > 0 ? notInArray(broadcasts.channelId, channels) : undefined)
    if (channels.length > 0)
      await work.tx
        .insert(broadcasts)
        .values(channels.map((channelId) => ({ channelId })))
        .onConflictDoNothing()
    work.record({ type: 'broadcasts.chosen', subject: ['workspace', 'slack'], data: { channels } })
  },
)

/** The channel in which the app tells what it could not do. */
export const chooseOperations = verb(
  'operations.choose',
  async (work, { channel }: { channel: string | null }) => {
    await put(work.tx, 'operations', channel)
    work.record({ type: 'operations.chosen', subject: ['workspace', 'slack'], data: { channel } })
  },
)

/** What Slack says of the workspace that the token belongs to; asked again, it changes nothing but the names, unless the app had left it. */
export const connectWorkspace = verb('workspace.connect', async (work, workspace: Workspace) => {
  const isNew = await put(work.tx, 'workspace', workspace)
  const [isBack] = await work.tx.execute(sql`delete from settings where key = 'left' returning 1`)
  if (!isNew && !isBack) return
  await setTimer(work.tx, { kind: 'people.due', subject: ['workspace', 'slack'], inSeconds: 0 })
  if (isBack) await lookEverywhere(work)
  work.record({
    type: 'workspace.connected',
    subject: ['workspace', 'slack'],
    data: { team: workspace.teamId },
  })
})

/** Who administers the app, by their ids, in place of those named before; where nobody is, the owners of the workspace do. */
export const nameAdministrators = verb(
  'workspace.connect',
  async (work, { people }: { people: string[] }) => {
    const [known] = await work.tx.execute(sql`
      select 1 where ${JSON.stringify(people)}::text::jsonb =
        coalesce((select value from settings where key = 'administrators'), '[]')`)
    if (known) return
    await put(work.tx, 'administrators', people)
    work.record({ type: 'administrators.named', subject: ['workspace', 'slack'], data: { people } })
  },
)

// Whether the setting stood nowhere before.
async function put(tx: Tx, key: string, value: unknown): Promise<boolean> {
  const [row] = await tx.execute<{ fresh: boolean }>(sql`
    insert into settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value, changed_at = clock_timestamp()
    returning xmax = 0 as fresh`)
  return row?.fresh ?? false
}
