import type { ModalView } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import { answerIn, type Submitted, wordsInput } from '../inputs.ts'
import { context, incidentName, label, limits, words } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { clean } from '../text.ts'

export const declineCallback = 'decline'

/** What declining an incident asks for. */
export function declineView(card: Card): ModalView {
  return {
    type: 'modal',
    callback_id: declineCallback,
    title: label(`Decline ${incidentName(card.id)}`, limits.title),
    submit: label('Decline it'),
    close: label('Cancel'),
    private_metadata: metadata({ incident: card.id }),
    blocks: [words(card.title, 300), whyInput('Why it is a false alarm'), context(afterwards)],
  }
}

const afterwards = 'It is closed and counts in no figures. That can be taken back at any time.'

/** Why, in a sentence; also in the other forms that end an incident, or take that back. */
export function whyInput(name: string, initial = '') {
  return wordsInput({ id: 'why', name, multiline: true, initial })
}

/** Reads the form back. */
export function readWhy(view: Submitted): { incident: number; why: string } {
  const { incident } = readMetadata(view.private_metadata)
  return { incident, why: clean(answerIn(view, 'why')?.value ?? '') }
}
