import type { Place } from './contract.ts'

/** What a person does to messages, channels and canvases; what Slack would not let them do is an Error. */
export interface Moves {
  unreact(channel: string, ts: string, name: string): Promise<void>
  /** Changes the person's own message: `message_changed`. */
  edit(channel: string, ts: string, text: string): Promise<void>
  /** Takes the person's own message away: `message_deleted`. */
  erase(channel: string, ts: string): Promise<void>
  /** Enters a public channel. */
  joinChannel(channel: string): Promise<void>
  leaveChannel(channel: string): Promise<void>
  /** Brings people in, by id or name; the app's bot may be among them. */
  invite(channel: string, people: string[]): Promise<void>
  /** Puts somebody out; the app's bot learns of its own removal by `channel_left` or `group_left`. */
  remove(channel: string, person: string): Promise<void>
  renameChannel(channel: string, name: string): Promise<void>
  archiveChannel(channel: string): Promise<void>
  unarchiveChannel(channel: string): Promise<void>
  /** Admins only: the channel becomes private under a new id, told by `channel_id_changed`. */
  makePrivate(channel: string): Promise<void>
  /** Admins only. */
  deleteChannel(channel: string): Promise<void>
  /** Replaces a canvas's words where the person may write in it. */
  editCanvas(canvasId: string, markdown: string): Promise<void>
  /** Types into an external select of the view or message; resolves with the options offered. */
  suggest(where: Place, actionId: string, typed: string): Promise<{ text: string; value: string }[]>
}
