import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Option } from '../../db/configuration/questions.ts'
import type { Alike } from '../../db/incident/alike.ts'
import type { Visibility } from '../../db/schema/incidents.ts'
import { answerIn, choiceInput, type Submitted, wordsInput } from '../inputs.ts'
import { button, context, divider, incidentName, label, limits, moment, option, section } from '../kit.ts'
import { objectIn, wordOf } from '../metadata.ts'
import { clean, inert, oneLine, shorten } from '../text.ts'
import { optionInput, tagsInput } from './choices.ts'

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
      wordsInput({
        ...{ id: 'description', name: 'Description', optional: true, multiline: true },
        initial: prefill.description ?? '',
        placeholder: 'What people see, since when, what was tried',
      }),
      optionInput('type', options),
      optionInput('priority', options),
      optionInput('severity', options),
      choiceInput({ id: 'visibility', name: 'Who can see it', options: visibilities, initial: 'open' }),
      tagsInput([]),
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
  tags: string[]
  visibility: Visibility
  source: Source | null
}

/** Reads the form back: the values, or a sentence under each input that needs one. */
export function readReport(view: Submitted): { answers: Answers } | { errors: Record<string, string> } {
  const value = (block: string) => clean(answerIn(view, block)?.value ?? '')
  const chosen = (block: string) => answerIn(view, block)?.selected_option?.value ?? ''
  const title = oneLine(value('title'))
  if (title === '') return { errors: { title: 'Please give it a title; a few words are enough.' } }
  return {
    answers: {
      title,
      description: value('description'),
      type: chosen('type'),
      priority: chosen('priority'),
      severity: chosen('severity'),
      tags: (answerIn(view, 'tags')?.selected_options ?? []).map((one) => one.value),
      visibility: chosen('visibility') === 'restricted' ? 'restricted' : 'open',
      source: readSource(view.private_metadata),
    },
  }
}

export function readSource(metadata: string): Source | null {
  const { source = null } = metadata === '' ? {} : objectIn(metadata)
  if (typeof source !== 'object' || source === null) return null
  const { channel, ts }: { channel?: unknown; ts?: unknown } = source
  return { channel: wordOf(channel), ts: wordOf(ts) }
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

const visibilities = [
  option('Everyone in this workspace', 'open', 'A public channel; announced'),
  option('Only those who are in it', 'restricted', 'A private channel; announced nowhere'),
]

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
