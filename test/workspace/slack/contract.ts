import type { AnyBlock, View } from '@slack/types'
import type { Forgery } from './contract-forgery.ts'
import type { Holdings } from './contract-holdings.ts'
import type { Moves } from './contract-moves.ts'
import type { Faults, Sockets } from './contract-wires.ts'

export type { Forgery } from './contract-forgery.ts'
export type { Canvas, File, Group, Plan } from './contract-holdings.ts'
export type { Fault, Faults, Sockets } from './contract-wires.ts'

/** What a story, the page and the harnesses may ask of the workspace. Everything here acts as Slack itself would. */
export interface Slack extends Holdings {
  /** Base of the Web API, for `SLACK_API_URL`; ends in `/api/`. */
  readonly url: string
  readonly port: number
  readonly botToken: string
  readonly appToken: string
  readonly team: { id: string; name: string; domain: string; url: string }
  readonly bot: { userId: string; botId: string; appId: string }

  addPerson(who: NewPerson): Person
  changePerson(id: string, change: { kind?: Kind; realName?: string }): Person
  person(idOrName: string): Person
  people(): Person[]
  addChannel(channel: NewChannel): Channel
  channel(idOrName: string): Channel
  channels(): Channel[]

  /** Every Web API call that reached the server, in order of arrival. */
  readonly calls: readonly Call[]
  /** Every acknowledgement that held something, in order. */
  readonly acks: readonly Ack[]
  readonly faults: Faults
  readonly sockets: Sockets
  /** Sends a forged envelope as this person's; answers the payload of the ack, or nothing where none came. */
  forge(idOrName: string, forged: Forgery): Promise<Record<string, unknown> | undefined>
  /** Called after each change of state with what changed; returns how to stop listening. */
  watch(listener: (change: Change) => void): () => void
  /** Resolves with the first truthy answer of `probe`, asked now and after every change; rejects after `ms` (default 5000) saying `what`. */
  until<T>(what: string, probe: () => T | undefined | null | false, ms?: number): Promise<T>
  /** Resolves when nothing is under way: no event, no answer, nothing that is yet to be done of a call. */
  quiet(): Promise<void>
  stop(): Promise<void>
}

export type Kind =
  | 'member'
  | 'admin'
  | 'owner'
  | 'guest'
  | 'single-channel guest'
  | 'stranger'
  | 'bot'
  | 'deactivated'

export interface NewPerson {
  name: string
  realName?: string
  kind?: Kind
  email?: string | null
  timeZone?: string
}
export interface NewChannel {
  name: string
  private?: boolean
  creator?: string
  members?: string[]
  archived?: boolean
}

export interface Channel {
  readonly id: string
  name: string
  kind: 'channel' | 'group' | 'im' | 'mpim'
  creator: string
  created: number
  archived: boolean
  topic: string
  purpose: string
  members: Set<string>
  /** Oldest first, thread replies included. */
  messages: Message[]
  pins: string[]
  bookmarks: { id: string; title: string; link: string; emoji?: string }[]
}

export interface Message {
  ts: string
  user: string
  text: string
  blocks?: AnyBlock[]
  subtype?: string
  botId?: string
  appId?: string
  threadTs?: string
  attachments?: unknown[]
  files?: { id: string; name: string; title: string }[]
  edited?: boolean
  metadata?: { event_type: string; event_payload: Record<string, unknown> }
  reactions: { name: string; users: string[] }[]
  /** Set on a message only this person sees, with the channel they see it in. */
  ephemeralTo?: string
  channelId?: string
  /** Whom it notified when posted: ids of members it names or a broadcast reaches, and each broadcast (`<!here>`, `<!subteam^S>`). */
  pings: string[]
}

/** One human (or bot) at their own Slack client. */
export interface Person extends Moves {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly kind: Kind
  /** The modal on top of this person's stack, as Slack would show it, or none. */
  readonly view: OpenView | undefined
  /** The published Home tab, or none. */
  readonly home: OpenView | undefined
  /** Messages in the direct-message channel with the app, ephemeral ones of all channels aside. */
  readonly dm: Message[]
  /** Ephemeral messages shown to this person, newest last: command replies, response_url answers. */
  readonly whispers: Message[]
  /** What Slack itself told this person: a failed command, a modal's "trouble connecting", an error under an input. */
  readonly notices: string[]

  /** Types a slash command, words after the command as typed; resolves when acked, or when 3 s have passed. */
  command(line: string, channel?: string): Promise<void>
  shortcut(callbackId: string): Promise<void>
  messageShortcut(callbackId: string, channel: string, ts: string): Promise<void>
  say(channel: string, text: string, threadTs?: string): Promise<Message>
  react(channel: string, ts: string, name: string): Promise<void>
  /** Clicks the element with this `action_id` (and `value`, if several share it) in a message, the top modal or Home. */
  click(where: Place, actionId: string, choice?: Choice): Promise<void>
  /** Sets an input of the top modal by `action_id`; sends block_actions if the input dispatches. */
  fill(actionId: string, choice: Choice): Promise<void>
  /** Submits the top modal; resolves when Slack has shown the answer. Errors are in `view.errors`. */
  submit(): Promise<void>
  closeView(): Promise<void>
  openHome(): Promise<void>
  /** Redelivers this person's last envelope of the kind, as a double click or Slack's retry would. */
  again(kind: 'view_submission' | 'block_actions' | 'slash_commands'): Promise<void>
}

export type Place = 'view' | 'home' | { channel: string; ts: string }
/** What is typed, chosen or clicked: text, an option's value, ids, or a button's value to tell it from its like. */
export type Choice = string | string[] | null

export interface OpenView {
  id: string
  hash: string
  view: View
  /** State as `view.state.values` would be sent now. */
  values: Record<string, Record<string, unknown>>
  /** Errors under inputs by block_id, from the last submit. */
  errors: Record<string, string>
  stack: number
}

export interface Call {
  method: string
  args: Record<string, unknown>
  /** Milliseconds since the server started. */
  at: number
  /** Set once answered: `ok`, Slack's error code, or the fault that was played. */
  answer?: string
  answeredAt?: number
  token: 'bot' | 'app' | 'none' | 'unknown'
  /** Whom it reaches: the id of a person, a channel or a canvas; nothing where it is for nobody. */
  to?: string
}

/** What the app put into an acknowledgement: an answer to a command, a view, errors, options. */
export interface Ack {
  /** Who sees it. */
  to: string
  payload: Record<string, unknown>
}

export interface Change {
  kind:
    | 'message'
    | 'channel'
    | 'view'
    | 'home'
    | 'person'
    | 'notice'
    | 'call'
    | 'socket'
    | 'group'
    | 'canvas'
    | 'file'
    | 'app'
  id: string
}
