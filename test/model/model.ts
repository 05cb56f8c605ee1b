import type { Stage } from '../stage.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import type { Offices } from './offices.ts'

export const names = ['ana', 'ben', 'cleo'] as const
export type Name = (typeof names)[number]
export const severities = { critical: 'Critical', major: 'Major', minor: 'Minor' } as const
export type Severity = keyof typeof severities
export const statuses = { active: 'Active', stable: 'Stable', closed: 'Closed' } as const
export type Status = keyof typeof statuses

/** What is to be true of one incident, as far as this small model goes. */
export interface Incident {
  title: string
  status: Status
  severity: Severity
  commander: Name
  scribe: Name | undefined
  people: Set<Name>
  /** The last words of an update. */
  told: string
  /** What people did, as the timeline is to tell it, in order; `{ana}` stands for ana. */
  deeds: string[]
  messages: Message[]
  notes: Entry[]
}

/** A message in the incident's channel. */
export interface Message {
  mark: number
  by: Name
  text: string
  /** The mark of the message that it answers. */
  root: number | undefined
  /** Who has a 📌 on it. */
  keepers: Set<Name>
  gone: boolean
  /** Once it was kept. */
  entry: Entry | undefined
}

/** What somebody put on the timeline. */
export interface Entry {
  by: Name
  text: string
  /** The minutes by which its time is ahead of its making, and how many were made before. */
  place: [minutes: number, nth: number]
  corrected: boolean
  hidden: boolean
}

export interface Model {
  incidents: Incident[]
  /** By how many minutes the app's clock is ahead, at the beginning and now. */
  bornAhead: number
  ahead: number
  /** How many messages and notes were made. */
  made: number
}

/** The app and its surroundings, with what the model's things are called there. */
export interface Real {
  stage: Stage
  jira: Jira
  offices: Offices
  /** The numbers of the model's incidents, in its order. */
  numbers: number[]
  /** The `ts` of messages, by mark. */
  messages: Map<number, string>
  /** When the life began, in seconds since 1970. */
  beganAt: number
  tally: Tally
}

/** How many commands were carried out; of those, how many changed what is true, and how many were troubles. */
export interface Tally {
  commands: number
  changes: number
  troubles: number
}

/** The entries that everyone sees, in the order of the timeline. */
export function shownEntries({ messages, notes }: Incident): { entry: Entry; message?: Message }[] {
  const kept = messages.flatMap((message) =>
    message.entry && message.keepers.size > 0 && !message.gone ? [{ entry: message.entry, message }] : [],
  )
  return [...kept, ...notes.map((entry) => ({ entry }))]
    .filter(({ entry }) => !entry.hidden)
    .sort(({ entry: { place: a } }, { entry: { place: b } }) => a[0] - b[0] || a[1] - b[1])
}

/** What people hid and nobody deleted. */
export function hiddenEntries({ messages, notes }: Incident): Entry[] {
  const kept = messages.filter((one) => one.keepers.size > 0 && !one.gone).map((one) => one.entry)
  return [...kept, ...notes].filter((one) => one !== undefined).filter((one) => one.hidden)
}
