import { asc, eq, sql } from 'drizzle-orm'
import type { Database, Reader } from '../database.ts'
import { groups } from '../schema/groups.ts'

export interface Group {
  id: string
  handle: string
  name: string
  members: string[]
  disabled: boolean
  /** Slack's `date_update`, in seconds. */
  updated: number
}

/** What Slack says of a group; of a large one its events name only some of the members, and then none are taken from it. */
export type HeardGroup = Omit<Group, 'members'> & {
  members: string[] | null
  /** When Slack said so, in seconds and their fractions: its `date_update` is of whole ones. */
  told: number
}

/** Keeps what Slack says of a user group; what is older than what is known is passed over. */
export async function keepGroup(db: Database, group: HeardGroup): Promise<void> {
  const { members, ...rest } = group
  await db
    .insert(groups)
    .values({ ...rest, members: members ?? [] })
    .onConflictDoUpdate({
      target: groups.id,
      set: {
        handle: sql`excluded.handle`,
        name: sql`excluded.name`,
        ...(members === null ? {} : { members: sql`excluded.members` }),
        disabled: sql`excluded.disabled`,
        updated: sql`excluded.updated`,
        told: sql`excluded.told`,
        knownAt: sql`clock_timestamp()`,
      },
      setWhere: sql`(excluded.updated, excluded.told) >= (${groups.updated}, ${groups.told})`,
    })
}

export interface Passage {
  group: string
  added: string[]
  removed: string[]
  /** When the group changed by this, and when it had changed before, in seconds. */
  updated: number
  before: number
  told: number
}

/**
 * Follows who came into a user group and who went. Where a change before this one has not been heard yet, the group
 * stays as old as it was, so that what is still to come is not passed over. Where nobody is known to be in it, Slack has
 * never named all: no group is empty.
 */
export async function followPassage(db: Database, passage: Passage): Promise<void> {
  const { group, added, removed, updated, before, told } = passage
  await db.execute(sql`
    update groups set known_at = clock_timestamp(),
      updated = case when updated >= ${before}::bigint then ${updated}::bigint else updated end,
      told = case when updated >= ${before}::bigint then ${told}::float8 else told end,
      members = array(
        select one from (
          select one from unnest(members) as one
          union select one from jsonb_array_elements_text(${JSON.stringify(added)}::text::jsonb) as one
        ) known where not ${JSON.stringify(removed)}::text::jsonb ? one order by one)
    where id = ${group} and members <> '{}' and (updated, told) <= (${updated}::bigint, ${told}::float8)`)
}

/** The user groups that can be engaged, by their handles. */
export async function listGroups(db: Reader): Promise<Group[]> {
  const rows = await db.select().from(groups).where(eq(groups.disabled, false)).orderBy(asc(groups.handle))
  return rows.map(({ knownAt: _, told: __, ...group }) => group)
}

/** A user group as Slack describes one, in `usergroups.list` and its events; only what is read here. */
export interface SlackGroup {
  id?: string
  handle?: string
  name?: string
  users?: string[]
  user_count?: number | string
  date_update?: number
  date_delete?: number
}

/** `told` is when Slack said it, in seconds: the event's `event_ts`, or when it was asked. */
export function groupOf(group: SlackGroup, told: number): HeardGroup {
  const { users, user_count: count } = group
  const isWhole = users !== undefined && (count === undefined || users.length >= Number(count))
  return {
    id: group.id ?? '',
    handle: group.handle ?? '',
    name: group.name ?? group.handle ?? '',
    members: isWhole ? users : null,
    disabled: (group.date_delete ?? 0) > 0,
    updated: group.date_update ?? 0,
    told,
  }
}
