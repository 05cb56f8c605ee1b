import type { KnownBlock, SectionBlock } from '@slack/types'
import fc from 'fast-check'
import { closeAll, textOf } from '../../tale.ts'
import type { Person } from '../../workspace/slack/contract.ts'
import { type Entry, hiddenEntries, type Name, type Real, shownEntries } from '../model.ts'
import { drawn, nth, words } from './changes.ts'
import { Command, pick } from './command.ts'
import { open, personOf, settle } from './hands.ts'

/** Somebody corrects what an entry says, and when it was. */
export const correcting = fc.record({ nth, drawn, other: drawn, words, moves: fc.boolean() }).map(
  ({ nth, drawn, other, words, moves }) =>
    new Command(nth, (it, model) => {
      const [who, shown] = [pick(it.people, drawn), pick(shownEntries(it), other)]
      if (!who || !shown) return undefined
      const { entry } = shown
      const before = entry.text
      const text = `${words} ${model.made}`
      const minutes = -60 - model.made
      return {
        says: `${who} corrects "${before}" to "${text}"${moves ? ', an hour or so earlier' : ''}`,
        acts: (real, number) => correct(real, number, who, before, text, moves ? minutes : undefined),
        changes: () => {
          model.made++
          Object.assign(entry, { text, corrected: true })
          if (moves) entry.place = [minutes, 0]
        },
      }
    }),
)

export const hiding = fc.record({ nth, drawn, other: drawn }).map(
  ({ nth, drawn, other }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      const entry = pick(
        shownEntries(it).map((one) => one.entry),
        other,
      )
      if (!who || !entry) return undefined
      return turned(entry, `${who} hides "${entry.text}"`, true, (real, number) =>
        hide(real, number, who, entry.text),
      )
    }),
)

export const showing = fc.record({ nth, drawn, other: drawn }).map(
  ({ nth, drawn, other }) =>
    new Command(nth, (it) => {
      const [who, entry] = [pick(it.people, drawn), pick(hiddenEntries(it), other)]
      if (!who || !entry) return undefined
      return turned(entry, `${who} shows "${entry.text}" again`, false, (real, number) =>
        showAgain(real, number, who, entry.text),
      )
    }),
)

function turned(
  entry: Entry,
  says: string,
  hidden: boolean,
  acts: (real: Real, number: number) => Promise<void>,
) {
  const changes = () => {
    entry.hidden = hidden
  }
  return { says, acts, changes }
}

async function correct(
  real: Real,
  number: number,
  who: Name,
  before: string,
  text: string,
  minutes: number | undefined,
): Promise<void> {
  const person = await look(real, number, who, before)
  const entry = entryOf(person, before)
  await person.click('view', `timeline_entry:${entry}`, `correct:${entry}`)
  await real.stage.slack.until('the form', () => person.view?.values.text)
  await person.fill('text', text)
  if (minutes !== undefined) await person.fill('time', String(real.beganAt + minutes * 60))
  await person.submit()
  await real.stage.slack.until('the form is taken', () => !person.view?.values.text)
  await closeAll(person)
}

async function hide(real: Real, number: number, who: Name, text: string): Promise<void> {
  const person = await look(real, number, who, text)
  const entry = entryOf(person, text)
  await person.click('view', `timeline_entry:${entry}`, `hide:${entry}`)
  await real.stage.slack.until('it is hidden', () => !isShown(person, text))
  await closeAll(person)
}

async function showAgain(real: Real, number: number, who: Name, text: string): Promise<void> {
  const person = await look(real, number, who, '')
  await person.click('view', 'timeline_hidden')
  await real.stage.slack.until('the hidden ones', () => isShown(person, text))
  const entry = entryOf(person, text)
  await person.click('view', `timeline_entry:${entry}`, `show:${entry}`)
  await real.stage.slack.until('it is shown', () => !isShown(person, text))
  await closeAll(person)
}

// What was done before is on it first.
async function look(real: Real, number: number, who: Name, words: string): Promise<Person> {
  const person = personOf(real, who)
  await settle(real)
  await open(real, person, `timeline INC-${number} ${words}`)
  return person
}

function isShown(person: Person, text: string): boolean {
  return sectionsOf(person).some((one) => says(one, text))
}

function entryOf(person: Person, text: string): string {
  const found = sectionsOf(person).filter((one) => says(one, text))
  const id = found[0]?.block_id?.replace('entry_', '')
  if (found.length !== 1 || !id) throw new Error(`"${text}" is shown ${found.length} times`)
  return id
}

function says({ text }: SectionBlock, words: string): boolean {
  return text?.text.endsWith(`\n${words}`) ?? false
}

function sectionsOf(person: Person): SectionBlock[] {
  const view = person.view?.view
  if (!view || !('blocks' in view)) throw new Error(`nothing is shown: ${textOf(view)}`)
  return (view.blocks as KnownBlock[]).filter((one) => one.type === 'section')
}
