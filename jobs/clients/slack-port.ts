import type { Message } from '../../blocks/kit.ts'
import type { Person } from '../../db/people.ts'

export interface OwnChannel {
  id: string
  name: string
  /** Seconds since 1970. */
  created: number
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
  getTopic(channel: string): Promise<string>
  setTopic(channel: string, topic: string): Promise<void>
  addBookmark(channel: string, bookmark: Bookmark): Promise<string>
  listBookmarks(channel: string): Promise<(Bookmark & { id: string })[]>
  /** `channel` may be a person's id; the answer names the channel that it went to. */
  post(channel: string, message: Message, effectKey: string): Promise<{ channel: string; ts: string }>
  /** Own messages of this effect since then, the oldest first. */
  listPosts(channel: string, effectKey: string, since: Date): Promise<{ channel: string; ts: string }[]>
  repaint(channel: string, ts: string, message: Message): Promise<void>
  remove(channel: string, ts: string): Promise<void>
  pin(channel: string, ts: string): Promise<void>
  openDirect(person: string): Promise<string>
  showView(viewId: string, view: unknown): Promise<void>
  /** Everyone in the workspace, a page at a time. */
  listPeople(home: string): AsyncIterable<Person[]>
}

export interface Bookmark {
  title: string
  link: string
  emoji?: string
}
