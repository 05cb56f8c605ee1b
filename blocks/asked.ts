import type { KnownBlock, SectionBlock } from '@slack/types'
import type { Among, OfferedIncident } from '../db/incident/open.ts'
import { actions, button, incidentName, type Message, messageBudget, moment, section } from './kit.ts'
import { readValue, wordOf } from './metadata.ts'
import { clean, inert, lengthOf, oneLine, shorten } from './text.ts'
import { escaped } from './timeline/mrkdwn.ts'

export const pickAction = 'pick_incident'
/** Slack's limit for the value of a button. */
const longestValue = 2000

/**
 * Typed where there is no telling which incident is meant: those it can be, each with a button that goes on with the
 * whole line, as far as there is room for it; and the words as the title of a report, if there are any.
 */
export function pick(
  line: string,
  title: string,
  offered: OfferedIncident[],
  among: Among = 'open',
): Message {
  const report = title === '' ? [] : [reportInstead(title)]
  const choices = choicesOf(line, offered, messageBudget - sizeOf(report))
  const text =
    offered.length === 0
      ? `There is no ${kinds[among]} incident that you can see.`
      : `Which incident do you mean? ${howToSay(line, choices)}`
  return { text, blocks: [section(text), ...choices, ...report] }
}

const kinds: Record<Among, string> = { open: 'open', closed: 'closed', aside: 'declined or merged' }

function howToSay(line: string, choices: SectionBlock[]): string {
  const pressed = choices.filter((one) => one.accessory).length
  if (pressed === choices.length) return 'Type it in the channel of the incident, or press one.'
  const [word = ''] = /^\S*/.exec(line) ?? []
  const again = `with its number: \`/dispatch ${inert(shorten(oneLine(word), 40))} INC-7 …\``
  if (pressed > 0) return `Press one, or type it again ${again}.`
  return `These are too many words for a button. Please type it again ${again}.`
}

/** What a button takes besides its value, and what stands above the choices, in characters at most. */
const [buttonItself, heading] = [100, 300]

function choicesOf(line: string, offered: OfferedIncident[], room: number): SectionBlock[] {
  const plain = offered.map(choice)
  let left = room - heading - sizeOf(plain)
  return plain.map((block, nth) => {
    const value = JSON.stringify({ incident: offered[nth]?.id, line })
    left -= lengthOf(value) + buttonItself
    if (left < 0 || lengthOf(value) > longestValue) return block
    return { ...block, accessory: button('This one', pickAction, value) }
  })
}

function choice({ id, title, mark, reportedAt }: OfferedIncident): SectionBlock {
  const head = `${mark} *${incidentName(id)}* ${escaped(oneLine(title), 200)}`
  return { ...section(`${head}\nReported ${moment(reportedAt)}`), block_id: `pick_${id}` }
}

// Its names and signs count as well, so it is no less than what Slack counts.
function sizeOf(blocks: KnownBlock[]): number {
  return lengthOf(JSON.stringify(blocks))
}

/** What the button of `pick` carries. */
export function readPick(value: string): { incident: number; line: string } {
  const { incident, line } = readValue(value)
  return { incident, line: wordOf(line) }
}

/** Why the words after a word of ours cannot be read, with a way to report them as they are. */
export function misread(sentence: string, title: string): Message {
  return { text: sentence, blocks: [section(sentence), reportInstead(title)] }
}

function reportInstead(title: string) {
  const value = shorten(clean(title), longestValue)
  return actions('report_instead', [button('Report it as an incident', 'open_report', value)])
}
