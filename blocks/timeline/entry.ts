import type { KnownBlock } from '@slack/types'
import type { Entry, Line } from '../../db/timeline/list.ts'
import {
  actions,
  button,
  context,
  incidentName,
  link,
  type Message,
  type Mrkdwn,
  moment,
  option,
  section,
} from '../kit.ts'
import { idIn } from '../metadata.ts'
import { escaped, inMrkdwn } from './mrkdwn.ts'
import { type Part, person, quoted, said } from './parts.ts'
import { sentence } from './sentences.ts'

/** Of the menu of each entry, whose number follows. */
export const entryAction = /^timeline_entry:/
export const undoAction = 'undo_keep'
/** What of an entry a list shows, in characters; the whole is in the form that corrects it, and behind the link. */
const glance = 1500

/** A line of the timeline; people's entries stand out from what the app tells. */
export function lineBlock(line: Line, can: { correct: boolean; hide: boolean }): KnownBlock {
  if ('fact' in line) return context(`${moment(line.at)}  ${inMrkdwn(sentence(line.fact) ?? [], glance)}`)
  const { entry, at } = line
  const menu = choices(entry, can)
  return {
    ...section(`${moment(at)}  ${author(entry)}${marks(entry)}\n${body(entry)}`),
    block_id: `entry_${entry.id}`,
    ...(menu.length > 0
      ? { accessory: { type: 'overflow', action_id: `timeline_entry:${entry.id}`, options: menu } }
      : {}),
  }
}

/** What somebody chose to do with an entry. */
export type Choice = { act: 'correct' | 'hide' | 'show'; entry: number }

/** Reads it back. Throws an `Unreadable` where it is something else. */
export function readChoice(value: string): Choice {
  const [, act, entry] = /^(correct|hide|show):(\d+)$/.exec(value) ?? []
  // The pattern names each of them.
  return { entry: idIn(entry), act: act as Choice['act'] }
}

function choices({ id, hidden }: Entry, can: { correct: boolean; hide: boolean }) {
  if (hidden === 'deleted') return []
  return [
    ...(can.correct ? [option('Correct', `correct:${id}`)] : []),
    ...(can.hide ? [hidden ? option('Show again', `show:${id}`) : option('Hide', `hide:${id}`)] : []),
  ]
}

/** Who wrote it, and whether it is a message; a webhook has no mention. */
export function byline({ kind, author: by }: Pick<Entry, 'kind' | 'author'>): Part[] {
  return [/^[UW]/.test(by) ? person(by) : said('A bot'), said(kind === 'message' ? ' wrote' : ' noted')]
}

function author(entry: Entry): Mrkdwn {
  const mark = entry.kind === 'message' ? ':pushpin:' : ':pencil2:'
  return `${mark} ${inMrkdwn(byline(entry), glance)}`
}

function marks({ corrected, url }: Entry): Mrkdwn {
  const said = corrected ? ' (corrected)' : ''
  return url ? `${said}  ${link(url, 'message')}` : said
}

function body({ hidden, text }: Entry): Mrkdwn {
  return hidden === 'deleted' ? '_The message was deleted by its author._' : escaped(text, glance)
}

/** Told to the one who kept a message by its menu. */
export function keptMessage(
  incident: number,
  { entry, hidden }: { entry: number; hidden: boolean },
): Message {
  const name = incidentName(incident)
  const told = hidden
    ? `That message is hidden on the timeline of ${name}, so it is not shown there. Who may hide entries can show it again: \`/dispatch timeline\`, *Hidden entries*.`
    : `That message is on the timeline of ${name}. A :pushpin: on it does the same.`
  const undo = button('Undo', undoAction, String(entry))
  return { text: told, blocks: [section(told), actions('kept', [undo])] }
}

/** Told to the one who took it back. */
export function releasedMessage(gone: boolean): string {
  return gone
    ? 'The message is off the timeline again.'
    : 'You do not keep the message any more; somebody else does, so it stays on the timeline.'
}

/** Told to the one who added an event. */
export function addedMessage(incident: number, text: string, at: Date): Message {
  const told = `:pencil2: Added to the timeline of ${incidentName(incident)}: ${moment(at)}  ${inMrkdwn([quoted(text)], glance)}`
  const hint = context('`/dispatch timeline` shows it; there it can be corrected or hidden.')
  return { text: told, blocks: [section(told), hint] }
}
