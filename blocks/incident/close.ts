import type { KnownBlock, ModalView } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import type { Meanwhile } from '../../db/incident/overtaken.ts'
import type { Update } from '../../db/incident/update.ts'
import { answerIn, choiceInput, type Submitted, wordsInput } from '../inputs.ts'
import { channel, context, fields, incidentName, label, limits, link, moment, section } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { clean, shorten } from '../text.ts'
import { meanwhileBlocks } from './overtaken.ts'
import { type Seen, seenOf } from './seen.ts'
import { resolutionInput, statuses } from './update.ts'

export interface CloseForm {
  card: Card
  /** Until its channel is archived. */
  archiveAfterDays: number
  /** The resolution as far as it was said already. */
  resolution?: string
  seen?: Seen
  meanwhile?: Meanwhile[]
}

export const closeCallback = 'close'
export const reopenCallback = 'reopen'

/** What closing an incident asks for, beside what is missing, its times and its ticket. */
export function closeView({
  card,
  archiveAfterDays,
  resolution,
  seen,
  meanwhile = [],
}: CloseForm): ModalView {
  const missing = missingIn(card)
  return {
    type: 'modal',
    callback_id: closeCallback,
    title: label(`Close ${incidentName(card.id)}`, limits.title),
    submit: label(missing.length > 0 ? 'Close anyway' : 'Close it'),
    close: label('Cancel'),
    private_metadata: metadata({ incident: card.id, ...(seen ?? seenOf(card)) }),
    blocks: [
      ...meanwhileBlocks(meanwhile),
      ...(missing.length > 0 ? [section(`:warning: Missing: ${missing.join(', ')}`)] : []),
      resolutionInput(card.resolution, resolution),
      times(card),
      context(afterwards(card, archiveAfterDays)),
    ],
  }
}

// What a reader of it will look for later.
function missingIn(card: Card): string[] {
  return [
    ...(card.description.trim() === '' ? ['what it is, in a few words (the summary)'] : []),
    ...(card.severity.undetermined ? ['its severity'] : []),
    ...(card.commanderId === null ? ['a commander'] : []),
  ]
}

function times(card: Card): KnownBlock {
  const at = (when: Date | null) => (when ? moment(when) : '_not recorded_')
  return fields([
    `*Detected*\n${at(card.detectedAt)}`,
    `*Reported*\n${at(card.reportedAt)}`,
    `*Stable*\n${at(card.stableAt)}`,
    `*Ticket*\n${ticketOf(card) ?? '_none_'}`,
  ])
}

function afterwards(card: Card, days: number): string {
  const place = channelOf(card)
  const when = days === 1 ? 'a day' : `${days} days`
  if (!place || place.lost) return 'It can be reopened at any time.'
  return `Its channel ${channel(place.externalId)} is archived ${when} later, unless it is reopened.`
}

/** Reads the form back: closed, with the resolution that stands in it. */
export function readClose(view: Submitted): { update: Update; seen: Seen } {
  const { incident, ...rest } = readMetadata(view.private_metadata)
  // `closeView` wrote it, in this shape.
  const seen = rest as Seen
  const to = clean(answerIn(view, 'resolution')?.value ?? '')
  const wishes = { status: { to: 'closed', seen: seen.status }, resolution: { to, seen: seen.resolution } }
  return { update: { incident, wishes, note: '' }, seen }
}

/** What reopening an incident asks for. */
export function reopenView(card: Card): ModalView {
  return {
    type: 'modal',
    callback_id: reopenCallback,
    title: label(`Reopen ${incidentName(card.id)}`, limits.title),
    submit: label('Reopen'),
    close: label('Cancel'),
    private_metadata: metadata({ incident: card.id, status: card.status }),
    blocks: [
      wordsInput({ id: 'note', name: 'Why it is open again', multiline: true, initial: '' }),
      choiceInput({
        ...{ id: 'status', name: 'Status', initial: 'active' },
        options: statuses.filter((one) => one.value !== 'closed'),
      }),
      context(whereItGoesOn(card)),
    ],
  }
}

function whereItGoesOn(card: Card): string {
  const place = channelOf(card)
  if (!place) return 'It has no channel.'
  if (!place.lost) return `It goes on in its channel, ${channel(place.externalId)}.`
  if (place.lost === 'deleted') return 'Its channel was deleted; it goes on in a new one.'
  if (place.lost === 'removed')
    return `Dispatch was taken out of its channel ${channel(place.externalId)}; \`/invite @Dispatch\` in there brings it back.`
  const former = place.url ? link(place.url, `#${shorten(place.name, 80)}`) : channel(place.externalId)
  return `Its channel ${former} is archived, and apps cannot unarchive. To go on there, unarchive it in Slack first; otherwise a new channel that links to it is opened.`
}

/** Reads the form back: open again, and why. */
export function readReopen(view: Submitted): { update: Update } {
  const { incident, status } = readMetadata(view.private_metadata)
  const to = answerIn(view, 'status')?.selected_option?.value ?? 'active'
  const note = clean(answerIn(view, 'note')?.value ?? '')
  return { update: { incident, wishes: { status: { to, seen: String(status) } }, note } }
}

function channelOf(card: Card) {
  return card.resources.find((one) => one.kind === 'channel')
}

function ticketOf(card: Card): string | undefined {
  const ticket = card.resources.find((one) => one.kind === 'ticket')
  return ticket?.url ? link(ticket.url, ticket.name) : undefined
}
