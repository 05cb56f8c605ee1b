import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinIncident } from '../../../db/incident/join.ts'
import { hideEntry, showEntry } from '../../../db/timeline/correct.ts'
import { followDeletion, followEdit } from '../../../db/timeline/follow.ts'
import { followRelease, keepMessage, releaseMessage } from '../../../db/timeline/keep.ts'
import { findIncidentOfMessage } from '../../../db/timeline/questions.ts'
import { ana, ben, cleo, type Ground, openGround, refusalOf, report } from '../ground.ts'

const slack = { kind: 'slack' } as const
const spot = { channel: 'C1', ts: '1770000000.000100' }

let ground: Ground
let incident: number
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())
beforeEach(async () => {
  await ground.db.execute(sql`truncate entries, facts, outbox`)
  incident = await report(ground)
  await joinIncident(ground.db, ben, { incident })
})

const message = (more: object = {}) => ({
  incident,
  ...spot,
  thread: null,
  author: 'UBEN',
  text: 'the words',
  ...more,
})
const entry = async () => {
  const [row] = await ground.rows<{ id: number; text: string; keepers: string[]; hidden: boolean }>(
    sql`select id, text, keepers, hidden_at is not null as hidden from entries`,
  )
  return row
}

describe('a message', () => {
  it('is one entry of all who keep it, with its words in the first fact', async () => {
    const first = await keepMessage(ground.db, ana, message())
    const [second] = await Promise.all([
      keepMessage(ground.db, ben, message({ text: 'other words' })),
      keepMessage(ground.db, ana, message()),
    ])
    expect(second).toEqual(first)
    expect(await entry()).toMatchObject({ text: 'the words', keepers: ['UANA', 'UBEN'] })
    expect(await ground.facts('message.kept')).toMatchObject([
      {
        actor_id: 'UANA',
        data: { entry: first.entry, author: 'UBEN', first: true },
        words: { text: 'the words' },
      },
      { actor_id: 'UBEN', data: { first: false }, words: null },
    ])
  })

  it('kept by both at the same instant is one entry too', async () => {
    await Promise.all([keepMessage(ground.db, ana, message()), keepMessage(ground.db, ben, message())])
    expect((await entry())?.keepers.toSorted()).toEqual(['UANA', 'UBEN'])
    const first = (await ground.facts('message.kept')).filter((fact) => fact.data.first)
    expect(first).toHaveLength(1)
  })

  it('is let go of by each once; the last takes it off', async () => {
    const kept = await keepMessage(ground.db, ana, message())
    await keepMessage(ground.db, ben, message())
    expect(await releaseMessage(ground.db, ana, kept)).toEqual({ gone: false })
    expect(await releaseMessage(ground.db, ana, kept)).toEqual({ gone: false })
    await followRelease(ground.db, slack, { ...spot, person: 'UBEN' })
    expect(await ground.facts('message.released')).toMatchObject([
      { data: { person: 'UANA', last: false } },
      { data: { person: 'UBEN', last: true } },
    ])
    expect(await releaseMessage(ground.db, ana, kept)).toEqual({ gone: true })
  })

  it('that somebody hid stays hidden, and whoever keeps it hears so', async () => {
    const kept = await keepMessage(ground.db, ana, message())
    await hideEntry(ground.db, ana, kept)
    expect(await keepMessage(ground.db, ben, message())).toEqual({ entry: kept.entry, hidden: true })
    expect(await keepMessage(ground.db, ben, message())).toEqual({ entry: kept.entry, hidden: true })
    expect(await releaseMessage(ground.db, ben, kept)).toEqual({ gone: true })
    await showEntry(ground.db, ana, kept)
    expect(await keepMessage(ground.db, ben, message())).toEqual({ entry: kept.entry, hidden: false })
  })

  it('is kept by those in the incident alone', async () => {
    expect(await refusalOf(keepMessage(ground.db, cleo, message()))).toBe('not_in')
    const kept = await keepMessage(ground.db, ana, message())
    expect(await refusalOf(releaseMessage(ground.db, cleo, kept))).toBe('not_in')
    expect(await refusalOf(followRelease(ground.db, ana, { ...spot, person: 'UANA' }))).toBe('app_only')
    expect((await entry())?.keepers).toEqual(['UANA'])
  })

  it('belongs to the incident that keeps it, wherever its channel belongs by now', async () => {
    const other = await report(ground)
    await keepMessage(ground.db, ana, message())
    expect(await findIncidentOfMessage(ground.db, spot.channel, spot.ts)).toBe(incident)
    await joinIncident(ground.db, ben, { incident: other })
    await expect(keepMessage(ground.db, ben, message({ incident: other }))).rejects.toThrow(
      'another incident',
    )
    expect((await entry())?.keepers).toEqual(['UANA'])
    await ground.db.execute(
      sql`insert into resources (incident_id, kind, external_id) values (${other}, 'channel', ${spot.channel})`,
    )
    expect(await findIncidentOfMessage(ground.db, spot.channel, '1.2')).toBe(other)
    expect(await findIncidentOfMessage(ground.db, 'C2', '1.2')).toBeUndefined()
  })
})

describe('what its author does to it', () => {
  it('an edit is followed once, with the words before; one without change, or of what nobody keeps, is none', async () => {
    const kept = await keepMessage(ground.db, ana, message())
    await followEdit(ground.db, slack, { ...spot, text: 'better words' })
    await followEdit(ground.db, slack, { ...spot, text: 'better words' })
    await releaseMessage(ground.db, ana, kept)
    await followEdit(ground.db, slack, { ...spot, text: 'unheard words' })
    expect(await ground.facts('message.revised')).toMatchObject([
      { data: { deleted: false }, words: { text: 'better words', textBefore: 'the words' } },
    ])
    expect(await entry()).toMatchObject({ text: 'better words' })
  })

  it('a deletion takes the words away for good, and no edit that comes late brings them back', async () => {
    await keepMessage(ground.db, ana, message())
    await followDeletion(ground.db, slack, spot)
    await followDeletion(ground.db, slack, spot)
    await followEdit(ground.db, slack, { ...spot, text: 'the words, again' })
    expect(await entry()).toMatchObject({ text: '', hidden: true })
    expect(await ground.facts('message.revised')).toMatchObject([
      { data: { deleted: true }, words: { textBefore: 'the words' } },
    ])
  })
})
