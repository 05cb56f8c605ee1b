import type { InputBlock, ModalView } from '@slack/types'
import type { EntryText } from '../../db/timeline/questions.ts'
import { incidentName, label, limits } from '../kit.ts'
import { idOf, metadata, readMetadata } from '../metadata.ts'
import { clean, shorten } from '../text.ts'
import { type Shown, searchedBlock, shownMetadata } from './shown.ts'

export const addCallback = 'add_entry'
export const correctCallback = 'correct_entry'

/** The form that adds an event by hand. */
export function addView(incident: number, text: string, now: Date): ModalView {
  return {
    type: 'modal',
    callback_id: addCallback,
    title: label(`Add to ${incidentName(incident)}`, limits.title),
    submit: label('Add'),
    close: label('Cancel'),
    private_metadata: metadata({ incident }),
    blocks: [textInput(text), timeInput(now)],
  }
}

/** The form that corrects an entry of the timeline that is shown beneath it. */
export function correctView({ entry, version, text, at }: EntryText, shown: Shown): ModalView {
  return {
    type: 'modal',
    callback_id: correctCallback,
    title: label('Correct an entry'),
    submit: label('Correct'),
    close: label('Cancel'),
    private_metadata: shownMetadata(shown, { entry, version }),
    blocks: [...searchedBlock(shown.words), textInput(text), timeInput(at)],
  }
}

export interface Answers {
  incident: number
  text: string
  at: Date | null
}

/** The part of a submitted view that the reader needs. */
export interface SubmittedForm {
  private_metadata: string
  state: {
    values: Record<string, Record<string, { value?: string | null; selected_date_time?: number | null }>>
  }
}

/** Reads either form back. */
export function readEntry(view: SubmittedForm): Answers {
  const { values } = view.state
  const seconds = values.time?.time?.selected_date_time
  return {
    incident: readMetadata(view.private_metadata).incident,
    text: clean(values.text?.text?.value ?? ''),
    at: typeof seconds === 'number' ? new Date(seconds * 1000) : null,
  }
}

/** Which entry a correction is of, and how often that had been changed. */
export function readCorrected(view: SubmittedForm): { entry: number; version: number } {
  const { entry, version } = readMetadata(view.private_metadata)
  return { entry: idOf(entry), version: idOf(version) }
}

/** What was not changed in the form stays whole, though the form shows no more than its input takes. */
export function corrected(answered: string, before: string): string {
  return answered === clean(shorten(before, limits.input)) ? before : answered
}

function textInput(text: string): InputBlock {
  const shown = shorten(clean(text), limits.input)
  return {
    type: 'input',
    block_id: 'text',
    label: label('What happened'),
    element: {
      type: 'plain_text_input',
      action_id: 'text',
      multiline: true,
      max_length: limits.input,
      focus_on_load: true,
      ...(shown === '' ? {} : { initial_value: shown }),
    },
  }
}

function timeInput(at: Date): InputBlock {
  return {
    type: 'input',
    block_id: 'time',
    label: label('When, in your own time'),
    element: {
      type: 'datetimepicker',
      action_id: 'time',
      initial_date_time: Math.floor(at.getTime() / 1000),
    },
  }
}
