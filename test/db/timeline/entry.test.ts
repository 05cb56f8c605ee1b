import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinIncident } from '../../../db/incident/join.ts'
import { addEntry } from '../../../db/timeline/add.ts'
import { correctEntry, hideEntry, showEntry } from '../../../db/timeline/correct.ts'
import { followDeletion, followEdit } from '../../../db/timeline/follow.ts'
import { keepMessage } from '../../../db/timeline/keep.ts'
import { getEntry } from '../../../db/timeline/questions.ts'
import { ana, ben, cleo, type Ground, openGround, refusalOf, report } from '../ground.ts'

const slack = { kind: 'slack' } as const
const spot = { channel: 'C1', ts: '1770000000.000100' }
const at = new Date('2026-01-01T10:00:00Z')

let ground: Ground
let incident: number
let note: number
let kept: number
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())
beforeEach(async () => {
  await ground.db.execute(sql`truncate entries, facts, outbox`)
  incident = await report(ground)
  await joinIncident(ground.db, ben, { incident })
  await ground.db.execute(
    sql`update participants set observer = true where incident_id = ${incident} and person_id = 'UBEN'`,
  )
  note = (await addEntry(ground.db, ana, { incident, text: ' failed ovr ', at })).entry
  const message = { incident, ...spot, thread: null, author: 'UBEN', text: 'the words' }
  kept = (await keepMessage(ground.db, ana, message)).entry
})

const correction = (more: object = {}) => ({ entry: note, version: 0, text: 'failed over', at, ...more })
const hidden = async (entry: number) => {
  const [row] = await ground.rows<{ hidden: boolean }>(
    sql`select hidden_at is not null as hidden from entries where id = ${entry}`,
  )
  return row?.hidden
}

describe('an entry by hand', () => {
  it('needs words and a moment that has been, and somebody who is in the incident', async () => {
    const add = (who: typeof ana, more: object = {}) =>
      refusalOf(addEntry(ground.db, who, { incident, text: 'x', at: null, ...more }))
    expect(await add(ana, { text: ' \n' })).toBe('text_empty')
    expect(await add(ana, { at: new Date(Date.now() + 60_000) })).toBe('time_to_come')
    expect(await add(cleo)).toBe('not_in')
    expect(await add(ben)).toBe('none')
  })

  it('is added once a request, with its words in the fact', async () => {
    const once = () => addEntry(ground.db, ana, { incident, text: 'once', at }, 'view:V1')
    expect(await once()).toEqual(await once())
    const facts = await ground.facts('entry.added')
    expect(facts.filter((fact) => fact.words?.text === 'once')).toHaveLength(1)
  })
})

describe('a correction', () => {
  it('leaves what it said and when, and none where nothing was changed', async () => {
    await correctEntry(ground.db, ana, correction({ at: new Date('2026-01-01T09:00:00Z') }))
    await correctEntry(ground.db, ana, correction({ version: 1, at: new Date('2026-01-01T09:00:00.400Z') }))
    expect(await ground.facts('entry.corrected')).toMatchObject([
      {
        data: { entry: note, from: '2026-01-01T10:00:00.000Z', to: '2026-01-01T09:00:00.000Z' },
        words: { text: 'failed over', textBefore: 'failed ovr' },
      },
    ])
  })

  it.each([
    ['without words', { text: ' ' }, 'text_empty'],
    ['into the future', { at: new Date(Date.now() + 60_000) }, 'time_to_come'],
    ['of what has changed meanwhile', { version: 1 }, 'entry_stale'],
  ])('%s is refused', async (_, more, code) => {
    expect(await refusalOf(correctEntry(ground.db, ana, correction(more)))).toBe(code)
    expect((await getEntry(ground.db, note)).text).toBe('failed ovr')
  })

  it('by two at once is one', async () => {
    const both = await Promise.all(
      ['one', 'other'].map((text) => refusalOf(correctEntry(ground.db, ana, correction({ text })))),
    )
    expect(both.toSorted()).toEqual(['entry_stale', 'none'])
  })

  it('is for those who take part', async () => {
    expect(await refusalOf(correctEntry(ground.db, ben, correction()))).toBe('observer')
    expect(await refusalOf(correctEntry(ground.db, cleo, correction()))).toBe('not_in')
  })

  it('of a message stands against its later edits, and is refused once the message is deleted', async () => {
    await correctEntry(ground.db, ana, correction({ entry: kept }))
    await followEdit(ground.db, slack, { ...spot, text: 'edited' })
    expect(await getEntry(ground.db, kept)).toMatchObject({ text: 'failed over', version: 1 })
    await followDeletion(ground.db, slack, spot)
    expect(await refusalOf(correctEntry(ground.db, ana, correction({ entry: kept, version: 2 })))).toBe(
      'entry_gone',
    )
  })
})

describe('hiding', () => {
  it('and showing again happen once each, for those who take part', async () => {
    expect(await refusalOf(hideEntry(ground.db, ben, { entry: note }))).toBe('observer')
    await hideEntry(ground.db, ana, { entry: note })
    await hideEntry(ground.db, ana, { entry: note })
    expect(await hidden(note)).toBe(true)
    expect(await refusalOf(showEntry(ground.db, ben, { entry: note }))).toBe('observer')
    await showEntry(ground.db, ana, { entry: note })
    await showEntry(ground.db, ana, { entry: note })
    expect(await hidden(note)).toBe(false)
    expect(await ground.facts('entry.hidden')).toHaveLength(1)
    expect(await ground.facts('entry.shown')).toHaveLength(1)
  })

  it('is for good where the message was deleted', async () => {
    await followDeletion(ground.db, slack, spot)
    await showEntry(ground.db, ana, { entry: kept })
    expect(await hidden(kept)).toBe(true)
  })
})
