import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Act, acts } from '../../db/acts.ts'
import { visibleTo } from '../../db/incident/visible.ts'
import { permit } from '../../db/verb.ts'
import { refusalOf } from '../db/ground.ts'
import type { Attempts } from './attempt.ts'
import { incidentAttempts } from './attempts/incident.ts'
import { peopleAttempts } from './attempts/people.ts'
import { timelineAttempts } from './attempts/timeline.ts'
import { workspaceAttempts } from './attempts/workspace.ts'
import { openTheatre, type Theatre } from './cast.ts'
import { verbsInCode } from './code.ts'
import { actsWritten, codes, expected } from './table.ts'
import { inEach, placesOf, tryAsApp, tryOut, wantedOf } from './trial.ts'

/** Without an entry for each act this does not compile. */
const attempts: Record<Act, Attempts> = {
  ...incidentAttempts,
  ...peopleAttempts,
  ...timelineAttempts,
  ...workspaceAttempts,
}
const everyAct = Object.keys(acts) as Act[]
const everyAttempt = everyAct.flatMap((act) =>
  Object.entries(attempts[act]).flatMap(([verb, ways]) =>
    ways === 'not exported' ? [] : ways.map((attempt, nth) => ({ act, verb, nth, attempt })),
  ),
)
/** Questions that check an act themselves, and record nothing. */
const questions = ['listTimeline']
const ofApp = everyAttempt.filter(({ act }) => acts[act] === 'app')
/** The refusals for want of permission that came. */
const denied = new Set<string>()

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre?.close())

it('knows every act, and every verb that there is', () => {
  expect([...actsWritten].toSorted()).toEqual(everyAct.toSorted())
  const tried = everyAct.flatMap((act) =>
    Object.entries(attempts[act]).map(([name, ways]) => ({ act, name, exported: ways !== 'not exported' })),
  )
  const inOrder = (list: { act: string; name: string }[]) =>
    list.toSorted((a, b) => `${a.act} ${a.name}`.localeCompare(`${b.act} ${b.name}`))
  expect(inOrder(tried.filter(({ name }) => !questions.includes(name)))).toEqual(inOrder(verbsInCode()))
})

describe('every act, by every kind of person, on every kind of incident', () => {
  it.each(everyAttempt)('$act: $verb $nth', { timeout: 60_000 }, async ({ act, verb, attempt }) => {
    const wrong = await inEach(placesOf(theatre, act), async (place, asker) => {
      const { code, mayNot } = wantedOf(act, attempt, asker, place)
      if (mayNot) denied.add(code)
      const got = await tryOut(theatre, attempt, asker, place)
      const recorded = got.refused.map((one) => `${one.act} ${one.code}`).join()
      return [
        ...(got.code === code ? [] : [`${got.code}, not ${code}`]),
        ...(got.code === 'done' || got.wrote.length === 0 ? [] : [`refused, and wrote ${got.wrote}`]),
        ...(questions.includes(verb) || recorded === (code === 'done' ? '' : `${act} ${code}`)
          ? []
          : [`recorded as ${recorded}`]),
      ]
    })
    expect(wrong).toEqual([])
  })

  it('everybody is denied something, in every way there is', () => {
    expect([...denied].toSorted()).toEqual(codes.toSorted())
  })

  it.each(ofApp)('$act: the app itself does $verb', async ({ act, attempt }) => {
    const [place] = placesOf(theatre, act)
    if (!place) throw new Error('there is no incident')
    expect(await tryAsApp(theatre, attempt, place)).toBe('done')
  })
})

describe('a door that first shows a form asks the same', () => {
  it.each(everyAct)('%s', async (act) => {
    const wrong = await inEach(placesOf(theatre, act), async ({ incident, visibility }, { kind, id }) => {
      const wanted = expected(act, visibility, kind)
      const got = await refusalOf(permit(theatre.db, act, id, incident))
      return got === wanted ? [] : [`${got}, not ${wanted}`]
    })
    expect(wrong).toEqual([])
  })
})

it('what is listed for somebody is what they may read', async () => {
  const wrong = await inEach(theatre.places, async ({ incident, visibility }, { kind, id }) => {
    const listed = await theatre.rows(
      sql`select 1 from incidents where id = ${incident} and ${visibleTo(id)}`,
    )
    return listed.length > 0 === (expected('incident.read', visibility, kind) === 'none')
      ? []
      : [`listed ${listed.length} times`]
  })
  expect(wrong).toEqual([])
})
