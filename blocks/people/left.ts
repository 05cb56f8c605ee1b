import { actions, button, incidentName, type Message, section } from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'

export const stayAction = 'stay_in_role'
export const handOverAction = 'hand_over'

export interface Held {
  role: string
  name: string
}

/** Told to whoever leaves the channel of an open incident while they hold a role in it, the foremost first. */
export function leftInRole(incident: number, held: [Held, ...Held[]]): Message {
  const name = incidentName(incident)
  const roles = held.map((one) => inert(nameOf(one))).join(' and ')
  const said = `You left the channel of ${name}, and are its ${roles}.`
  const [first] = held
  const value = JSON.stringify({ incident, role: first.role })
  return {
    text: said,
    blocks: [
      section(
        `:wave: ${said} Please hand over first: until somebody else has the role, you are invited back.`,
      ),
      actions('left_in_role', [
        button(`Hand over ${nameOf(first)}`, handOverAction, value, { style: 'primary' }),
        button('Stay', stayAction, String(incident)),
      ]),
    ],
  }
}

/** What the question becomes for who stays. */
export function staying(incident: number): Message {
  const text = `You stay in ${incidentName(incident)}; the invitation to its channel is there.`
  return { text, blocks: [section(text)] }
}

function nameOf({ name }: Held): string {
  return shorten(oneLine(name), 60)
}
