import type { ModalView } from '@slack/types'
import { channel, incidentName, label, limits, section } from '../kit.ts'

/** What the report form becomes: first that it is recorded, then where its channel is. */
export function recordedView(incident: number, channelId?: string): ModalView {
  const name = incidentName(incident)
  return {
    type: 'modal',
    callback_id: 'recorded',
    title: label(`${name} is recorded`, limits.title),
    close: label('Close'),
    blocks: [
      section(
        channelId
          ? `:white_check_mark: *${name}* is recorded, and its channel is ${channel(channelId)}.`
          : `:white_check_mark: *${name}* is recorded.\n:hourglass_flowing_sand: Its channel is being opened; you will be invited. You can close this.`,
      ),
    ],
  }
}

/** What the report form becomes after "It is this one". */
export function joinedView(incident: number, channelId: string | null): ModalView {
  return {
    type: 'modal',
    callback_id: 'joined',
    title: label(`You are in ${incidentName(incident)}`, limits.title),
    close: label('Close'),
    blocks: [section(`:wave: You are in *${incidentName(incident)}* now. ${where(channelId)}`)],
  }
}

/** The same, where there is no form. */
export function joinedText(incident: number, channelId: string | null): string {
  return `You are in ${incidentName(incident)}. ${where(channelId)}`
}

/** A refusal inside a modal, where there is no input to put it under. */
export function refusedView(sentence: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'refused',
    title: label('That is not possible'),
    close: label('Close'),
    blocks: [section(`:no_entry: ${sentence}`)],
  }
}

function where(channelId: string | null): string {
  return channelId ? `Its channel is ${channel(channelId)}.` : 'You will be invited to its channel.'
}
