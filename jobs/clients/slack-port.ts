import type { Message } from '../../blocks/kit.ts'
import type { Workspace } from '../../db/configuration/questions.ts'
import type { HeardGroup } from '../../db/people/groups.ts'
import type { Person } from '../../db/people/people.ts'

export interface OwnChannel {
  id: string
  name: string
  /** Seconds since 1970. */
  created: number
  isPrivate: boolean
}

export interface SeenChannel {
  name: string
  isArchived: boolean
  isPrivate: boolean
  /** Whether the app is in it. */
  isMember: boolean
}

export interface Invitations {
  invited: string[]
  refused: { person: string; code: string }[]
}

/** Slack in our words. Every method is one call, or one look; a failed one throws a Failure. */
export interface SlackClient {
  openChannel(name: string, isPrivate: boolean): Promise<OwnChannel>
  /** Open channels that the app itself created, of this name or any. */
  listOwnChannels(botUser: string): Promise<OwnChannel[]>
  invite(channel: string, people: string[]): Promise<Invitations>
  join(channel: string): Promise<void>
  archive(channel: string): Promise<void>
  /** How a channel is now; nothing, where there is none of this id that the app may see. */
  findChannel(channel: string): Promise<SeenChannel | undefined>
  getTopic(channel: string): Promise<string>
  setTopic(channel: string, topic: string): Promise<void>
  addBookmark(channel: string, bookmark: Bookmark): Promise<string>
  /** Has a bookmark lead elsewhere. */
  turnBookmark(channel: string, bookmark: string, link: string): Promise<void>
  listBookmarks(channel: string): Promise<(Bookmark & { id: string })[]>
  /** `channel` may be a person's id; the answer names the channel that it went to. `thread` is the message it replies to. */
  post(
    channel: string,
    message: Message,
    effectKey: string,
    thread?: string,
  ): Promise<{ channel: string; ts: string }>
  /** Own messages of this effect since then, in the channel or that thread of it, the oldest first. */
  listPosts(
    channel: string,
    effectKey: string,
    since: Date,
    thread?: string,
  ): Promise<{ channel: string; ts: string }[]>
  /** Who has come into the channel since then, of themselves or invited; some may have left again. */
  listArrivals(channel: string, since: Date): Promise<string[]>
  /** False where the channel is archived: it goes on showing what it did. */
  repaint(channel: string, ts: string, message: Message): Promise<boolean>
  remove(channel: string, ts: string): Promise<void>
  pin(channel: string, ts: string): Promise<void>
  /** Puts a reaction of the app on a message, where it can be put. */
  react(channel: string, ts: string, name: string): Promise<void>
  unreact(channel: string, ts: string, name: string): Promise<void>
  openDirect(person: string): Promise<string>
  showView(viewId: string, view: unknown): Promise<void>
  /** The channel's own canvas, of which there is one; answers its id. */
  openChannelCanvas(channel: string, canvas: NewCanvas): Promise<string>
  /** A canvas beside it, as a tab of the channel; answers its id. */
  openCanvas(channel: string, canvas: NewCanvas): Promise<string>
  /** The canvases that a channel has as tabs. */
  listCanvases(channel: string): Promise<ChannelCanvas[]>
  /** Writes all of a canvas anew. */
  replaceCanvas(canvas: string, markdown: string): Promise<void>
  /** Whoever is in the channel may read the canvas, and not write in it. */
  letRead(canvas: string, channel: string): Promise<void>
  /** Being in the channel no longer lets anyone see the canvas. */
  hideCanvas(canvas: string, channel: string): Promise<void>
  removeCanvas(canvas: string): Promise<void>
  /** Posts a file with a comment of our own; answers its id. */
  uploadFile(channel: string, file: NewFile): Promise<string>
  /** Ids of files of this name that this person posted in a channel since then, the oldest first. */
  listFiles(channel: string, name: string, person: string, since: Date): Promise<string[]>
  /** The workspace that the token is of. */
  meetWorkspace(): Promise<Workspace>
  /** A page of everyone in the workspace, the first where Slack does not know the cursor; `next` is empty on the last. */
  listPeople(home: string, cursor: string): Promise<{ people: Person[]; next: string }>
  /** Every user group with its members; none, where the workspace's plan has none. */
  listGroups(): Promise<HeardGroup[]>
}

export interface Bookmark {
  title: string
  link: string
  emoji?: string
}

export interface NewCanvas {
  title: string
  /** At most 1 MiB: docs.slack.dev, canvases. */
  markdown: string
}

export interface ChannelCanvas {
  id: string
  title: string
  /** Whether it is the channel's own. */
  own: boolean
  /** Nobody has written in it; no more can be learnt of what a canvas says. */
  empty: boolean
}

export interface NewFile {
  name: string
  title: string
  content: string
  comment: string
}
