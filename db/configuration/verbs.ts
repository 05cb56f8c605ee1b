import { notInArray, sql } from 'drizzle-orm'
import { lookEverywhere } from '../channel/hear.ts'
import type { Tx } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { broadcasts } from '../schema/configuration.ts'
import { verb } from '../verb.ts'
import { setTimer } from '../work/timers.ts'
import { listBroadcasts, type Workspace } from './questions.ts'

interface Broadcasts {
  channels: string[]
  /** What the person saw as chosen; without it, whatever is. */
  seen?: string[] | undefined
}

/** The channels in which incidents are announced: what the person changed of those that they saw; rules of kept channels stay. */
export const chooseBroadcasts = verb('broadcasts.choose', async (work, { channels, seen }: Broadcasts) => {
  const chosen = await broadcastsAfter(work.tx, channels, seen)
  if (chosen.length > 10)
    throw new Refusal('too_many_broadcasts', 'Please choose 10 channels at most.', 'broadcasts')
  await work.tx
    .delete(broadcasts)
    .where(chosen.length > 0 ? notInArray(broadcasts.channelId, chosen) : undefined)
  if (chosen.length > 0)
    await work.tx
      .insert(broadcasts)
      .values(chosen.map((channelId) => ({ channelId })))
      .onConflictDoNothing()
  work.record({ type: 'broadcasts.chosen', subject: ['workspace', 'slack'], data: { channels: chosen } })
})

// Who chooses at the same time waits, and then finds what was chosen.
async function broadcastsAfter(tx: Tx, channels: string[], seen: string[] | undefined): Promise<string[]> {
  await tx.execute(sql`lock table broadcasts in share row exclusive mode`)
  const before = await listBroadcasts(tx)
  const shown = seen ?? before
  const kept = before.filter((one) => channels.includes(one) || !shown.includes(one))
  const added = channels.filter((one) => !shown.includes(one) && !before.includes(one))
  return [...kept, ...added]
}

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
