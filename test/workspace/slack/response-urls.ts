import type { Channel, Message } from './contract.ts'
import { flag, isJson, type Json, string } from './json.ts'
import { wordsOf } from './methods/words.ts'
import { erase, keptBlocks, post, rewrite, type Words, whisper } from './posting.ts'
import { Refusal } from './refusal.ts'
import { messageAt, type Resident, type World } from './world.ts'

interface Ticket {
  user: string
  channel: string
  /** The message it came from, if it came from one. */
  original?: { ts: string; ephemeral: boolean }
}

const mostUses = 5

/** The addresses an app may answer at: five times within half an hour. */
export class ResponseUrls {
  private readonly known = new Map<string, { ticket: Ticket; born: number; used: number }>()
  private readonly livesMs: number
  private readonly origin: () => string

  constructor(livesMs: number, origin: () => string) {
    this.livesMs = livesMs
    this.origin = origin
  }

  mint(ticket: Ticket): string {
    const id = crypto.randomUUID()
    this.known.set(id, { ticket, born: performance.now(), used: 0 })
    return `${this.origin()}/actions/${id}`
  }

  /** A channel has another id now: what was minted for the old one answers there. */
  follow(oldChannel: string, newChannel: string): void {
    for (const { ticket } of this.known.values()) {
      if (ticket.channel === oldChannel) ticket.channel = newChannel
    }
  }

  /** Who reads an answer to it: the person alone, or the channel. */
  readerOf(id: string, body: Json): string | undefined {
    const ticket = this.known.get(id)?.ticket
    const replaces = flag(body.replace_original) && ticket?.original?.ephemeral === false
    return replaces || body.response_type === 'in_channel' ? ticket?.channel : ticket?.user
  }

  /** Takes one answer; `ok`, or what Slack says instead. */
  use(world: World, id: string, body: unknown): { status: number; body: string } {
    const entry = this.known.get(id)
    if (!entry) return refused(404, 'no_response_url')
    if (performance.now() - entry.born > this.livesMs) return refused(404, 'expired_url')
    if (entry.used >= mostUses) return refused(404, 'used_url')
    if (!isJson(body)) return refused(400, 'invalid_payload')
    try {
      answer(world, entry.ticket, body)
      entry.used += 1
      return { status: 200, body: 'ok' }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refused(400, error.code)
    }
  }
}

/** Shows what an app answered: to the person alone, or in the channel if it says so. */
export function answer(world: World, ticket: Ticket, body: Json): void {
  const channel = world.channels.get(ticket.channel)
  const resident = world.people.get(ticket.user)
  if (!channel || !resident) return
  const original = ticket.original && originalOf(channel, resident, ticket.original)
  if (original && flag(body.delete_original)) remove(world, channel, resident, original)
  else show(world, channel, resident, original, body)
}

function show(world: World, channel: Channel, to: Resident, original: Message | undefined, body: Json): void {
  const words: Words = { ...wordsOf(body), ...(body.thread_ts ? { threadTs: string(body.thread_ts) } : {}) }
  if (original && flag(body.replace_original)) replace(world, channel, original, words)
  else if (body.response_type === 'in_channel') post(world, channel, world.bot.userId, words)
  else whisper(world, channel, to, words)
}

function originalOf(
  channel: Channel,
  resident: Resident,
  { ts, ephemeral }: { ts: string; ephemeral: boolean },
): Message | undefined {
  return ephemeral ? resident.whispers.find((it) => it.ts === ts) : messageAt(channel, ts)
}

function replace(world: World, channel: Channel, original: Message, words: Words): void {
  const change = { text: words.text, blocks: keptBlocks(world, words.blocks) }
  if (original.ephemeralTo === undefined) rewrite(world, channel, original, change)
  else {
    Object.assign(original, change)
    world.changed('message', channel.id)
  }
}

function remove(world: World, channel: Channel, resident: Resident, original: Message): void {
  if (original.ephemeralTo === undefined) erase(world, channel, original)
  else {
    resident.whispers = resident.whispers.filter((it) => it !== original)
    world.changed('message', channel.id)
  }
}

function refused(status: number, error: string): { status: number; body: string } {
  return { status, body: JSON.stringify({ ok: false, error }) }
}
