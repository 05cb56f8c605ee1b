import type { Change, Field } from '../facts.ts'
import { resumeRoles } from '../people/resume.ts'
import { engageByRules } from '../people/rules.ts'
import { Refusal } from '../refusal.ts'
import { verb, type Work } from '../verb.ts'
import { setTimer } from '../work/timers.ts'
import { changeFields, type Kept } from './change.ts'
import { refuseChange } from './overtaken.ts'

/** One field as it should be, and as the person saw it: its key, or the mark of its words; without it, whatever stood there. */
export interface Wish {
  to: string
  seen?: string
}

export interface Update {
  incident: number
  /** Tags as one text, with commas between. */
  wishes: Partial<Record<Field, Wish>>
  /** What changed and why, in the person's words; may be empty where nothing asks why. */
  note: string
  /** In how many minutes the next one is promised; null is none, left out is as promised before. */
  nextUpdateMinutes?: number | null | undefined
}

/**
 * Changes an incident, all that one person submitted at once, or tells how it stands where nothing changes but there is
 * a note. Throws an Overtaken where somebody else changed one of the fields since the person saw it, and a Refusal
 * for an unknown choice, for a reason or resolution that is missing, and where there is nothing to do.
 */
export const updateIncident = verb('incident.update', async (work, asked: Update) => {
  const { incident, wishes, nextUpdateMinutes } = asked
  const note = asked.note.trim()
  if (wishes.title?.to.trim() === '')
    throw new Refusal('title_empty', 'Please give it a title; a few words are enough.', 'title')
  const before = (await changeFields(work, { ...asked, note })) ?? (await refuseChange(work, asked))
  const changed = changesOf(before, wishes)
  if (changed.length === 0 && note === '' && nextUpdateMinutes !== undefined)
    throw new Refusal('note_missing', howItStands, 'note')
  if (changed.length === 0 && note === '')
    throw new Refusal('nothing_changed', 'That is how it stands already, so nothing was changed.', 'note')
  mustSayWhy(before, asked, changed, note)
  if (isTo(changed, 'status', 'closed')) await archiveLater(work, incident, before)
  work.record({
    type: 'incident.updated',
    subject: ['incident', incident],
    data: { changes: changed, nextUpdateMinutes: nextUpdateMinutes ?? null },
    words: wordsOf(before, wishes, changed, note),
  })
  if (changed.some((one) => one.field === 'status' && one.from === 'closed'))
    await resumeRoles(work, incident)
  if (changed.some((one) => ruling.has(one.field))) await engageByRules(work, incident)
  return { incident, changed: changed.map((one) => one.field) }
})

const howItStands =
  'Please also say in a sentence how it stands: when the next update comes is told together with one.'

/** Fields that rules ask about. */
const ruling: ReadonlySet<Field> = new Set(['type', 'priority', 'severity', 'tags'])

/** Fields whose values are people's words, which stand with the words of a fact. */
const worded: ReadonlySet<Field> = new Set(['title', 'description', 'resolution', 'tags'])

function changesOf(before: Kept, wishes: Update['wishes']): Change[] {
  // An object has the names of its own fields.
  const named = Object.entries(wishes) as [Field, Wish][]
  return named
    .filter(([field, { to }]) => before[field] !== to)
    .map(([field, { to }]) =>
      worded.has(field) ? { field, from: null, to: null } : { field, from: before[field], to },
    )
}

function isTo(changes: Change[], field: Field, to: string): boolean {
  return changes.some((one) => one.field === field && one.to === to)
}

function mustSayWhy(before: Kept, { wishes }: Update, changes: Change[], note: string): void {
  const closes = isTo(changes, 'status', 'closed')
  const resolution = (wishes.resolution?.to ?? before.resolution).trim()
  if (closes && resolution === '')
    throw new Refusal(
      'resolution_missing',
      'Please say how it was resolved; then it can be closed.',
      'resolution',
    )
  if (note !== '' || closes) return
  if (changes.some((one) => one.field === 'status'))
    throw new Refusal('why_missing', 'Please say in a sentence why its status changes.', 'note')
  if (before.lowered)
    throw new Refusal('why_missing', 'Please say in a sentence why it is less severe than it was.', 'note')
}

async function archiveLater({ tx, now }: Work, incident: number, { archiveAt }: Kept): Promise<void> {
  if (!archiveAt) return
  const inSeconds = (archiveAt.getTime() - now.getTime()) / 1000
  await setTimer(tx, { kind: 'archive.due', subject: ['incident', incident], inSeconds })
}

function wordsOf(before: Kept, wishes: Update['wishes'], changes: Change[], note: string) {
  const told = changes
    .filter(({ field }) => worded.has(field))
    .flatMap(({ field }) => [
      [field, wishes[field]?.to ?? ''],
      [`${field}Before`, before[field]],
    ])
  const words: Record<string, string> = Object.fromEntries(note === '' ? told : [['note', note], ...told])
  return Object.keys(words).length > 0 ? words : undefined
}
