import type { ModalView } from '@slack/types'
import type { Card } from '../../db/incident/card.ts'
import { incidentName, label, limits, section, words } from '../kit.ts'
import { metadata } from '../metadata.ts'
import { plainState } from './brief.ts'
import { whyInput } from './decline.ts'

export const restoreCallback = 'restore'

/** What taking back that an incident was declined or merged asks for. */
export function restoreView(card: Card): ModalView {
  return {
    type: 'modal',
    callback_id: restoreCallback,
    title: label(`Take back ${incidentName(card.id)}`, limits.title),
    submit: label('Take it back'),
    close: label('Cancel'),
    private_metadata: metadata({ incident: card.id }),
    blocks: [
      words(card.title, 300),
      section(`It is *${plainState(card)}* now. Taken back, it is open as it was before, and counts again.`),
      whyInput('Why it is taken back'),
    ],
  }
}
