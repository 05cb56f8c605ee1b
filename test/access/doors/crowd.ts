import { sql } from 'drizzle-orm'
import type { Stage } from '../../stage.ts'
import { calm, channelOf, closeAll, report } from '../../tale.ts'
import type { Kind } from '../../workspace/slack/contract.ts'
import type { Named, Spot } from './forged.ts'

/** Those who come to the doors from outside, by what Slack says of them. */
export const outsiders: [name: string, kind: Kind | 'unknown'][] = [
  ['olaf', 'member'],
  ['adam', 'owner'],
  ['gus', 'guest'],
  ['stan', 'stranger'],
  ['rob', 'bot'],
  ['dora', 'deactivated'],
  ['una', 'unknown'],
]

export const secret = 'Quartz heron 7311 payroll'

export interface Scene {
  /** The restricted incident that nobody of them may see, and things of it. */
  restricted: number
  named: Named
  /** What the outsiders lead themselves. */
  own: Map<string, number>
  spot: Spot
}

/** A restricted incident with something behind every door, and the crowd before them, each with a timeline and Home open. */
export async function gather(stage: Stage): Promise<Scene> {
  const { slack } = stage
  const [ana, ben] = [slack.person('ana'), slack.person('ben')]
  const restricted = await report(stage, ana, secret, { visibility: 'restricted', description: secret })
  await closeAll(ana)
  await stage.settle()
  const room = channelOf(stage, restricted).id
  await ana.command(`/dispatch engage INC-${restricted} @ben ${secret}`, room)
  await ana.command(`/dispatch event ${secret}`, room)
  await stage.settle()
  await ana.command(`/dispatch handover INC-${restricted} scribe @ben`, room)
  await ben.command(`/dispatch update ${secret}`, room)
  await stage.settle()
  const named = await namedOf(stage, restricted)
  const own = new Map<string, number>()
  for (const [name, kind] of outsiders) {
    const person = slack.person(name)
    own.set(name, await report(stage, person, `the till of ${name}`))
    await closeAll(person)
    await person.command(`/dispatch timeline INC-${own.get(name)}`, 'general')
    await slack.until('the timeline', () => person.view)
    await person.openHome()
    await slack.until('Home', () => person.home)
    if (kind !== 'unknown' && kind !== 'member') slack.changePerson(person.id, { kind })
  }
  await calm(stage)
  // However long the doors take, the role stays offered.
  await stage.db.execute(sql`delete from timers where fired_at is null`)
  const { ts } = await ana.say('general', 'here is something to press')
  return { restricted, named, own, spot: { channel: slack.channel('general').id, ts } }
}

async function namedOf({ db }: Stage, incident: number): Promise<Named> {
  const [row] = await db.execute<Record<keyof Named, number>>(sql`
    with nudged as (
      insert into nudges (incident_id, kind, due_at, said, said_at)
      values (${incident}, 'commander.missing', app_now() + interval '1 day', 1, app_now()) returning id
    ), failed as (
      insert into steps (effect_key, reaction, subject_kind, subject_id, incident_id, fact_id, lane, method, priority,
        skippable, state)
      values ('to be mended', 'openTicket', 'incident', '1', ${incident}, 1, 'integrations', '', 1, true, 'failed')
      returning id
    )
    select ${incident}::int as incident, (select id::int from failed) as step, (select id from nudged) as nudge,
      (select min(id) from entries where incident_id = ${incident}) as entry,
      (select min(id) from handovers where incident_id = ${incident}) as handover,
      (select min(id)::int from facts where incident_id = ${incident}) as asked`)
  const ids = Object.entries(row ?? {}).map(([name, id]) => [name, String(id)])
  // The statement above names each of them.
  return Object.fromEntries(ids) as Named
}

/** All that stands of an incident, as one mark; who asked to see it aside. */
export async function markOf({ db }: Stage, incident: number): Promise<string> {
  const tables = [
    'participants',
    'assignments',
    'handovers',
    'resources',
    'entries',
    'nudges',
    'steps',
    'facts',
  ]
  const each = tables.map(
    (
      table,
    ) => `(select string_agg(t::text, '' order by t::text) from ${table} t where t.incident_id = ${incident}
      ${table === 'facts' ? `and t.type not like 'access.%'` : ''}
      ${table === 'steps' ? `and t.reaction <> 'askForAccess'` : ''})`,
  )
  const [row] = await db.execute<{ mark: string }>(
    sql.raw(
      `select md5(concat((select i::text from incidents i where id = ${incident}), ${each.join(', ')})) as mark`,
    ),
  )
  return row?.mark ?? ''
}
