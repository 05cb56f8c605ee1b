import { incidentName, type Message, section } from './kit.ts'

/** Told to the reporter when the channel does not stand in time. */
export function channelLate(incident: number): Message {
  const name = incidentName(incident)
  const text = `${name} is recorded, but its channel is not open yet. Dispatch keeps trying and will invite you; nothing is lost. If it burns, start without it.`
  return { text, blocks: [section(`:warning: *${name}* ${text.slice(name.length + 1)}`)] }
}
