import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../db/database.ts'
import { hashWords, type NewFact } from '../../db/record.ts'
import { Refusal } from '../../db/refusal.ts'
import { requestWith } from '../../db/requests.ts'
import { type Verb, verb, type Work } from '../../db/verb.ts'
import { ana, app, by, type Ground, openGround, refusalOf, waiting } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
beforeEach(() => ground.db.execute(sql`truncate facts, outbox, requests`))
afterAll(() => ground?.close())

const joined: NewFact<'participant.added'> = {
  type: 'participant.added',
  subject: ['incident', 7],
  data: { person: 'UANA', why: 'joined', observer: false, by: null, group: null },
}

/** Writes a setting and leaves a fact, then does what the input says. */
const act: Verb<(work: Work) => unknown, unknown> = verb('incident.report', async (work, then) => {
  await work.tx.execute(sql`insert into settings (key, value) values ('tried', '1')
    on conflict (key) do update set value = to_jsonb((settings.value::text)::int + 1)`)
  work.record(joined)
  return then(work)
})

async function traces() {
  const [row] = await ground.rows<Record<string, number>>(sql`
    select (select count(*)::int from facts where type <> 'act.refused') as facts,
      (select count(*)::int from outbox) as outbox, (select count(*)::int from requests) as requests,
      (select count(*)::int from settings where key = 'tried') as written`)
  return row
}

describe('all or nothing', () => {
  beforeEach(() => ground.db.execute(sql`delete from settings where key = 'tried'`))

  it('a body that ends well leaves what it wrote, its fact, and the fact in the outbox', async () => {
    await act(ground.db, ana, () => undefined, 'key')
    expect(await traces()).toEqual({ facts: 1, outbox: 1, requests: 1, written: 1 })
    const [fact] = await ground.facts('participant.added')
    expect(fact).toMatchObject({
      incident_id: 7,
      subject_kind: 'incident',
      actor_kind: 'person',
      actor_id: 'UANA',
    })
  })

  it('a body that throws leaves nothing', async () => {
    const broken = act(ground.db, ana, () => Promise.reject(new Error('broken')), 'key')
    await expect(broken).rejects.toThrow('broken')
    expect(await traces()).toEqual({ facts: 0, outbox: 0, requests: 0, written: 0 })
    expect(await ground.facts('act.refused')).toEqual([])
  })

  it.each(['facts', 'outbox'])('where %s takes nothing, nothing is written', async (table) => {
    await ground.db.execute(sql.raw(`alter table ${table} rename to away`))
    const cut = act(ground.db, ana, () => undefined, 'key')
    await expect(cut).rejects.toThrow()
    await ground.db.execute(sql.raw(`alter table away rename to ${table}`))
    expect(await traces()).toEqual({ facts: 0, outbox: 0, requests: 0, written: 0 })
  })

  it('a refusal leaves only that it was refused, without anybody’s words', async () => {
    const refused = act(ground.db, ana, () => {
      throw new Refusal('too_late', 'It is too late, said Ana.')
    })
    expect(await refusalOf(refused)).toBe('too_late')
    expect(await traces()).toEqual({ facts: 0, outbox: 1, requests: 0, written: 0 })
    const [fact] = await ground.facts('act.refused')
    expect(fact).toMatchObject({ subject_kind: 'person', subject_id: 'UANA', words: null })
    expect(fact?.data).toEqual({ act: 'incident.report', code: 'too_late' })
  })

  it('whoever is no person is refused without a record', async () => {
    const refused = act(ground.db, app, () => {
      throw new Refusal('too_late', 'It is too late.')
    })
    expect(await refusalOf(refused)).toBe('too_late')
    expect(await ground.facts('act.refused')).toEqual([])
  })
})

describe('who waits for work', () => {
  it('is woken when there is a fact, by then readable, and not where there is none', async () => {
    const listener = connect(ground.url, 1)
    let woken = 0
    await listener.listen(() => {
      woken++
    })
    const before = woken
    await verb('incident.report', async () => undefined)(ground.db, ana, undefined)
    await act(ground.db, ana, () => Promise.reject(new Error('broken'))).catch(() => undefined)
    await act(ground.db, ana, () => undefined)
    await expect.poll(() => woken).toBe(before + 1)
    expect(await ground.facts('participant.added')).toHaveLength(1)
    await listener.close()
  })
})

describe('asked again with the same key', () => {
  it('it answers what it answered first, and does nothing', async () => {
    let ran = 0
    const count = () => ({ ran: ++ran })
    expect(await act(ground.db, ana, count, 'once')).toEqual({ ran: 1 })
    expect(await act(ground.db, ana, count, 'once')).toEqual({ ran: 1 })
    expect(await act(ground.db, ana, count, 'another')).toEqual({ ran: 2 })
    expect(await act(ground.db, ana, count)).toEqual({ ran: 3 })
    expect(await ground.facts('participant.added')).toHaveLength(3)
  })

  it('with other answers than it came with it is refused, and not done again', async () => {
    const form = (severity: string) => requestWith('form', { severity })
    expect(await act(ground.db, ana, () => 'first', form('major'))).toBe('first')
    expect(await act(ground.db, ana, () => 'second', form('major'))).toBe('first')
    expect(await refusalOf(act(ground.db, ana, () => 'second', form('minor')))).toBe('sent_otherwise')
    expect(await ground.facts('participant.added')).toHaveLength(1)
  })

  it('by several at the same instant too', async () => {
    let ran = 0
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => act(ground.db, ana, () => ({ ran: ++ran }), 'at once')),
    )
    expect(answers).toEqual(Array.from({ length: 6 }, () => ({ ran: 1 })))
    expect(await ground.facts('participant.added')).toHaveLength(1)
  })

  it('while the first is under way it waits, and acts itself where the first fails', async () => {
    const first = Promise.withResolvers<never>()
    const started = Promise.withResolvers<void>()
    const one = act(
      ground.db,
      ana,
      () => {
        started.resolve()
        return first.promise
      },
      'shared',
    )
    await started.promise
    const two = act(ground.db, ana, () => 'second', 'shared')
    await expect.poll(() => waiting(ground)).toBe(1)
    first.reject(new Error('broken'))
    await expect(one).rejects.toThrow('broken')
    expect(await two).toBe('second')
  })

  it('it answers nothing where it answered nothing', async () => {
    await act(ground.db, ana, () => undefined, 'silent')
    expect(await act(ground.db, ana, () => 'again', 'silent')).toBe(null)
  })

  it('a refusal is no answer: what is possible later is done later', async () => {
    const refused = () => {
      throw new Refusal('too_early', 'It is too early.')
    }
    expect(await refusalOf(act(ground.db, ana, refused, 'later'))).toBe('too_early')
    expect(await act(ground.db, ana, () => 'done', 'later')).toBe('done')
  })
})

describe('people’s words', () => {
  const told = verb('incident.report', async (work, words: Record<string, string>) => {
    work.record({ ...joined, words })
  })

  it('are proved by their hash, also once they are struck', async () => {
    const words = { zeta: '数据库 "坏了"\n👩‍👩‍👧‍👦', a: 'second', title: '' }
    await told(ground.db, ana, words)
    const [fact] = await ground.facts('participant.added')
    expect(fact?.words).toEqual(words)
    expect(hashWords(fact?.words_salt ?? '', fact?.words ?? {})).toBe(fact?.words_hash)
    await ground.db.execute(sql`update facts set words = null`)
    const [struck] = await ground.facts('participant.added')
    expect(hashWords(struck?.words_salt ?? '', words)).toBe(struck?.words_hash)
    expect(hashWords(struck?.words_salt ?? '', { ...words, a: 'other' })).not.toBe(struck?.words_hash)
  })

  it('the same twice have different hashes, and none has none', async () => {
    await told(ground.db, ana, { title: 'yes' })
    await told(ground.db, ana, { title: 'yes' })
    await act(ground.db, ana, () => undefined)
    const hashes = (await ground.facts('participant.added')).map((fact) => fact.words_hash)
    expect(new Set(hashes).size).toBe(3)
    expect(hashes[2]).toBe(null)
  })
})

it('a fact has the time it is known at, in the app’s time, and when it happened where that is told', async () => {
  await ground.db.execute(sql`update clock set ahead_ms = 3600000`)
  const happenedAt = new Date('2026-03-01T12:00:00.123Z')
  await act(ground.db, ana, (work) => work.record({ ...joined, happenedAt }))
  const [now, then] = await ground.rows<{ ahead: boolean; same: boolean; happened: string }>(sql`
    select known_at > clock_timestamp() + interval '59 minutes' as ahead, happened_at = known_at as same,
      to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as happened from facts order by id`)
  expect([now?.ahead, now?.same]).toEqual([true, true])
  expect([then?.ahead, then?.happened]).toEqual([true, happenedAt.toISOString()])
  await ground.db.execute(sql`update clock set ahead_ms = 0`)
})

it('somebody whom the app does not know can do nothing', async () => {
  expect(await refusalOf(act(ground.db, by('UNOBODY'), () => undefined))).toBe('person_unknown')
  expect(await ground.facts('participant.added')).toEqual([])
})
