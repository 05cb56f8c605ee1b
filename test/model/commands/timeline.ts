import fc from 'fast-check'
import type { Incident, Message, Name, Real } from '../model.ts'
import { drawn, nth, words } from './changes.ts'
import { Command, type Plan, pick } from './command.ts'
import { channelFor, personOf, settle, type } from './hands.ts'

export const saying = fc.record({ nth, drawn, words, answers: fc.boolean() }).map(
  ({ nth, drawn, words, answers }) =>
    new Command(nth, (it, model) => {
      const who = pick(it.people, drawn)
      if (!who) return undefined
      const text = `${words} ${model.made}`
      const root = answers ? pick(standing(it).filter(isRoot), drawn)?.mark : undefined
      return {
        says: `${who} says "${text}"${root === undefined ? '' : ' in a thread'}`,
        acts: (real, number) => say(real, number, who, text, model.made, root),
        changes: () => {
          const message = { mark: model.made, by: who, text, root, gone: false, entry: undefined }
          it.messages.push({ ...message, keepers: new Set() })
          model.made++
        },
      }
    }),
)

export const pinning = fc.record({ nth, drawn, other: drawn }).map(
  ({ nth, drawn, other }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      const message = pick(
        standing(it).filter((one) => who && !one.keepers.has(who)),
        other,
      )
      if (!who || !message) return undefined
      return onMessage(`${who} puts a 📌 on "${message.text}"`, who, message, {
        acts: (channel, ts, person) => person.react(channel, ts, 'pushpin'),
        changes: () => keep(message, who),
      })
    }),
)

export const unpinning = fc.record({ nth, drawn, other: drawn, rests: fc.boolean() }).map(
  ({ nth, drawn, other, rests }) =>
    new Command(nth, (it) => {
      const message = pick(
        standing(it).filter((one) => keepersIn(it, one).length > 0),
        drawn,
      )
      const who = message && pick(keepersIn(it, message), other)
      if (!message || !who) return undefined
      return onMessage(
        `${who} takes the 📌 off "${message.text}"${rests ? ', after a while' : ''}`,
        who,
        message,
        {
          rests,
          acts: (channel, ts, person) => person.unreact(channel, ts, 'pushpin'),
          changes: () => void message.keepers.delete(who),
        },
      )
    }),
)

/** An author changes a message, mostly one that is kept; twice in a row where it is `twice`. */
export const editing = fc.record({ nth, drawn, words, twice: fc.boolean() }).map(
  ({ nth, drawn, words, twice }) =>
    new Command(nth, (it) => {
      const message = pick(preferKept(ownIn(it)), drawn)
      if (!message) return undefined
      const text = `${words} ${message.mark}`
      return onMessage(`${message.by} makes "${message.text}" "${text}"`, message.by, message, {
        acts: async (channel, ts, person) => {
          if (twice) await person.edit(channel, ts, `not yet ${text}`)
          await person.edit(channel, ts, text)
        },
        changes: () => reword(message, text),
      })
    }),
)

export const erasing = fc.record({ nth, drawn }).map(
  ({ nth, drawn }) =>
    new Command(nth, (it) => {
      const message = pick(preferKept(ownIn(it)), drawn)
      if (!message) return undefined
      return onMessage(`${message.by} deletes "${message.text}"`, message.by, message, {
        acts: (channel, ts, person) => person.erase(channel, ts),
        changes: () => {
          message.gone = true
        },
      })
    }),
)

export const noting = fc.record({ nth, drawn, words }).map(
  ({ nth, drawn, words }) =>
    new Command(nth, (it, model) => {
      const who = pick(it.people, drawn)
      if (!who) return undefined
      const text = `${words} ${model.made}`
      return {
        says: `${who} notes "${text}"`,
        acts: (real, number) => type(personOf(real, who), `event INC-${number} ${text}`),
        changes: () => {
          const place: [number, number] = [model.ahead, model.made]
          it.notes.push({ by: who, text, place, corrected: false, hidden: false })
          model.made++
        },
      }
    }),
)

interface Touch {
  /** Everything before it has run its course. */
  rests?: boolean
  acts: (channel: string, ts: string, person: ReturnType<typeof personOf>) => Promise<void>
  changes: () => void
}

function onMessage(says: string, who: Name, message: Message, { rests, acts, changes }: Touch): Plan {
  return {
    says,
    changes,
    async acts(real, number) {
      const channel = await channelFor(real, number, who)
      if (rests) await settle(real)
      await acts(channel.id, real.messages.get(message.mark) ?? '', personOf(real, who))
    },
  }
}

async function say(
  real: Real,
  number: number,
  who: Name,
  text: string,
  mark: number,
  root: number | undefined,
): Promise<void> {
  const channel = await channelFor(real, number, who)
  const thread = root === undefined ? undefined : real.messages.get(root)
  const { ts } = await personOf(real, who).say(channel.id, text, thread)
  real.messages.set(mark, ts)
}

/** The person keeps it, for the first time or anew. */
export function keep(message: Message, who: Name): void {
  const { by, text, keepers, entry } = message
  if (!entry) message.entry = { by, text, place: [0, message.mark], corrected: false, hidden: false }
  else if (keepers.size === 0 && !entry.corrected) entry.text = text
  keepers.add(who)
}

/** It says something else by now, and so does what is kept of it, unless that was corrected. */
export function reword(message: Message, text: string): void {
  message.text = text
  if (message.entry && message.keepers.size > 0 && !message.entry.corrected) message.entry.text = text
}

/** Those that are not deleted. */
export function standing({ messages }: Incident): Message[] {
  return messages.filter((one) => !one.gone)
}

function isRoot({ root }: Message): boolean {
  return root === undefined
}

/** Those of its keepers who are still there to take their 📌 away. */
function keepersIn({ people }: Incident, { keepers }: Message): Name[] {
  return [...keepers].filter((name) => people.has(name))
}

/** Those whose authors are still there to change them. */
export function ownIn(it: Incident): Message[] {
  return standing(it).filter((one) => it.people.has(one.by))
}

function preferKept(messages: Message[]): Message[] {
  const kept = messages.filter((one) => one.keepers.size > 0)
  return kept.length > 0 ? kept : messages
}
