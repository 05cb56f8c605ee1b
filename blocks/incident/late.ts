import type { Step } from '../../db/work/questions.ts'
import { actions, button, incidentName, type Message, section } from '../kit.ts'
import { reason } from '../trouble.ts'

/** Told to the reporter when the channel does not stand in time. */
export function channelLate(incident: number): Message {
  return told(
    incident,
    'is recorded, but its channel is not open yet. Dispatch keeps trying and will invite you. If it burns, start without it.',
  )
}

/** Told to the reporter when Slack refuses to open the channel. */
export function channelFailed(incident: number, step: Pick<Step, 'step' | 'error'>): Message {
  return withRetry(incident, step, 'is recorded, but its channel could not be opened.')
}

/** Told to those who decide when the channel that an incident is to go on in is refused, or late. */
export function successorFailed(incident: number, step: Pick<Step, 'step' | 'error' | 'state'>): Message {
  const what = step.state === 'failed' ? ': another one could not be opened.' : ' yet.'
  return withRetry(incident, step, `has no channel to go on in${what}`)
}

function withRetry(incident: number, { step, error }: Pick<Step, 'step' | 'error'>, what: string): Message {
  const { text, blocks } = told(incident, `${what} ${reason(error)}`)
  const retry = button('Retry channel', `retry_step:${step}`, String(step))
  return { text, blocks: [...blocks, actions('channel_failed', [retry])] }
}

function told(incident: number, what: string): Message {
  const name = incidentName(incident)
  return { text: `${name} ${what}`, blocks: [section(`:warning: *${name}* ${what}`)] }
}
