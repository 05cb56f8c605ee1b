import type { ModalView } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import type { Target } from '../../db/incident/targets.ts'
import { answerIn, choiceInput, type Submitted } from '../inputs.ts'
import { context, incidentName, label, limits, option, words } from '../kit.ts'
import { idIn, metadata } from '../metadata.ts'
import { clean, oneLine, shorten } from '../text.ts'
import { readWhy, whyInput } from './decline.ts'

export const mergeCallback = 'merge'

/** What the form is opened with. */
export interface MergeForm {
  card: Card
  /** At least one. */
  targets: Target[]
  /** The one that was named already. */
  into: number | null
}

/** Asks which incident this one is merged into, and why. */
export function mergeView({ card, targets, into }: MergeForm): ModalView {
  return {
    type: 'modal',
    callback_id: mergeCallback,
    title: label(`Merge ${incidentName(card.id)}`, limits.title),
    submit: label('Merge it'),
    close: label('Cancel'),
    private_metadata: metadata({ incident: card.id }),
    blocks: [
      words(card.title, 300),
      choiceInput({
        ...{ id: 'into', name: 'Into which incident', initial: String(into ?? '') },
        options: targets.map(({ id, title }) =>
          option(shorten(`${incidentName(id)} ${clean(oneLine(title))}`, limits.option), String(id)),
        ),
        hint: `One that is not listed: /dispatch merge ${incidentName(card.id)} with its number.`,
      }),
      whyInput('Why they are the same'),
      context(afterwards),
    ],
  }
}

const afterwards =
  'It is closed and counts in no figures; its people are brought into the other one, unless only that one is restricted. It can be taken back at any time.'

/** Reads the form back. */
export function readMerge(view: Submitted): { incident: number; into: number; why: string } {
  return { ...readWhy(view), into: idIn(answerIn(view, 'into')?.selected_option?.value) }
}
