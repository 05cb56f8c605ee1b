import type { Step } from '../db/work/questions.ts'
import { actions, button, incidentName, type Message, section } from './kit.ts'
import { reason } from './trouble.ts'

/** Told to the reporter when the channel does not stand in time. */
export function channelLate(incident: number): Message {
  return told(
    incident,
    'is recorded, but its channel is not open yet. Dispatch keeps trying and will invite you. If it burns, start without it.',
  )
}

/** Told to the reporter when Slack refuses to open the channel. */
export function channelFailed(incident: number, step: Pick<Step, 'step' | 'error'>): Message {
  const { text, blocks } = told(
    incident,
    `is recorded, but its channel could not be opened. ${reason(step.error)}`,
  )
  const retry = button('Retry channel', `retry_step:${step.step}`, String(step.step))
  return { text, blocks: [...blocks, actions('channel_failed', [retry])] }
}

function told(incident: number, what: string): Message {
  const name = incidentName(incident)
  return { text: `${name} ${what}`, blocks: [section(`:warning: *${name}* ${what}`)] }
}
