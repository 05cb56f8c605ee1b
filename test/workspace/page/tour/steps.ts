import type { Parts, World } from '../shape.ts'

/** What the acting person sees at one moment. */
export type Sight = Pick<Parts, 'world' | 'room' | 'view'>

export interface Step {
  key: string
  title: string
  /** In Slack's mrkdwn. */
  text: string
  /** What to look at, as a CSS selector; the first that is in sight is marked. */
  at?: string
  /** Left out while this does not hold, as for what the app cannot do yet. */
  offered?(now: Sight): boolean
  /** Whether it happened since the step began. A step without it is only read. */
  done?(now: Sight, since: Sight): boolean
}

/** The tour, step by step. */
export const steps: Step[] = [
  {
    key: 'report',
    title: 'Someone reports a problem',
    text: 'Cleo says that nobody can pay. Point at her message, open *⋯* and choose *Report from message*. Or type `/dispatch` and what is wrong.',
    at: '.message[data-author="cleo"]',
    done: (now, since) => (now.view !== null && since.view === null) || incidents(now) > incidents(since),
  },
  {
    key: 'form',
    title: 'A title is enough',
    text: 'Choose how bad it is if you know it, then press *Report*. Everything else can come later.',
    done: (now, since) => incidents(now) > incidents(since),
  },
  {
    key: 'channel',
    title: 'It has a channel',
    text: 'Dispatch has opened a channel for it and brought you in. Open it: it is in the list, in bold.',
    at: '.entry[data-name^="inc-"], .drawer-button',
    done: (now) => isIncident(now.room?.name),
  },
  {
    key: 'brief',
    title: 'The brief, always true',
    text: 'The pinned card says how bad it is, who leads and what goes on. Dispatch repaints it as things change. The ticket in Jira is one click away.',
    at: '.message.pinned',
  },
  {
    key: 'say',
    title: 'Talk where the work is',
    text: 'Write what you see or try into the channel.',
    at: '.composer-box',
    done: (now, since) => isIncident(now.room?.name) && ownWords(now) > ownWords(since),
  },
  {
    key: 'update',
    title: 'Tell how it goes',
    text: 'Press *Update* on the brief or type `/dispatch update`, and say what has changed and why. The brief, the announcement and the ticket follow.',
    at: '.composer-box',
    offered: (now) => commandOffers(now.world, 'update'),
    done: (now, since) => isIncident(now.room?.name) && appWords(now) > appWords(since),
  },
  {
    key: 'other',
    title: 'Now be somebody else',
    text: 'Up here you choose who you are. Become *Ben*, who knows nothing of it yet.',
    at: '.acting',
    done: (now, since) => now.world.me.id !== since.world.me.id,
  },
  {
    key: 'join',
    title: 'Others find it',
    text: 'Open *#incidents*: there it is announced. Press *Join*, and you are in its channel.',
    at: '.entry[data-name="incidents"], .drawer-button',
    done: ({ world }) => world.channels.some(({ name, member }) => member && isIncident(name)),
  },
  {
    key: 'clock',
    title: 'Time passes',
    text: 'With the clock you wind the app’s time ahead, to see what it does when nobody does anything.',
    at: '.clock',
    offered: ({ world }) => world.winds !== null,
    done: (now, since) => (now.world.winds ?? []).length > (since.world.winds ?? []).length,
  },
  {
    key: 'end',
    title: 'That was the tour',
    text: 'Be *Gus*, a guest, and see what he is told. Look at *Dispatch* under Apps. In the menu *⋮* you can start anew or take the tour again.',
  },
]

const isIncident = (name = '') => name.startsWith('inc-')

function incidents({ world }: Sight): number {
  return world.channels.filter(({ name }) => isIncident(name)).length
}

function ownWords({ world, room }: Sight): number {
  return room?.messages.filter(({ user, subtype }) => user === world.me.id && !subtype).length ?? 0
}

function appWords({ room }: Sight): number {
  return room?.messages.filter(({ app, whisper }) => app && !whisper).length ?? 0
}

function commandOffers({ commands }: World, word: string): boolean {
  return commands.some(({ usage_hint = '' }) => new RegExp(`\\b${word}\\b`).test(usage_hint))
}
