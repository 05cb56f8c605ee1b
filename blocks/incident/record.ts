import type { ModalView } from '@slack/types'
import type { Option } from '../../db/configuration/questions.ts'
import type { Afterwards } from '../../db/incident/record.ts'
import { answerIn, choiceInput, input, momentIn, momentInput, type Submitted, wordsInput } from '../inputs.ts'
import { context, incidentName, label, limits, option, section } from '../kit.ts'
import { clean, oneLine } from '../text.ts'
import { optionInput } from './choices.ts'
import { names } from './times.ts'

export const recordCallback = 'record'

/** Asks for an incident that is over, with its times. */
export function recordView(options: Option[], { title, asker }: { title: string; asker: string }): ModalView {
  return {
    type: 'modal',
    callback_id: recordCallback,
    title: label('Write it down', limits.title),
    submit: label('Write it down'),
    close: label('Cancel'),
    blocks: [
      context('For an incident that is over. No channel is opened, and nobody is told or invited.'),
      wordsInput({ id: 'title', name: 'Title', initial: oneLine(title) }),
      wordsInput({ id: 'description', name: 'What it was', optional: true, multiline: true, initial: '' }),
      wordsInput({ id: 'resolution', name: 'How it was resolved', multiline: true, initial: '' }),
      momentInput({ id: 'detected', name: names.detected, optional: true, initial: null }),
      momentInput({ id: 'reported', name: names.reported, initial: null }),
      momentInput({ id: 'stable', name: names.stable, optional: true, initial: null }),
      momentInput({ id: 'closed', name: names.closed, initial: null }),
      commanderInput(asker),
      optionInput('type', options),
      optionInput('priority', options),
      optionInput('severity', options),
      choiceInput({ id: 'visibility', name: 'Who can see it', options: visibilities, initial: 'open' }),
    ],
  }
}

function commanderInput(initial: string) {
  const element = { type: 'users_select', action_id: 'commander', initial_user: initial } as const
  return input({ id: 'commander', name: 'Who led it' }, element)
}

const visibilities = [
  option('Everyone in this workspace', 'open'),
  option('Only who led it and I', 'restricted'),
]

/** Reads the form back: what was answered, or a sentence under each input that needs one. */
export function readRecord(view: Submitted): { past: Afterwards } | { errors: Record<string, string> } {
  const text = (id: string) => clean(answerIn(view, id)?.value ?? '')
  const key = (id: string) => answerIn(view, id)?.selected_option?.value ?? ''
  const [reported, closed] = [momentIn(view, 'reported'), momentIn(view, 'closed')]
  const commander = answerIn(view, 'commander')?.selected_user ?? ''
  if (!reported) return { errors: { reported: 'Please say when it was reported.' } }
  if (!closed) return { errors: { closed: 'Please say when it was closed.' } }
  if (commander === '') return { errors: { commander: 'Please say who led it.' } }
  return {
    past: {
      title: oneLine(text('title')),
      description: text('description'),
      resolution: text('resolution'),
      ...{ type: key('type'), priority: key('priority'), severity: key('severity') },
      visibility: key('visibility') === 'restricted' ? 'restricted' : 'open',
      ...{ commander, reported, closed },
      detected: momentIn(view, 'detected'),
      stable: momentIn(view, 'stable'),
    },
  }
}

/** What the form becomes. */
export function writtenDownView(incident: number): ModalView {
  const name = incidentName(incident)
  return {
    type: 'modal',
    callback_id: 'written_down',
    title: label(`${name} is recorded`, limits.title),
    close: label('Close'),
    blocks: [
      section(
        `:white_check_mark: *${name}* is written down. \`/dispatch list closed\` shows it, and \`/dispatch event ${name}\` with what happened adds to its timeline.`,
      ),
    ],
  }
}
