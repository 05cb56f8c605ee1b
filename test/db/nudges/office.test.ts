import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OfficeHours } from '../../../db/configuration/questions.ts'
import { type Ground, openGround } from '../ground.ts'
import { openingOn, type Wall, wallOf } from './oracle.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const minute = 60_000
const hour = 60 * minute
const week: OfficeHours = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }

/** What the database says of each of these instants. */
async function openings(instants: Date[], zone: string, hours: OfficeHours): Promise<string[]> {
  const rows = await ground.rows<{ at: string }>(sql`
    select next_opening(one::timestamptz, ${zone}, ${JSON.stringify(hours)}::text::jsonb) as at
    from jsonb_array_elements_text(${JSON.stringify(instants)}::text::jsonb) with ordinality as list (one, nth) order by nth`)
  return rows.map(({ at }) => new Date(at).toISOString())
}

function every(step: number, from: string, days: number): Date[] {
  const first = Date.parse(from)
  return Array.from({ length: (days * 24 * hour) / step }, (_, i) => new Date(first + i * step))
}

async function mismatches(wall: Wall, instants: Date[], zone: string, hours: OfficeHours): Promise<string[]> {
  const said = await openings(instants, zone, hours)
  return instants.flatMap((at, i) => {
    const wanted = openingOn(wall, at, hours).toISOString()
    return said[i] === wanted ? [] : [`${zone} ${at.toISOString()}: ${said[i]}, not ${wanted}`]
  })
}

/** A week around each change of the clocks. */
const changes: [zone: string, from: string][] = [
  ['Europe/Lisbon', '2026-03-26T00:00Z'],
  ['Europe/Lisbon', '2026-10-22T00:00Z'],
  ['America/New_York', '2026-03-05T00:00Z'],
  ['America/New_York', '2026-10-29T00:00Z'],
  ['Europe/Lisbon', '2027-12-29T00:00Z'],
  ['America/New_York', '2028-02-26T00:00Z'],
  ['Australia/Lord_Howe', '2026-04-02T00:00Z'],
  ['Australia/Lord_Howe', '2026-10-01T00:00Z'],
  ['Asia/Beirut', '2026-03-26T00:00Z'],
]

const nightly = [
  ['01:30', '02:30'],
  ['00:00', '01:20'],
  ['02:10', '23:59'],
].map(([from = '', to = '']) => ({ from, to, days: [6, 7] }))

describe('the next opening of an office', () => {
  it.each(changes)('in %s from %s on is what its clocks show', async (zone, from) => {
    const wall = wallOf(zone, from, 16)
    expect(await mismatches(wall, every(197 * minute, from, 7), zone, week)).toEqual([])
    for (const hours of nightly)
      expect(await mismatches(wall, every(307 * minute, from, 6), zone, hours)).toEqual([])
  })

  it('is at once while it is open, to the millisecond', async () => {
    const at = new Date('2026-06-01T08:00:00.001Z')
    expect(await openings([at], 'Europe/Lisbon', week)).toEqual([at.toISOString()])
  })

  it('in a zone that nobody knows is that of UTC', async () => {
    expect(await openings([new Date('2026-06-01T07:00Z')], 'Mars/Olympus', week)).toEqual([
      '2026-06-01T09:00:00.000Z',
    ])
  })
})
