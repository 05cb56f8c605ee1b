import { type SQL, sql } from 'drizzle-orm'
import { defaults } from '../configuration/defaults.ts'
import type { Work } from '../verb.ts'
import { isNudgeKind, kinds, type NudgeKind, nudgeKinds } from './kinds.ts'

/** A person hears of one thing at a time. */
const apartMinutes = 5

interface Look {
  incident: number
  /** The app's time, to the microsecond. */
  now: string
  /** The clock itself comes later than it should have. */
  late: boolean
}

/**
 * Looks at what the people of an incident are to be reminded of: ends what is not wanted any more, plans what is, says
 * what is due, and sets the timer for the next look. One looks at a time, in whatever process, so that nobody is
 * reminded of two things at once.
 */
export async function lookAtNudges(work: Work, incident: number, late: boolean): Promise<void> {
  const [turn] = await work.tx.execute<{ now: string }>(sql`
    select clock.now from (select pg_advisory_xact_lock(hashtext('dispatch:nudges'))) turn,
      lateral (select app_now()::text as now where turn is not null) clock`)
  if (!turn) throw new Error('the database gave no time')
  const look = { incident, now: turn.now, late }
  await endOthers(work, look)
  await plan(work, look)
  while (await sayNext(work, look));
  await setNext(work, look)
}

async function endOthers({ tx, record }: Work, { incident, now }: Look): Promise<void> {
  const ended = await tx.execute<{ id: number; kind: string; said: number }>(sql`
    update nudges n set ended_at = ${now}::timestamptz
    where n.incident_id = ${incident} and n.ended_at is null and n.kind in ${nudgeKinds} and not exists (
      select 1 from (${wantedBy(incident)}) w where w.kind = n.kind and w.about = n.about)
    returning id, kind, said`)
  for (const { id, kind, said } of ended)
    if (said > 0) record({ type: 'nudge.ended', subject: ['incident', incident], data: { nudge: id, kind } })
}

// What ended by itself begins again where it was; what somebody said is not needed stays so.
async function plan({ tx }: Work, { incident, now }: Look): Promise<void> {
  await tx.execute(sql`
    insert into nudges as n (incident_id, kind, about, due_at)
    select ${incident}, w.kind, w.about, w.first_at from (${wantedBy(incident)}) w
    on conflict (incident_id, kind, about) do update set ended_at = null, due_at = case
        when n.ended_at is not null then greatest(excluded.due_at, n.due_at, ${now}::timestamptz)
        else excluded.due_at end
    where (n.ended_at is not null and n.ended_by is null)
      or (n.ended_at is null and n.said = 0 and n.due_at <> excluded.due_at)`)
}

type Due = {
  id: number
  kind: string
  about: string
  said: number
  person: string | null
  late: boolean
  /** When it may be said: within office hours where it must, and apart from the last. */
  at: string
  moved: boolean
}

async function sayNext(work: Work, look: Look): Promise<boolean> {
  const due = await findDue(work, look)
  if (!due || !isNudgeKind(due.kind)) return false
  if (due.moved)
    await work.tx.execute(
      sql`update nudges set due_at = ${due.at}::timestamptz, late = ${due.late} where id = ${due.id}`,
    )
  else await say(work, look, due, due.kind)
  return true
}

async function findDue({ tx }: Work, { incident, now, late }: Look): Promise<Due | undefined> {
  const at = sql`${now}::timestamptz`
  const [due] = await tx.execute<Due>(sql`
    select d.*, d.at > ${at} as moved from (
      select n.id, n.kind, n.about, n.said, n.due_at, w.person,
        n.late or (${late}::boolean and ${opening(sql`n.due_at`)} < ${at} - interval '1 minute') as late,
        greatest(${opening(at)}, (select max(o.said_at) from nudges o where o.person_id = w.person
            or (w.person is null and o.person_id is null and o.incident_id = n.incident_id)
          ) + ${apartMinutes}::int * interval '1 minute') as at
      from nudges n join (${wantedBy(incident)}) w on w.kind = n.kind and w.about = n.about
      left join people p on p.id = w.person
      where n.incident_id = ${incident} and n.ended_at is null and n.due_at <= ${at} and n.said < ${capOf}
    ) d order by d.due_at, d.id limit 1`)
  return due
}

async function say(work: Work, { incident, now }: Look, due: Due, kind: NudgeKind): Promise<void> {
  const nth = due.said + 1
  const [said] = await work.tx.execute(sql`
    update nudges set said = ${nth}, said_at = ${now}::timestamptz, person_id = ${due.person}, snoozed = false,
      late = false, due_at = ${now}::timestamptz + ${kinds[kind].againMinutes}::int * interval '1 minute'
    where id = ${due.id} and ended_at is null and said = ${due.said} and due_at <= ${now}::timestamptz returning 1`)
  // Somebody answered it just now.
  if (!said) return
  const { id: nudge, about, person, late } = due
  work.record({
    type: 'nudge.due',
    subject: ['incident', incident],
    data: { nudge, kind, about, person, nth, late },
  })
}

async function setNext({ tx }: Work, { incident }: Look): Promise<void> {
  await tx.execute(sql`
    insert into timers (kind, subject_kind, subject_id, due_at)
    select 'nudge', 'incident', ${String(incident)}, min(n.due_at) from nudges n
    where n.incident_id = ${incident} and n.ended_at is null and n.said < ${capOf}
    having min(n.due_at) is not null
    on conflict do nothing`)
}

// Of one that is not urgent, the next instant at which the person is at work.
function opening(at: SQL): SQL {
  return sql`case when n.kind in ${officeKinds}
    then next_opening(${at}, coalesce(p.time_zone, 'UTC'), ${officeHours}) else ${at} end`
}

function wantedBy(incident: number): SQL {
  return sql`select w.* from incidents i, lateral (${allWanted}) w where i.id = ${incident}`
}

const allWanted = sql.join(
  Object.entries(kinds).map(
    ([kind, { wanted }]) =>
      sql`select ${sql.raw(`'${kind}'`)} as kind, one.* from (${wanted}) one (about, first_at, person)`,
  ),
  sql` union all `,
)
const officeKinds = Object.entries(kinds).flatMap(([kind, { inOfficeHours }]) =>
  inOfficeHours ? [kind] : [],
)
const officeHours = sql`coalesce((select value from settings where key = 'office_hours'),
  ${JSON.stringify(defaults.office_hours)}::text::jsonb)`
/** How often a row of `nudges n` may be said; one of an unknown kind is spent. */
export const capOf = sql.raw(
  `case n.kind ${Object.entries(kinds)
    .map(([kind, { cap }]) => `when '${kind}' then ${cap}`)
    .join(' ')} else 0 end`,
)
