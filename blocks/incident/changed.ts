import type { KnownBlock } from '@slack/types'
import type { Option } from '../../db/configuration/questions.ts'
import type { Change, Fact, Field } from '../../db/facts.ts'
import type { Card } from '../../db/incident/card.ts'
import type { Status } from '../../db/schema/incidents.ts'
import { duration } from '../duration.ts'
import {
  actions,
  button,
  context,
  fields,
  incidentName,
  type Message,
  type Mrkdwn,
  moment,
  person,
  section,
  words,
} from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { named, status } from './brief.ts'

export interface Changed {
  card: Card
  fact: Fact<'incident.updated'>
  options: Option[]
}

/** What one submitted change is told as, in the incident's channel: old and new of all that it changed, and why. */
export function changedMessage(changed: Changed): Message {
  const { card, fact } = changed
  const closes = toOf(fact, 'status') === 'closed'
  const head = headOf(changed)
  return {
    text: `${incidentName(card.id)}: ${inert(head.plain)}`,
    blocks: [
      section(`${head.mark} ${by(fact)} ${head.said}`),
      ...(closes ? resolution(fact, card) : []),
      ...changesOf(changed),
      ...note(fact, 3000),
      ...(closes ? ending(card) : [context(promise(fact, card))]),
      ...(closes ? [actions('closed', [button('Reopen', 'open_reopen', String(card.id))])] : []),
    ],
  }
}

/** The same in the thread of an announcement, in brief. */
export function changedReply(changed: Changed): Message {
  const { card, fact } = changed
  const { mark, said, plain } = headOf(changed)
  return {
    text: `${incidentName(card.id)}: ${inert(plain)}`,
    blocks: [section(`${mark} ${by(fact)} ${said}`), ...changesOf(changed), ...note(fact, 1000)],
  }
}

interface Head {
  mark: string
  said: Mrkdwn
  plain: string
}

function headOf({ card, fact }: Changed): Head {
  const name = `*${incidentName(card.id)}*`
  const status = fact.data.changes.find((one) => one.field === 'status')
  if (status?.to === 'closed') return { mark: ':white_check_mark:', said: `closed ${name}`, plain: 'closed' }
  if (status?.from === 'closed')
    return { mark: ':repeat:', said: `reopened ${name}`, plain: withNote(fact, 'reopened') }
  if (fact.data.changes.length === 0)
    return { mark: ':speech_balloon:', said: 'told how it stands', plain: withNote(fact, 'update') }
  const list = fact.data.changes.map((one) => one.field).join(', ')
  return { mark: ':pencil2:', said: `changed ${name}`, plain: withNote(fact, `${list} changed`) }
}

function withNote(fact: Fact, plain: string): string {
  const said = oneLine(fact.words?.note ?? '')
  return said === '' ? plain : `${plain}: ${shorten(said, 300)}`
}

function by({ actor }: Fact): Mrkdwn {
  return actor.kind === 'person' ? person(actor.id) : 'Dispatch'
}

function toOf({ data }: Fact<'incident.updated'>, field: Field): string | null | undefined {
  return data.changes.find((one) => one.field === field)?.to
}

function changesOf({ fact, options }: Changed): KnownBlock[] {
  const closes = toOf(fact, 'status') === 'closed'
  const told = fact.data.changes.filter(({ field }) => !closes || field !== 'resolution')
  return told.length === 0 ? [] : [fields(told.map((one) => changeLine(one, fact, options)))]
}

function changeLine({ field, from, to }: Change, { words: told }: Fact, options: Option[]): Mrkdwn {
  const label = field === 'description' ? 'What it is now' : `${field[0]?.toUpperCase()}${field.slice(1)}`
  if (from !== null && to !== null)
    return `*${label}*\n${valueName(field, from, options)} → ${valueName(field, to, options)}`
  const before = worded(told?.[`${field}Before`])
  const after = worded(told?.[field])
  if (field === 'title' || field === 'tags') return `*${label}*\n${before} → ${after}`
  return `*${label}*\n${after}`
}

function valueName(field: Field, key: string, options: Option[]): Mrkdwn {
  if (field === 'status' && Object.hasOwn(status, key)) return status[key as Status]
  const option = options.find((one) => one.kind === field && one.key === key)
  return option ? named(option) : inert(key)
}

/** What a field of a message shows of people's words. */
const glance = 150

function worded(text: string | undefined): Mrkdwn {
  const line = oneLine(text ?? '')
  return line === '' ? '_none_' : inert(shorten(line, glance))
}

function note({ words: told }: Fact, max: number): KnownBlock[] {
  return told?.note ? [words(told.note, max)] : []
}

function resolution({ words: told }: Fact, card: Card): KnownBlock[] {
  const said = told?.resolution ?? card.resolution
  return said === '' ? [] : [words(said, 3000)]
}

function ending(card: Card): KnownBlock[] {
  const { detectedAt, reportedAt, stableAt, closedAt, archiveAt } = card
  if (!closedAt) return []
  const times = [
    ...(detectedAt ? [`detected ${moment(detectedAt)}`] : []),
    `reported ${moment(reportedAt)}`,
    ...(stableAt ? [`stable ${moment(stableAt)}`] : []),
    `closed ${moment(closedAt)}`,
  ]
  const lasted = `It lasted *${duration(detectedAt ?? reportedAt, closedAt)}*:`
  const archived = archiveAt ? ` This channel is archived ${moment(archiveAt)}, unless it is reopened.` : ''
  return [context(`${lasted} ${times.join(' · ')}.${archived}`)]
}

function promise({ data, happenedAt }: Fact<'incident.updated'>, card: Card): Mrkdwn {
  const at = data.nextUpdateMinutes === null ? card.nextUpdateAt : later(happenedAt, data.nextUpdateMinutes)
  return at ? `Next update ${moment(at)}` : 'No next update is promised'
}

function later(from: Date, minutes: number): Date {
  return new Date(from.getTime() + minutes * 60_000)
}
