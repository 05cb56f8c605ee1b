import { z } from 'zod'
import type { Person } from '../../slack/contract.ts'
import { deed, move } from './deed.ts'

const choice = z.union([z.string(), z.array(z.string()), z.null()])
const fills = z.array(z.object({ actionId: z.string(), choice })).default([])
const where = z.union([
  z.literal('view'),
  z.literal('home'),
  z.object({ channel: z.string(), ts: z.string() }),
])

/** What people do with the app. */
export const appDeeds = {
  command: move({ line: z.string(), channel: z.string().optional() }, (person, { line, channel }) =>
    person.command(line, channel),
  ),
  shortcut: move({ callbackId: z.string() }, (person, { callbackId }) => person.shortcut(callbackId)),
  messageShortcut: move(
    { callbackId: z.string(), channel: z.string(), ts: z.string() },
    (person, { callbackId, channel, ts }) => person.messageShortcut(callbackId, channel, ts),
  ),
  click: move(
    { where, actionId: z.string(), choice: choice.optional(), fills },
    async (person, { where, actionId, choice, fills }) => {
      await fill(person, fills)
      await person.click(where, actionId, choice)
    },
  ),
  suggest: deed(
    { where, actionId: z.string(), typed: z.string() },
    async (person, { where, actionId, typed }) => ({ options: await person.suggest(where, actionId, typed) }),
  ),
  fill: move({ fills }, (person, { fills }) => fill(person, fills)),
  submit: move({ fills }, async (person, { fills }) => {
    await fill(person, fills)
    await person.submit()
  }),
  closeView: move({}, (person) => person.closeView()),
  openHome: move({}, (person) => person.openHome()),
}

async function fill(person: Person, entries: z.output<typeof fills>): Promise<void> {
  for (const entry of entries) await person.fill(entry.actionId, entry.choice)
}
