import type { ModalView } from '@slack/types'
import type { Option } from '../../db/configuration/questions.ts'
import type { Card } from '../../db/incident/card.ts'
import type { Meanwhile } from '../../db/incident/overtaken.ts'
import type { Update } from '../../db/incident/update.ts'
import type { Status } from '../../db/schema/incidents.ts'
import { answerIn, choiceInput, type Submitted, wordsInput } from '../inputs.ts'
import { incidentName, label, limits, option } from '../kit.ts'
import { markOf } from '../mark.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { clean, oneLine } from '../text.ts'
import { status } from './brief.ts'
import { optionInput, tagsInput } from './choices.ts'
import { asksMinutes, nextUpdate, readNextUpdate, wrongMinutes } from './next-update.ts'
import { meanwhileBlocks } from './overtaken.ts'
import { type Seen, seenOf } from './seen.ts'

/** What the form is opened with. */
export interface UpdateForm {
  card: Card
  options: Option[]
  /** What was asked for already, in a command. */
  asked?: { status?: Status; severity?: string; priority?: string; note?: string }
  /** What it showed before, where it is shown once more. */
  seen?: Seen
  /** What it asks besides, because of what was chosen. */
  needs?: Need[]
  /** What others changed while it was open. */
  meanwhile?: Meanwhile[]
}
export type Need = 'resolution' | 'minutes'

export const updateCallback = 'update'

/** The update form: how the incident stands, each part to be changed, and what changed and why. */
export function updateView(form: UpdateForm): ModalView {
  const { card, asked = {}, needs = [], meanwhile = [] } = form
  const options = withNow(form.options, card)
  return {
    type: 'modal',
    callback_id: updateCallback,
    title: label(`Update ${incidentName(card.id)}`, limits.title),
    submit: label('Update'),
    close: label('Cancel'),
    private_metadata: metadata({ incident: card.id, ...(form.seen ?? seenOf(card)) }),
    blocks: [
      ...meanwhileBlocks(meanwhile),
      wordsInput({
        ...{ id: 'description', name: 'What it is now', optional: true, multiline: true },
        initial: clean(card.description),
      }),
      choiceInput({ id: 'status', name: 'Status', options: statuses, initial: asked.status ?? card.status }),
      ...(needs.includes('resolution') ? [resolutionInput(card.resolution, '', true)] : []),
      optionInput('severity', options, asked.severity ?? card.severity.key),
      optionInput('priority', options, asked.priority ?? card.priority.key),
      optionInput('type', options, card.type.key),
      wordsInput({ id: 'title', name: 'Title', initial: oneLine(card.title) }),
      tagsInput(card.tags),
      wordsInput({
        ...{ id: 'note', name: 'What changed, and why', optional: true, multiline: true },
        hint: 'Asked for when the status changes, and when it is less severe than it was.',
        initial: asked.note ?? '',
      }),
      ...nextUpdate(card, needs.includes('minutes')),
    ],
  }
}

/** How it was resolved; also in the form that closes. Optional where somebody may yet choose not to close it. */
export function resolutionInput(initial: string, asked = '', optional = false) {
  return wordsInput({
    ...{ id: 'resolution', name: 'How it was resolved', multiline: true, optional },
    initial: clean(asked === '' ? initial : asked),
    placeholder: 'What was wrong, and what mended it',
  })
}

export const statuses = (['active', 'stable', 'closed'] as const).map((key) => option(status[key], key))

// One that is configured no more still stands until somebody chooses another.
function withNow(all: Option[], { type, priority, severity }: Card): Option[] {
  const gone = [type, priority, severity].filter(
    (now) => !all.some((one) => one.kind === now.kind && one.key === now.key),
  )
  return [...gone, ...all]
}

export interface ReadUpdate {
  update: Update
  seen: Seen
  /** What it asks besides by now. */
  needs: Need[]
  /** Whether it has asked all that it needs. */
  whole: boolean
  /** A sentence under each input that needs one. */
  errors: Record<string, string> | undefined
}

/** Reads the form back: what differs from what it showed is wished. */
export function readUpdate(view: Submitted): ReadUpdate {
  const { incident, ...rest } = readMetadata(view.private_metadata)
  // `updateView` wrote it, in this shape.
  const seen = rest as Seen
  const wishes = wishesOf(view, seen)
  const asked = (['resolution', 'minutes'] as const).filter((one) => answerIn(view, one))
  const lacking: Need[] = [
    ...(wishes.status?.to === 'closed' ? (['resolution'] as const) : []),
    ...(asksMinutes(view) ? (['minutes'] as const) : []),
  ].filter((one) => !asked.includes(one))
  const note = clean(answerIn(view, 'note')?.value ?? '')
  return {
    update: { incident, wishes, note, nextUpdateMinutes: readNextUpdate(view) },
    seen,
    needs: [...asked, ...lacking],
    whole: lacking.length === 0,
    errors: wrongMinutes(view),
  }
}

function wishesOf(view: Submitted, seen: Seen): Update['wishes'] {
  const chosen = (['status', 'severity', 'priority', 'type'] as const).map((field) => {
    const to = answerIn(view, field)?.selected_option?.value ?? seen[field]
    return [field, to, to !== seen[field]] as const
  })
  const closes = answerIn(view, 'status')?.selected_option?.value === 'closed'
  const typed = (['title', 'description', 'resolution'] as const).map((field) => {
    // Whoever does not close it after all has not resolved it either.
    const value = field === 'resolution' && !closes ? undefined : answerIn(view, field)?.value
    const to = field === 'title' ? oneLine(value ?? '') : clean(value ?? '')
    return [field, to, value !== undefined && markOf(to) !== seen[`${field}Shown`]] as const
  })
  const tagged = answerIn(view, 'tags')
    ?.selected_options?.map((one) => one.value)
    .join(', ')
  const all = [
    ...chosen,
    ...typed,
    ['tags', tagged ?? '', tagged !== undefined && markOf(tagged) !== seen.tags] as const,
  ]
  return Object.fromEntries(
    all.flatMap(([field, to, differs]) => (differs ? [[field, { to, seen: seen[field] }]] : [])),
  )
}
