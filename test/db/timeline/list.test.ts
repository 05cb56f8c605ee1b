import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linesIn } from '../../../blocks/timeline/filters.ts'
import { toldTypes } from '../../../blocks/timeline/sentences.ts'
import type { Database } from '../../../db/database.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { addEntry } from '../../../db/timeline/add.ts'
import { correctEntry, hideEntry } from '../../../db/timeline/correct.ts'
import { getTimeline, type Line, listTimeline } from '../../../db/timeline/list.ts'
import type { Page } from '../../../db/timeline/page.ts'
import { ana, ben, type Ground, openGround, refusalOf, report } from '../ground.ts'

let ground: Ground
let incident: number
let secret: number
const statements: { query: string; params: unknown[] }[] = []
let client: postgres.Sql
let counted: Database
beforeAll(async () => {
  ground = await openGround()
  incident = await report(ground)
  secret = await report(ground, { visibility: 'restricted' })
  await ground.db.execute(sql`
    insert into entries (incident_id, kind, author_id, text, happened_at)
    select ${incident}, 'note', 'UANA', 'entry ' || n, timestamptz '2026-01-01' + (n / 3) * interval '1 second'
    from generate_series(1, 1000) n`)
  await ground.db.execute(sql`
    insert into facts (subject_kind, subject_id, incident_id, type, actor_kind, data, happened_at, known_at)
    select 'incident', ${String(incident)}, ${incident}, 'participant.promoted', 'app', '{"person":"UBEN"}',
      timestamptz '2026-01-01' + (n / 3) * interval '1 second', now() from generate_series(1, 1000) n`)
  client = postgres(ground.url, { max: 1 })
  counted = drizzle({
    client,
    logger: { logQuery: (query, params) => void statements.push({ query, params }) },
  })
})
afterAll(async () => {
  await client?.end()
  await ground?.close()
})

const all: Page = { ...linesIn('all'), order: 'oldest', limit: 20 }
const text = (line: Line) => ('entry' in line ? line.entry.text : line.fact.type)
const key = ({ cursor }: Line) => `${cursor.rank}:${cursor.id}`

describe('a timeline of 2,000 lines, many of the same instant', () => {
  it.each(['oldest', 'newest'] as const)(
    'is read a statement a page, each line once, the %s first',
    async (order) => {
      const keys = new Set<string>()
      let [from, pages]: [Page['from'], number] = [undefined, 0]
      statements.length = 0
      for (;;) {
        const { lines, more } = await listTimeline(counted, 'UANA', incident, {
          ...all,
          order,
          from,
          limit: 200,
        })
        pages++
        for (const line of lines) keys.add(key(line))
        from = lines.at(-1)?.cursor
        if (!more.after) break
      }
      expect(keys.size).toBe(2001)
      expect(statements).toHaveLength(pages)
    },
  )

  it('is read back to the page before', async () => {
    const first = await listTimeline(ground.db, 'UANA', incident, all)
    const second = await listTimeline(ground.db, 'UANA', incident, {
      ...all,
      from: first.lines.at(-1)?.cursor,
    })
    const back = await listTimeline(ground.db, 'UANA', incident, {
      ...all,
      from: second.lines[0]?.cursor,
      back: true,
    })
    expect(back.lines).toEqual(first.lines)
    expect([first.more, second.more, back.more]).toEqual([
      { after: true, before: false },
      { after: true, before: true },
      { after: true, before: false },
    ])
  })

  it('comes by the indices, however many other incidents there are', async () => {
    await ground.db.execute(sql`
      insert into facts (subject_kind, subject_id, incident_id, type, actor_kind, data, happened_at, known_at)
      select 'incident', '0', n % 500 + 1000, 'participant.promoted', 'app', '{}', now(), now()
      from generate_series(1, 20000) n`)
    await ground.db.execute(sql`
      insert into entries (incident_id, kind, author_id, text, happened_at)
      select ${await report(ground)}, 'note', 'UANA', '', now() from generate_series(1, 20000)`)
    await ground.db.execute(sql`analyze facts, entries`)
    statements.length = 0
    const from = { at: '2026-01-01T00:01:40Z', rank: 0, id: 5 }
    await listTimeline(counted, 'UANA', incident, { ...all, from })
    const [asked] = statements
    const plan = await client.unsafe(`explain ${asked?.query}`, asked?.params as string[])
    expect(JSON.stringify(plan)).toMatch(/Index Scan.* using facts_incident/)
    expect(JSON.stringify(plan)).toMatch(/Index Scan.* using entries_incident/)
    expect(JSON.stringify(plan)).not.toMatch(/Seq Scan on (facts|entries)/)
  })

  it('can be searched for what somebody wrote, signs and all', async () => {
    await addEntry(ground.db, ana, { incident, text: 'disk at 100%_full', at: null })
    const found = await listTimeline(ground.db, 'UANA', incident, { ...all, words: '100%_FULL' })
    expect(found.lines.map(text)).toEqual(['disk at 100%_full'])
    const title = await listTimeline(ground.db, 'UANA', incident, { ...all, words: 'checkout' })
    expect(title.lines.map(text)).toEqual(['incident.reported'])
    expect((await listTimeline(ground.db, 'UANA', incident, { ...all, words: 'disk%full' })).lines).toEqual(
      [],
    )
  })
})

describe('who sees what', () => {
  it('a restricted one is there for those in it, and for nobody else', async () => {
    await addEntry(ground.db, ana, { incident: secret, text: 'rotated the keys', at: null })
    expect((await listTimeline(ground.db, 'UANA', secret, all)).lines.map(text)).toContain('rotated the keys')
    for (const viewer of ['UBEN', 'UOLGA'])
      expect(await refusalOf(listTimeline(ground.db, viewer, secret, all))).toBe('incident_not_visible')
    expect(await refusalOf(listTimeline(ground.db, 'UNOBODY', secret, all))).toBe('person_unknown')
    expect((await getTimeline(ground.db, secret, all)).lines.map(text)).toContain('rotated the keys')
  })

  it('what is hidden is counted for all, and shown to those who may show it again', async () => {
    const { entry } = await addEntry(ground.db, ana, { incident: secret, text: 'a slip', at: null })
    const { entry: other } = await addEntry(ground.db, ana, { incident: secret, text: 'to mend', at: null })
    await joinIncident(ground.db, ben, { incident }).then(() => hideEntry(ground.db, ana, { entry }))
    const correction = { entry: other, version: 0, text: 'mended', at: new Date(Date.now() - 5_000) }
    await correctEntry(ground.db, ana, correction)
    const shown = await listTimeline(ground.db, 'UANA', secret, all)
    expect(shown).toMatchObject({ hidden: 1, can: { correct: true, hide: true } })
    expect(shown.lines.map(text)).not.toContain('a slip')
    expect(
      shown.lines.flatMap((line) => ('entry' in line && line.entry.corrected ? [line.entry.text] : [])),
    ).toEqual(['mended'])
    const hidden = await listTimeline(ground.db, 'UANA', secret, { ...all, ...linesIn('hidden') })
    expect(hidden.lines.map(text)).toEqual(['a slip'])
    await ground.db.execute(sql`insert into participants (incident_id, person_id, observer, why, added_at)
      values (${secret}, 'UBEN', true, 'asked', now())`)
    expect(await listTimeline(ground.db, 'UBEN', secret, all)).toMatchObject({
      hidden: 1,
      can: { correct: false, hide: false },
    })
    expect(await refusalOf(listTimeline(ground.db, 'UBEN', secret, { ...all, ...linesIn('hidden') }))).toBe(
      'observer',
    )
  })
})

it('every fact that is told is among everything, and at most one kind of it', () => {
  expect(linesIn('all').types).toEqual(toldTypes)
  const kinds = [...linesIn('changes').types, ...linesIn('people').types]
  expect(new Set(kinds).size).toBe(kinds.length)
})
