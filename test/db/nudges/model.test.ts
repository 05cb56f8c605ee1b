import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dismissNudge, snoozeNudge } from '../../../db/nudges/answer.ts'
import { fireTimers } from '../../../db/work/timers.ts'
import { by, type Ground, openGround, refusalOf, report } from '../ground.ts'
import { change, wind } from './nudged.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

type Command =
  | { do: 'pass'; ticks: number }
  | { do: 'tell' | 'dismiss' | 'close'; which: number }
  | { do: 'snooze'; which: number; minutes: number }

const which = fc.nat({ max: 3 })
const commands = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('pass' as const), ticks: fc.integer({ min: 1, max: 12 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('tell' as const), which }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('dismiss' as const, 'close' as const), which }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('snooze' as const),
        which,
        minutes: fc.constantFrom(30, 60, 120),
      }),
    },
  ),
  { minLength: 15, maxLength: 25 },
)

/** What is to be said of one incident, as a person with a watch would keep it. Times are in minutes. */
interface Watched {
  incident: number
  person: string
  nudge: number
  due: number
  said: number
  snoozed: boolean
  open: boolean
}

const tick = 5
/** Two incidents a person: the other one may come first, and then this waits. */
const patience = 2 * tick + 0.5

it('whatever people do and however the clock goes, each is reminded when they should be, and never else', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      await live(list)
    }),
    { numRuns: 8 },
  )
}, 240_000)

async function live(list: Command[]): Promise<void> {
  await ground.db.execute(sql`truncate timers, facts, outbox, nudges, nudge_posts, incidents cascade`)
  await ground.db.execute(sql`update clock set ahead_ms = 0`)
  const all: Watched[] = []
  for (const person of ['UANA', 'UANA', 'UBEN', 'UBEN']) {
    const incident = await report(ground, {}, by(person))
    const due = (await minuteNow()) + 120
    all.push({ incident, person, nudge: 0, due, said: 0, snoozed: false, open: true })
  }
  const lastTo = new Map<string, number>()
  for (const command of [{ do: 'pass', ticks: 22 } as const, ...list, { do: 'pass', ticks: 30 } as const])
    if (command.do === 'pass') for (let i = 0; i < command.ticks; i++) await passTick(all, lastTo)
    else await obey(all[command.which], command)
}

async function passTick(all: Watched[], lastTo: Map<string, number>): Promise<void> {
  const [before] = await ground.rows<{ id: number }>(sql`select coalesce(max(id), 0)::int as id from facts`)
  await wind(ground, tick)
  // Two processes look at once.
  await Promise.all([fireTimers(ground.db), fireTimers(ground.db)])
  const now = await minuteNow()
  for (const { incident_id, data, at } of await saidSince(before?.id ?? 0)) {
    const thing = all.find((one) => one.incident === incident_id)
    if (!thing) throw new Error('nobody watches that')
    expect(thing.open && thing.said < 5, 'said, and not wanted').toBe(true)
    expect(at, 'early').toBeGreaterThanOrEqual(thing.due - 0.001)
    expect(at - (lastTo.get(thing.person) ?? 0), 'two at once').toBeGreaterThanOrEqual(tick - 0.001)
    expect(data.late).toBe(false)
    lastTo.set(thing.person, at)
    Object.assign(thing, { nudge: data.nudge, due: at + 30, said: thing.said + 1, snoozed: false })
  }
  for (const one of all)
    expect(one.open && one.said < 5 && one.due + patience < now, `missed: INC-${one.incident}`).toBe(false)
}

async function obey(thing: Watched | undefined, command: Exclude<Command, { do: 'pass' }>): Promise<void> {
  if (!thing) throw new Error('nobody watches that')
  const { incident, nudge, person } = thing
  const isAnswerable = thing.open && thing.said > 0
  if (command.do === 'tell') {
    await change(ground, incident, sql`told_at = app_now()`)
    const isClosed = await closed(incident)
    Object.assign(thing, { due: (await minuteNow()) + 120, said: 0, snoozed: false, open: !isClosed })
  } else if (command.do === 'close') {
    await change(ground, incident, sql`status = 'closed', closed_at = app_now()`)
    thing.open = false
  } else if (command.do === 'dismiss') {
    const code = await refusalOf(dismissNudge(ground.db, by(person), { nudge }))
    expect(code === 'none').toBe(isAnswerable)
    if (isAnswerable) thing.open = false
  } else if (command.do === 'snooze') {
    const { minutes } = command
    const code = await refusalOf(snoozeNudge(ground.db, by(person), { nudge, minutes }))
    const isTaken = isAnswerable && !thing.snoozed && thing.said < 5
    expect(code === 'none').toBe(isTaken)
    if (isTaken) Object.assign(thing, { snoozed: true, due: (await minuteNow()) + minutes })
  }
}

// The app's time, in minutes since the year began.
const minuteOf = sql.raw(`(extract(epoch from at - timestamptz '2026-01-01 00:00+00') / 60)::float8`)

async function minuteNow(): Promise<number> {
  const [row] = await ground.rows<{ at: number }>(
    sql`select ${minuteOf} as at from (select app_now() as at) now`,
  )
  return row?.at ?? 0
}

function saidSince(id: number) {
  return ground.rows<{ incident_id: number; data: { nudge: number; late: boolean }; at: number }>(sql`
    select incident_id, data, ${minuteOf} as at from (
      select *, happened_at as at from facts where id > ${id} and type = 'nudge.due') said order by id`)
}

async function closed(incident: number): Promise<boolean> {
  const rows = await ground.rows(sql`select 1 from incidents where id = ${incident} and status = 'closed'`)
  return rows.length > 0
}
