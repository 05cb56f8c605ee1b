import { actions, button, channel, incidentName, type Message, section } from '../kit.ts'

/** Tells whoever leads an open incident that people made its channel private, and that the incident itself is not restricted by that. */
export function madePrivate(incident: number, room: string): Message {
  const name = incidentName(incident)
  const text = `${channel(room)}, the channel of ${name}, is private now.`
  return {
    text,
    blocks: [
      section(
        `:lock: ${text} The incident itself is still open to all: lists, announcements and the ticket show what it is. Restrict it too, if that is what is meant.`,
      ),
      actions('made_private', [button('Restrict …', 'open_restrict', String(incident))]),
    ],
  }
}
