import { z } from 'zod'
import type { Channel, Person, Slack } from '../slack/contract.ts'
import { maySee } from './snapshot.ts'

const choice = z.union([z.string(), z.array(z.string()), z.null()])
const fills = z.array(z.object({ actionId: z.string(), choice })).default([])
const where = z.union([
  z.literal('view'),
  z.literal('home'),
  z.object({ channel: z.string(), ts: z.string() }),
])

export const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), line: z.string(), channel: z.string().optional() }),
  z.object({ kind: z.literal('shortcut'), callbackId: z.string() }),
  z.object({
    kind: z.literal('messageShortcut'),
    callbackId: z.string(),
    channel: z.string(),
    ts: z.string(),
  }),
  z.object({
    kind: z.literal('say'),
    channel: z.string(),
    text: z.string(),
    threadTs: z.string().optional(),
  }),
  z.object({ kind: z.literal('react'), channel: z.string(), ts: z.string(), name: z.string() }),
  z.object({ kind: z.literal('click'), where, actionId: z.string(), choice: choice.optional(), fills }),
  z.object({ kind: z.literal('fill'), fills }),
  z.object({ kind: z.literal('submit'), fills }),
  z.object({ kind: z.literal('closeView') }),
  z.object({ kind: z.literal('openHome') }),
  z.object({ kind: z.literal('join'), channel: z.string() }),
])

export type Act = z.input<typeof act>

/** Does at the fake Slack what the person did on the page; it alone says whether that may be done. */
export async function perform(slack: Slack, person: Person, done: z.output<typeof act>): Promise<void> {
  switch (done.kind) {
    case 'command':
      return person.command(done.line, done.channel)
    case 'shortcut':
      return person.shortcut(done.callbackId)
    case 'messageShortcut':
      return person.messageShortcut(done.callbackId, done.channel, done.ts)
    case 'say':
      await person.say(done.channel, done.text, done.threadTs)
      return
    case 'react':
      return person.react(done.channel, done.ts, done.name)
    case 'click':
      await fill(person, done.fills)
      return person.click(done.where, done.actionId, done.choice)
    case 'fill':
      return fill(person, done.fills)
    case 'submit':
      await fill(person, done.fills)
      return person.submit()
    case 'closeView':
      return person.closeView()
    case 'openHome':
      return person.openHome()
    case 'join':
      return join(person, slack.channel(done.channel))
  }
}

async function fill(person: Person, entries: z.output<typeof fills>): Promise<void> {
  for (const entry of entries) await person.fill(entry.actionId, entry.choice)
}

function join(person: Person, channel: Channel): void {
  if (maySee(person, channel)) channel.members.add(person.id)
}
