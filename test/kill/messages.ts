import type { Channel, Message } from '../workspace/slack/contract.ts'

/** What is counted of a report: not there, or there twice. */
export interface Verdict {
  missing: string[]
  doubled: string[]
}

/** One of these is right; none is missing, and more are too many, or more of their like. */
export function count(verdict: Verdict, what: string, right: number, all: unknown[] = []): void {
  if (right === 0) verdict.missing.push(what)
  if (right > 1 || all.length > 1) verdict.doubled.push(what)
}

/** The messages that bear the key of this effect, or of this reaction for whichever fact. */
export function bearing(messages: Message[], key: string): Message[] {
  return messages.filter((one) => keyOf(one) === key || (key.endsWith(':') && keyOf(one)?.startsWith(key)))
}

export function saying(messages: Message[], words: string): Message[] {
  return messages.filter((one) => textOf(one).includes(words))
}

/** What Slack itself writes into a channel: who came, what the topic is. */
export function lines(channel: Channel, subtype: string): Message[] {
  return channel.messages.filter((one) => one.subtype === subtype)
}

export function keyOf(message: Message): string | undefined {
  const key = message.metadata?.event_payload.key
  return typeof key === 'string' ? key : undefined
}

export function textOf(message: Message | undefined): string {
  return JSON.stringify(message?.blocks ?? '')
}
