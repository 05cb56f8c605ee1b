import type { AnyBlock, View } from '@slack/types'

/** Everything one acting person's page shows, each part sent anew when it has changed. */
export interface Parts {
  world: World
  room: Room | null
  view: Sheet | null
  home: Sheet | null
  notices: string[]
}

export interface World {
  team: { name: string; url: string }
  me: Who
  /** Everybody there is, apps too. */
  people: Who[]
  /** `dm` is the person's direct messages with the app, if there are any yet. */
  app: { userId: string; name: string; installed: boolean; dm: string | null }
  channels: Entry[]
  commands: Command[]
  shortcuts: Shortcut[]
  links: Link[]
  groups: UserGroup[]
  /** When the app's clock was moved, oldest first; null where it cannot be. */
  winds: Wind[] | null
  /** Whether the page can bring all back to its first state. */
  rebuilds: boolean
}

export interface Who {
  id: string
  name: string
  realName: string
  kind: string
}

export interface UserGroup {
  id: string
  handle: string
  name: string
  members: string[]
  disabled: boolean
}

export interface Entry {
  id: string
  name: string
  kind: 'channel' | 'group' | 'im' | 'mpim'
  member: boolean
  archived: boolean
  unread: number
  pings: number
}

export interface Room {
  id: string
  name: string
  kind: Entry['kind']
  topic: string
  purpose: string
  archived: boolean
  member: boolean
  members: string[]
  pins: string[]
  bookmarks: { id: string; title: string; link: string; emoji?: string }[]
  canvases: Page[]
  files: Page[]
  messages: Line[]
}

/** A canvas or an uploaded file, with its text. */
export interface Page {
  id: string
  title: string
  text: string
}

export interface Line {
  ts: string
  user: string
  text: string
  blocks?: AnyBlock[]
  subtype?: string
  app: boolean
  threadTs?: string
  edited?: boolean
  whisper: boolean
  reactions: { name: string; users: string[] }[]
  files?: { id: string; name: string; title: string }[]
}

export interface Sheet {
  id: string
  hash: string
  view: View
  values: Record<string, Record<string, unknown>>
  errors: Record<string, string>
  stack: number
}

export interface Command {
  command: string
  description?: string
  usage_hint?: string
}

export interface Shortcut {
  name: string
  type: 'global' | 'message'
  callback_id: string
  description?: string
}

export interface Link {
  title: string
  href: string
}

/** The app's clock was set this many milliseconds ahead, at that instant. */
export interface Wind {
  at: number
  ahead: number
}

/** Closes a tab's connection when the workspace it shows is replaced; it loads anew once there is another. */
export const replaced = 1012

/** What an act is answered with, beside what it changes. */
export interface Answer {
  /** A sentence for the person. */
  said?: string
  /** What an external select offers. */
  options?: { text: string; value: string }[]
}

/** What the server says: the parts that changed, or that an act is done. */
export type Word = { parts: Partial<Parts> } | { done: number; error?: string; answer?: Answer }
