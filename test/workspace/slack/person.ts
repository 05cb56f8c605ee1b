import { press, setInput } from './clicks.ts'
import type { Choice, Message, OpenView, Person, Place } from './contract.ts'
import type { Moves } from './contract-moves.ts'
import { announce } from './events.ts'
import {
  commandTyped,
  resend,
  sendCommand,
  sendInteraction,
  sendSubmission,
  submission,
} from './interactions.ts'
import type { Json } from './json.ts'
import { typed } from './mentions.ts'
import { react } from './methods/reactions.ts'
import { closedPayload, messageActionPayload, shortcutPayload } from './payloads.ts'
import { post } from './posting.ts'
import { viewJson } from './render.ts'
import { awake, channelIn, channelSeen, mayUse, stageFor, theMessage, topOf } from './sight.ts'
import type { EnvelopeKind } from './sockets.ts'
import { closed } from './view-stack.ts'
import { directChannel, openDirect, type Resident, tell, type World } from './world.ts'

/** One person's hands at their own client. */
export class Hands implements Omit<Person, keyof Moves> {
  private readonly world: World
  private readonly self: Resident
  private readonly last = new Map<string, { kind: EnvelopeKind; payload: Json }>()

  constructor(world: World, self: Resident) {
    this.world = world
    this.self = self
  }

  get id(): string {
    return this.self.id
  }

  get name(): string {
    return this.self.name
  }

  get realName(): string {
    return this.self.realName
  }

  get kind(): Resident['kind'] {
    return this.self.kind
  }

  get view(): OpenView | undefined {
    return this.self.stack.at(-1)
  }

  get home(): OpenView | undefined {
    return this.self.home
  }

  get dm(): Message[] {
    return directChannel(this.world, this.self.id)?.messages ?? []
  }

  get whispers(): Message[] {
    return this.self.whispers
  }

  get notices(): string[] {
    return this.self.notices
  }

  async command(line: string, channel?: string): Promise<void> {
    awake(this.self)
    const where = channel ? channelIn(this.world, this.self, channel) : openDirect(this.world, this.self.id)
    if (!line.startsWith('/')) throw new Error(`a command begins with a slash: ${line}`)
    const [command = ''] = line.split(' ', 1)
    const words = line.slice(command.length).trim()
    const escapes = this.world.manifest.commands.get(command)?.shouldEscape ?? false
    const text = escapes ? typed(this.world, words, true) : words
    const payload = commandTyped(this.world, this.self, where, line, text)
    if (!payload) return
    this.last.set('slash_commands', { kind: 'slash_commands', payload })
    await sendCommand(this.world, this.self, payload)
  }

  async shortcut(callbackId: string): Promise<void> {
    mayUse(this.world, this.self, callbackId, 'global')
    await sendInteraction(this.world, this.self, shortcutPayload(this.world, this.self, callbackId))
  }

  async messageShortcut(callbackId: string, channel: string, ts: string): Promise<void> {
    mayUse(this.world, this.self, callbackId, 'message')
    const where = channelSeen(this.world, this.self, channel)
    const message = theMessage(where, ts)
    const payload = messageActionPayload(this.world, this.self, callbackId, where, message)
    await sendInteraction(this.world, this.self, payload)
  }

  async say(channel: string, text: string, threadTs?: string): Promise<Message> {
    const where = channelIn(this.world, this.self, channel)
    const parent = threadTs ? theMessage(where, threadTs) : undefined
    const thread = parent ? { threadTs: parent.threadTs ?? parent.ts } : {}
    const words = { text: typed(this.world, text, false), ...thread }
    return post(this.world, where, this.self.id, words, { client_msg_id: crypto.randomUUID() })
  }

  async react(channel: string, ts: string, name: string): Promise<void> {
    const where = channelIn(this.world, this.self, channel)
    const message = theMessage(where, ts)
    react(this.world, where, message, this.self.id, name)
  }

  async click(where: Place, actionId: string, choice?: Choice): Promise<void> {
    awake(this.self)
    const payload = await press(
      this.world,
      this.self,
      stageFor(this.world, this.self, where),
      actionId,
      choice,
    )
    if (payload) await this.act(payload)
  }

  async fill(actionId: string, choice: Choice): Promise<void> {
    awake(this.self)
    const payload = await setInput(this.world, this.self, { view: topOf(this.self) }, actionId, choice)
    if (payload) await this.act(payload)
  }

  async submit(): Promise<void> {
    awake(this.self)
    const top = topOf(this.self)
    if (!('submit' in top.view) || !top.view.submit) throw new Error('this view has no submit button')
    const payload = submission(this.world, this.self, top)
    if (!payload) return
    this.last.set('view_submission', { kind: 'interactive', payload })
    await sendSubmission(this.world, this.self, top.id, payload)
  }

  async closeView(): Promise<void> {
    const top = topOf(this.self)
    const { clear_on_close, notify_on_close }: Json = { ...top.view }
    closed(this.world, this.self, top.id, clear_on_close === true)
    if (notify_on_close !== true) return
    const payload = closedPayload(this.world, this.self, top, clear_on_close === true)
    await sendInteraction(this.world, this.self, payload)
  }

  async openHome(): Promise<void> {
    awake(this.self)
    if (!this.world.manifest.homeTab || !this.world.installed)
      return tell(this.world, this.self, 'This app has no Home tab.')
    const { home } = this.self
    const view = home ? { view: viewJson(this.world, home, structuredClone(home.values)) } : {}
    const event = {
      type: 'app_home_opened',
      user: this.id,
      channel: openDirect(this.world, this.self.id).id,
      tab: 'home',
      ...view,
    }
    announce(this.world, event)
  }

  async again(kind: 'view_submission' | 'block_actions' | 'slash_commands'): Promise<void> {
    const last = this.last.get(kind)
    if (!last) throw new Error(`${this.name} has sent no ${kind}`)
    await resend(this.world, this.self, last.kind, last.payload)
  }

  private async act(payload: Json): Promise<void> {
    this.last.set('block_actions', { kind: 'interactive', payload })
    await sendInteraction(this.world, this.self, payload)
  }
}
