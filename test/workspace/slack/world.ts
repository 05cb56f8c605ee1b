import type { Sheet } from './canvas/sheets.ts'
import type { Ack, Call, Change, Channel, Kind, Message, OpenView, Plan } from './contract.ts'
import type { Deliveries } from './deliveries.ts'
import type { Subteam } from './groups.ts'
import { type Ids, now } from './ids.ts'
import type { Json } from './json.ts'
import type { Manifest } from './manifest.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Hub } from './sockets.ts'
import type { Triggers } from './triggers.ts'
import type { Upload } from './uploads.ts'

/** How patient the workspace is; a story shortens these instead of sleeping. */
export interface Timing {
  ackMs: number
  retryMs: number
  triggerMs: number
  closeMs: number
  pingMs: number
  responseUrlMs: number
}

export const slackTiming: Timing = {
  ackMs: 3000,
  retryMs: 1000,
  triggerMs: 3000,
  closeMs: 10_000,
  pingMs: 10_000,
  responseUrlMs: 30 * 60_000,
}

export type Values = Record<string, Record<string, unknown>>

export interface ShownView extends OpenView {
  rootId: string
  previousId: string | null
}

/** A message and the channel an ephemeral one was shown in. */
export interface Shown extends Message {
  channelId: string
}

export interface Resident {
  readonly id: string
  readonly name: string
  realName: string
  kind: Kind
  readonly email: string | null
  readonly timeZone: string
  readonly teamId: string
  readonly botId?: string
  updated: number
  /** Bottom first. */
  stack: ShownView[]
  home: ShownView | undefined
  whispers: Shown[]
  notices: string[]
  /** What this person has chosen in messages, by message. */
  drafts: Map<string, Values>
  /** What the app has offered this person in external selects, by element. */
  offers: Map<string, Json[]>
}

/** All there is in one workspace; the methods and the people's hands change it. */
export interface World {
  readonly manifest: Manifest
  readonly team: { id: string; name: string; domain: string; url: string }
  readonly bot: { userId: string; botId: string; appId: string }
  readonly botToken: string
  readonly appToken: string
  readonly timing: Timing
  readonly ids: Ids
  readonly people: Map<string, Resident>
  readonly channels: Map<string, Channel>
  readonly groups: Map<string, Subteam>
  readonly sheets: Map<string, Sheet>
  readonly uploads: Map<string, Upload>
  readonly plan: Plan
  readonly calls: Call[]
  readonly acks: Ack[]
  readonly hub: Hub
  readonly deliveries: Deliveries
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  /** `http://127.0.0.1:port`, known once it listens. */
  origin: string
  /** Whether the app is in the workspace now. */
  installed: boolean
  changed(kind: Change['kind'], id: string): void
  later(ms: number, run: () => void): void
  /** How much is yet to come by `later`. */
  underWay(): number
}

/** A person of this workspace, by id, or by name with or without the `@`. */
export function findPerson(world: World, idOrName: string): Resident | undefined {
  const direct = world.people.get(idOrName)
  if (direct) return direct
  const name = idOrName.replace(/^@/, '')
  return [...world.people.values()].find((it) => it.name === name)
}

/** A channel by id, or by name with or without the `#`. */
export function findChannel(world: World, idOrName: string): Channel | undefined {
  const direct = world.channels.get(idOrName)
  if (direct) return direct
  const name = idOrName.replace(/^#/, '')
  return [...world.channels.values()].find((it) => it.name === name && it.kind !== 'im')
}

/** A user group by id, or by handle with or without the `@`. */
export function findGroup(world: World, idOrHandle: string): Subteam | undefined {
  const handle = idOrHandle.replace(/^@/, '')
  return world.groups.get(idOrHandle) ?? [...world.groups.values()].find((it) => it.handle === handle)
}

/** The direct-message channel of a person with the app, if either ever opened it. */
export function directChannel(world: World, userId: string): Channel | undefined {
  for (const channel of world.channels.values()) {
    if (channel.kind === 'im' && channel.members.has(userId)) return channel
  }
  return undefined
}

export function openDirect(world: World, userId: string): Channel {
  const known = directChannel(world, userId)
  if (known) return known
  return addChannel(world, 'im', '', world.bot.userId, [userId, world.bot.userId])
}

export function addChannel(
  world: World,
  kind: Channel['kind'],
  name: string,
  creator: string,
  members: string[],
): Channel {
  const channel: Channel = {
    id: world.ids.next(kind === 'im' ? 'D' : 'C'),
    name,
    kind,
    creator,
    created: now(),
    archived: false,
    topic: '',
    purpose: '',
    members: new Set(members),
    messages: [],
    pins: [],
    bookmarks: [],
  }
  world.channels.set(channel.id, channel)
  world.changed('channel', channel.id)
  return channel
}

export function messageAt(channel: Channel, ts: string): Message | undefined {
  return channel.messages.findLast((it) => it.ts === ts)
}

/** What Slack itself tells a person. */
export function tell(world: World, resident: Resident, notice: string): void {
  resident.notices.push(notice)
  world.changed('notice', resident.id)
}

export function granted(world: World, scopes: readonly string[]): boolean {
  return scopes.length === 0 || scopes.some((scope) => world.manifest.scopes.has(scope))
}
