import type { InputBlock, KnownBlock, ModalView, StaticSelect } from '@slack/types'
import type { Option } from '../db/configuration/questions.ts'
import type { Alike } from '../db/incident/alike.ts'
import type { OptionKind } from '../db/schema/configuration.ts'
import { button, context, divider, incidentName, label, limits, moment, option, section } from './kit.ts'
import { clean, inert, oneLine, shorten } from './text.ts'

/** What the form is opened with. */
export interface Prefill {
  title?: string
  description?: string
  /** The message that it is reported from. */
  source?: Source
}

export interface Source {
  channel: string
  ts: string
}

export const reportCallback = 'report'
export const titleAction = 'title'
export const itIsThisOneAction = 'it_is_this_one'

/** The report form: only the title is required, and every choice has its default. */
export function reportView(options: Option[], prefill: Prefill, alike: Alike[]): ModalView {
  return {
    type: 'modal',
    callback_id: reportCallback,
    title: label('Report an incident'),
    submit: label('Report'),
    close: label('Cancel'),
    private_metadata: JSON.stringify({ source: prefill.source ?? null }),
    blocks: [
      titleInput(prefill.title ?? ''),
      descriptionInput(prefill.description ?? ''),
      select('type', 'Type', options),
      select('priority', 'Priority', options),
      select('severity', 'Severity', options),
      ...openNow(alike),
    ],
  }
}

/** What was answered, as it stands in the form; `errors` by block where something cannot be taken. */
export interface Answers {
  title: string
  description: string
  type: string
  priority: string
  severity: string
  source: Source | null
}

/** Reads the form back: the values, or a sentence under each input that needs one. */
export function readReport(view: SubmittedView): { answers: Answers } | { errors: Record<string, string> } {
  const value = (block: string) => clean(view.state.values[block]?.[block]?.value ?? '')
  const chosen = (block: string) => view.state.values[block]?.[block]?.selected_option?.value ?? ''
  const title = oneLine(value('title'))
  if (title === '') return { errors: { title: 'Please give it a title; a few words are enough.' } }
  return {
    answers: {
      title,
      description: value('description'),
      type: chosen('type'),
      priority: chosen('priority'),
      severity: chosen('severity'),
      source: readSource(view.private_metadata),
    },
  }
}

/** The part of a submitted view that a reader needs. */
export interface SubmittedView {
  private_metadata: string
  state: {
    values: Record<
      string,
      Record<string, { value?: string | null; selected_option?: { value: string } | null }>
    >
  }
}

export function readSource(metadata: string): Source | null {
  const read: unknown = metadata === '' ? null : JSON.parse(metadata)
  if (typeof read !== 'object' || read === null || !('source' in read)) return null
  // Slack hands private_metadata back as this file wrote it.
  return read.source as Source | null
}

/** The names of the inputs by the names of the fields that a refusal may be about. */
export function inputOf(field: string | undefined): string {
  return field && ['title', 'description', 'type', 'priority', 'severity'].includes(field) ? field : 'title'
}

function titleInput(initial: string): InputBlock {
  const shown = shorten(oneLine(initial), limits.input)
  return {
    type: 'input',
    block_id: 'title',
    dispatch_action: true,
    label: label('Title'),
    element: {
      type: 'plain_text_input',
      action_id: titleAction,
      max_length: limits.input,
      focus_on_load: true,
      placeholder: label('What is wrong, in a few words'),
      dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      ...(shown === '' ? {} : { initial_value: shown }),
    },
  }
}

function descriptionInput(initial: string): InputBlock {
  const shown = shorten(clean(initial), limits.input)
  return {
    type: 'input',
    block_id: 'description',
    optional: true,
    label: label('Description'),
    element: {
      type: 'plain_text_input',
      action_id: 'description',
      multiline: true,
      max_length: limits.input,
      placeholder: label('What people see, since when, what was tried'),
      ...(shown === '' ? {} : { initial_value: shown }),
    },
  }
}

function select(kind: OptionKind, name: string, all: Option[]): InputBlock {
  const offered = all.filter((one) => one.kind === kind)
  const options = offered.map((one) =>
    option(`${one.mark} ${oneLine(one.name)}`.trim(), one.key, one.meaning),
  )
  const initial = options[offered.findIndex((one) => one.isDefault)]
  const element: StaticSelect = { type: 'static_select', action_id: kind, options }
  return {
    type: 'input',
    block_id: kind,
    label: label(name),
    element: initial ? { ...element, initial_option: initial } : element,
  }
}

function openNow(alike: Alike[]): KnownBlock[] {
  if (alike.length === 0) return []
  return [
    divider(),
    context('*Open now, and alike.* Is it one of these? Then join it, and nothing new is reported.'),
    ...alike.map((one) => ({
      ...section(
        `*${incidentName(one.id)}* ${inert(shorten(oneLine(one.title), 200))}\nReported ${moment(one.reportedAt)}`,
        button('It is this one', itIsThisOneAction, String(one.id)),
      ),
      block_id: `alike_${one.id}`,
    })),
  ]
}

/** The words of a message, and where it stands, for the form's description; a long one says where the rest is. */
export function describeMessage(text: string, url: string): string {
  const tail = `\n\n${url}`
  return `${shorten(clean(text), limits.input - tail.length)}${tail}`
}
