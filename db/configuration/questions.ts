import { asc, eq } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { broadcasts, type OptionKind, options, settings } from '../schema/configuration.ts'
import type { Status } from '../schema/incidents.ts'

export interface Option {
  kind: OptionKind
  key: string
  name: string
  meaning: string
  mark: string
  position: number
  isDefault: boolean
  elsewhere: Record<string, string>
  cadenceMinutes: number | null
  undetermined: boolean
  /** Of a role its duties, a line each; of a type what its documents begin with, in Markdown. */
  body: string
}

/** Everything that can be chosen for an incident, each kind in its order. */
export async function listOptions(db: Reader): Promise<Option[]> {
  return db.select().from(options).orderBy(asc(options.kind), asc(options.position))
}

export interface Workspace {
  teamId: string
  name: string
  /** Ends in a slash: https://example.slack.com/ */
  url: string
  botId: string
  botUserId: string
}

interface Settings {
  installation: string
  channel_name: string
  operations: string | null
  /** What the status of a ticket is called, where it is not any of its category. */
  jira_statuses: Partial<Record<Status, string>>
  workspace: Workspace
  /** Who administers the app; nobody named is the owners of the workspace. */
  administrators: string[]
  archive_after_days: number
  office_hours: OfficeHours
  /** Slack's cursor to where the list of everyone goes on, while it is being read. */
  people_cursor: string
}

/** When people are reminded of what is not urgent, in their own zone; days as ISO counts them, 1 is Monday. */
export interface OfficeHours {
  from: string
  to: string
  days: number[]
}

/** One setting, or nothing where it was never set. */
export async function findSetting<K extends keyof Settings>(
  db: Reader,
  key: K,
): Promise<Settings[K] | undefined> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  // Each key is written by one place, in this shape.
  return row?.value as Settings[K] | undefined
}

/** Ids of all channels that incidents are announced in. */
export async function listBroadcasts(db: Reader): Promise<string[]> {
  const rows = await db
    .select({ id: broadcasts.channelId })
    .from(broadcasts)
    .orderBy(asc(broadcasts.channelId))
  return rows.map((row) => row.id)
}
