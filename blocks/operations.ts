import type { StepLabel, StepState } from '../db/schema/steps.ts'
import { mendButtons } from './incident/progress.ts'
import { actions, button, incidentName, type Message, section } from './kit.ts'
import { partNames, reason } from './trouble.ts'

export interface DeadLetter {
  step: number
  reaction: string
  label: StepLabel | null
  incident: number | null
  error: string | null
  state: StepState
  late: boolean
  skippable: boolean
}

/** What the operations channel is told of a step that failed or is late, and how it ended. */
export function deadLetter(letter: DeadLetter): Message {
  const part = letter.label ? partNames[letter.label] : letter.reaction
  const whose = letter.incident === null ? '' : ` of ${incidentName(letter.incident)}`
  const { mark, word } = ends[letter.state] ?? underWay(letter)
  const head = `${part}${whose} ${word}.`
  const open = ends[letter.state] === undefined
  return {
    text: `${head} ${open ? reason(letter.error) : ''}`.trim(),
    blocks: [
      section(`${mark} *${head}*${open ? ` ${reason(letter.error)}` : ''}`),
      ...(open ? [actions('dead_letter', buttons(letter))] : []),
    ],
  }
}

const ends: Partial<Record<StepState, { mark: string; word: string }>> = {
  done: { mark: ':white_check_mark:', word: 'is done now' },
  skipped: { mark: ':fast_forward:', word: 'was skipped' },
}

function underWay({ state, late }: DeadLetter): { mark: string; word: string } {
  if (state === 'failed') return { mark: ':x:', word: 'failed' }
  return late
    ? { mark: ':warning:', word: 'is late' }
    : { mark: ':hourglass_flowing_sand:', word: 'is being tried again' }
}

function buttons(letter: DeadLetter) {
  if (letter.label) return mendButtons({ ...letter, label: letter.label })
  return [button('Retry', `retry_step:${letter.step}`, String(letter.step))]
}
