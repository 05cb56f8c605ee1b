import type { KnownBlock } from '@slack/types'
import { closeAll, textOf } from '../tale.ts'
import { open, personOf } from './commands/hands.ts'
import { hiddenEntries, type Incident, type Real, shownEntries } from './model.ts'

/** A line of the timeline as it is shown: an entry, or what the app tells. */
interface Line {
  seconds: number
  says: string
  isEntry: boolean
}

/** What nobody in the model does, and the timeline tells all the same. */
const ownDoings =
  /^(<@\w+> joined|<@\w+> left|<@\w+> was invited again|Invited |The channel .* was opened|The channel was not open|Announced in |The .* was opened$|The people’s )/

/** All in which the timeline, as `/dispatch timeline` shows it, differs from the model. */
export async function ofTimeline(real: Real, incident: Incident, number: number): Promise<string[]> {
  const lines = await read(real, number)
  const told = lines.filter((one) => !one.isEntry).map((one) => one.says)
  const entries = lines.filter((one) => one.isEntry)
  const wanted = entriesOf(real, incident)
  const backwards = lines.find((one, i) => one.seconds < (lines[i - 1]?.seconds ?? 0))
  return [
    ...apart(
      'deeds',
      told.filter((one) => !ownDoings.test(one)),
      incident.deeds.map((deed) => named(real, deed)),
    ),
    ...apart(
      'entries',
      entries.map((one) => one.says),
      wanted.map((one) => one.says),
    ),
    ...wanted.flatMap(({ seconds, says }, i) => {
      const shown = entries[i]?.seconds
      return seconds === undefined || shown === undefined || shown === seconds
        ? []
        : [`the timeline shows "${says}" at ${shown}, not ${seconds}`]
    }),
    ...(backwards ? [`the timeline shows "${backwards.says}" out of order`] : []),
    ...(await ofHidden(real, incident, number)),
  ]
}

function entriesOf(real: Real, incident: Incident): { says: string; seconds: number | undefined }[] {
  return shownEntries(incident).map(({ entry: { by, text, corrected, place }, message }) => {
    const ts = message && real.messages.get(message.mark)
    const moved = place[0] < 0 ? real.beganAt + place[0] * 60 : undefined
    const link = ts ? `p${ts.replace('.', '')}` : ''
    const wrote = `{${by}} ${message ? 'wrote' : 'noted'}${corrected ? ' (corrected)' : ''}`
    return {
      says: named(real, `${wrote} ${link}: ${text}`),
      seconds: moved ?? (ts ? Math.floor(Number(ts)) : undefined),
    }
  })
}

async function ofHidden(real: Real, incident: Incident, number: number): Promise<string[]> {
  const wanted = hiddenEntries(incident).map((one) => one.text)
  // Who is not in it sees no hidden ones.
  const [viewer] = incident.people
  if (wanted.length === 0 || !viewer) return []
  const person = personOf(real, viewer)
  await open(real, person, `timeline INC-${number}`)
  const before = textOf(person.view?.view)
  await person.click('view', 'timeline_hidden')
  await real.stage.slack.until('the hidden entries', () => textOf(person.view?.view) !== before)
  const shown = linesIn(blocksOf(person.view?.view)).map((one) => one.says)
  await closeAll(person)
  const others = shown.filter((one) => !one.endsWith('_The message was deleted by its author._'))
  const missing = wanted.filter((text) => !others.some((one) => one.endsWith(`: ${text}`)))
  return [
    ...missing.map((text) => `the hidden entries lack "${text}"`),
    ...(others.length > wanted.length ? [`${others.length} entries are hidden, not ${wanted.length}`] : []),
  ]
}

// Every page of it, the oldest line first.
async function read(real: Real, number: number): Promise<Line[]> {
  const person = personOf(real, 'ana')
  await open(real, person, `timeline INC-${number}`)
  const lines: Line[] = []
  for (;;) {
    const page = textOf(person.view?.view)
    lines.push(...linesIn(blocksOf(person.view?.view)))
    if (!page.includes('"timeline_after"')) break
    await person.click('view', 'timeline_after')
    await real.stage.slack.until('the next page', () => textOf(person.view?.view) !== page)
  }
  await closeAll(person)
  return lines.reverse()
}

function blocksOf(view: object | undefined): KnownBlock[] {
  // A modal of the app has blocks.
  return view && 'blocks' in view ? (view.blocks as KnownBlock[]) : []
}

function linesIn(blocks: KnownBlock[]): Line[] {
  return blocks.flatMap((block) => {
    const text = block.type === 'section' ? block.text?.text : contextOf(block)
    const [, seconds, says] = /^<!date\^(\d+)\^[^>]*> {2}([\s\S]*)$/.exec(text ?? '') ?? []
    if (seconds === undefined || says === undefined) return []
    const isEntry = block.type === 'section'
    return [{ seconds: Number(seconds), says: isEntry ? plainly(says) : says, isEntry }]
  })
}

function contextOf(block: KnownBlock): string | undefined {
  const first = block.type === 'context' ? block.elements[0] : undefined
  return first && 'text' in first ? first.text : undefined
}

// ":pushpin: <@U1> wrote (corrected)  <https://…/p1?…|message>\nwords" → "<@U1> wrote (corrected) p1: words"
function plainly(says: string): string {
  const [, who, link = '', words] = /^:\w+: (.*?)(?: {2}<(.*?)\|message>)?\n([\s\S]*)$/.exec(says) ?? []
  return `${who} ${/\/(p\d+)(?:\?|$)/.exec(link)?.[1] ?? ''}: ${words}`
}

function apart(what: string, shown: string[], wanted: string[]): string[] {
  if (shown.length === wanted.length && shown.every((one, i) => one === wanted[i])) return []
  const count = (list: string[], one: string) => list.filter((other) => other === one).length
  const lacking = wanted.filter((one) => count(shown, one) < count(wanted, one))
  const added = shown.filter((one) => count(shown, one) > count(wanted, one))
  if (lacking.length + added.length === 0) return [`the timeline has its ${what} in another order`]
  return [
    ...lacking.map((one) => `the timeline lacks "${one}"`),
    ...added.map((one) => `the timeline has "${one}" besides`),
  ]
}

function named({ stage }: Real, text: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => `<@${stage.slack.person(name).id}>`)
}
