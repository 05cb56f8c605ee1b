import { eq, sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { type PersonKind, people } from '../schema/people.ts'

export interface Person {
  id: string
  teamId: string
  name: string
  realName: string
  kind: PersonKind
  /** An owner of the workspace. */
  owner: boolean
  timeZone: string
  /** Slack's `updated`, in seconds. */
  updated: number
}

/** Keeps what Slack says of people; what is older than what is known is passed over. */
export async function keepPeople(db: Reader, list: Person[]): Promise<void> {
  if (list.length === 0) return
  await db
    .insert(people)
    .values(list)
    .onConflictDoUpdate({
      target: people.id,
      set: {
        teamId: sql`excluded.team_id`,
        name: sql`excluded.name`,
        realName: sql`excluded.real_name`,
        kind: sql`excluded.kind`,
        owner: sql`excluded.owner`,
        timeZone: sql`excluded.time_zone`,
        updated: sql`excluded.updated`,
        knownAt: sql`clock_timestamp()`,
      },
      setWhere: sql`excluded.updated >= ${people.updated}`,
    })
}

export async function findPerson(db: Reader, id: string): Promise<Person | undefined> {
  const [row] = await db.select().from(people).where(eq(people.id, id))
  return row
}

/** A user as Slack describes one, in `users.info`, `users.list` and its events; only what is read here. */
export interface SlackUser {
  id?: string
  team_id?: string
  name?: string
  real_name?: string
  tz?: string
  updated?: number
  deleted?: boolean
  is_bot?: boolean
  is_stranger?: boolean
  is_restricted?: boolean
  is_ultra_restricted?: boolean
  is_owner?: boolean
  is_primary_owner?: boolean
  enterprise_user?: { teams?: string[] }
  profile?: { display_name?: string; real_name?: string }
}

/** What the app keeps of a user; who is of another team than `home` is a stranger, whatever else is said of them. */
export function personOf(user: SlackUser, home: string | undefined): Person {
  return {
    id: user.id ?? '',
    teamId: user.team_id ?? '',
    name: user.profile?.display_name || user.name || user.id || '',
    realName: user.real_name ?? user.profile?.real_name ?? user.name ?? '',
    kind: kindOf(user, home),
    owner: user.is_owner === true || user.is_primary_owner === true,
    timeZone: user.tz ?? 'UTC',
    updated: user.updated ?? 0,
  }
}

function kindOf(user: SlackUser, home: string | undefined): PersonKind {
  if (user.deleted) return 'deactivated'
  const isForeign = home !== undefined && user.team_id !== undefined && user.team_id !== home
  if (user.is_stranger || (isForeign && !user.enterprise_user?.teams?.includes(home))) return 'stranger'
  // Slackbot calls itself no bot.
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot'
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member'
}
