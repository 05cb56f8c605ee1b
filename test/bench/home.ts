import { sql } from 'drizzle-orm'
import { homeView } from '../../blocks/home/home.ts'
import { parseConfiguration } from '../../db/configuration/file.ts'
import { seed } from '../../db/configuration/seed.ts'
import { connect, type Database } from '../../db/database.ts'
import { getHome } from '../../db/home/home.ts'
import { migrate } from '../../db/migrate.ts'
import { clock } from './clock.ts'
import type { Server } from './server.ts'
import { compare } from './statistics.ts'
import { ms, type Row } from './table.ts'

const person = 'UANA'
const warmUps = 50

/** Home, read and painted as the app does, with one incident in the database against with very many of them. */
export async function homeRow(server: Server, rounds: number, seedNumber: number): Promise<Row> {
  const one = await filled(await server.database('home_one'), 1)
  const many = await filled(await server.database('home_many'), 100_000)
  const pairs: { reference: number; ours: number }[] = []
  for (let i = 0; i < warmUps + rounds; i++) {
    // Whichever comes second finds the processor warm.
    const [first, second] = i % 2 === 0 ? [one, many] : [many, one]
    const took = new Map([
      [first, await paint(first.db)],
      [second, await paint(second.db)],
    ])
    if (i >= warmUps)
      pairs.push({ reference: took.get(one) ?? Number.NaN, ours: took.get(many) ?? Number.NaN })
  }
  await Promise.all([one.close(), many.close()])
  const { reference, ours, figure, interval } = compare(pairs, seedNumber, (a, b) => b / a)
  return {
    what: 'App Home with 100,000 incidents against with one',
    reference: ms(reference),
    ours: ms(ours),
    ratio: figure.toFixed(3),
    interval: interval.map((at) => at.toFixed(3)).join(' … '),
    goal: '≤ 1.30',
    result: figure <= 1.3 ? 'met' : 'missed',
  }
}

async function paint(db: Database): Promise<number> {
  const begun = clock()
  JSON.stringify(homeView(await getHome(db, person, 0)))
  return clock() - begun
}

async function filled(url: string, count: number) {
  await migrate(url)
  const connection = connect(url, 3)
  const { db } = connection
  await seed(db, parseConfiguration(''))
  await db.execute(
    sql`insert into people (id, team_id, name, real_name, kind) values (${person}, 'T1', 'ana', 'Ana', 'member')`,
  )
  // One in ten is open; the person leads the first, and is in one in a hundred.
  await db.execute(sql`
    insert into incidents (title, type, priority, severity, status, reporter_id, commander_id, reported_at, closed_at)
    select 'incident number ' || n, 'outage', 'high', 'major', case when n = 1 or n % 10 = 0 then 'active' else 'closed' end,
      'UBEN', case when n = 1 then ${person} else 'U' || n % 500 end, now() - n * interval '1 minute',
      case when n = 1 or n % 10 = 0 then null else now() end
    from generate_series(1, ${count}) n`)
  await db.execute(sql`
    insert into participants (incident_id, person_id, why, added_at)
    select id, one, 'joined', reported_at from incidents,
      unnest(array['UBEN', 'U' || id % 500] || case when id % 100 = 1 then array[${person}::text] else '{}' end) one
    on conflict do nothing`)
  await db.execute(
    sql`insert into resources (incident_id, kind, external_id, name) select id, 'channel', 'C' || id, 'inc-' || id from incidents`,
  )
  // What was done for each of them, and what became known.
  await db.execute(sql`
    insert into facts (subject_kind, subject_id, incident_id, type, actor_kind, data, happened_at, known_at)
    select 'incident', id::text, id, 'incident.updated', 'person', '{}', reported_at, reported_at
    from incidents, generate_series(1, 5)`)
  await db.execute(sql`
    insert into steps (effect_key, reaction, subject_kind, subject_id, incident_id, fact_id, lane, method, priority, state, done_at)
    select 'bench:' || id || ':' || n, 'paintBrief', 'incident', id::text, id, 1, 'integrations', 'chat.update', 3, 'done', now()
    from incidents, generate_series(1, 10) n`)
  await db.execute(sql`analyze`)
  return connection
}
