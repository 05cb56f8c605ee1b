import { and, eq, ne, sql } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import { incidents } from '../schema/incidents.ts'
import { verb, type Work } from '../verb.ts'
import { bringIn, type Call, type Waiting } from './calls.ts'
import { addPeople } from './participants.ts'

export interface Engagement {
  incident: number
  people: string[]
  /** User groups, by Slack's id. */
  groups: string[]
  observer: boolean
  /** Why, in the asker's words; may be empty. */
  reason: string
}

/** What came of an engagement: who was not in it before, and the groups that wait for the commander's word. */
export interface Engaged {
  added: string[]
  waiting: Waiting[]
}

/** Asks people into an open incident, by name and by user group; who is in it already stays as they are. */
export const engagePeople = verb('people.engage', async (work, asked: Engagement): Promise<Engaged> => {
  const { incident, people, groups, observer } = asked
  if (people.length + groups.length === 0)
    throw new Refusal('nobody_named', 'Please name somebody to bring in, or a user group.', 'people')
  await mustBeOpen(work, incident)
  await mustBePeople(work, people)
  const named = people.map((person) => ({ person, observer, group: null }))
  const members = await listMembers(work, incident, groups, observer)
  const reason = asked.reason.trim()
  return bringIn(work, incident, [...named, ...members], {
    why: 'asked',
    ...(work.actor.kind === 'person' ? { by: work.actor.id } : {}),
    ...(reason ? { reason } : {}),
  })
})

/** A question to the commander about a large user group: the fact that it is asked by. */
interface Question {
  incident: number
  asked: number
}

/** What was said to it: how many come, or that nobody does. */
export interface Answered {
  coming: number | null
}

/** Brings in the large group that the commander was asked about by this fact; answers how many come. */
export const engageMany = verb(
  'people.engage_many',
  async (work, { incident, asked }: Question): Promise<Answered> => {
    await mustBeOpen(work, incident)
    const [row] = await work.tx.execute<{
      group: string
      observer: boolean
      by: string | null
      reason: string | null
      members: string[]
    }>(sql`
      select g.id as "group", array(
          select one from unnest(g.members) as one left join people p on p.id = one
          where coalesce(p.kind, 'member') not in ('deactivated', 'bot') order by one
        ) as members, (f.data->>'observer')::boolean as observer, f.data->>'by' as by,
        f.words->>'reason' as reason
      from facts f join groups g on g.id = f.data->>'group' and not g.disabled
      where f.id = ${asked} and f.incident_id = ${incident} and f.type = 'engagement.asked'`)
    if (!row) throw new Refusal('group_gone', 'This user group is disabled by now, so nobody comes with it.')
    const { members: people, group, observer, by, reason } = row
    const asking = { ...(by ? { by } : {}), ...(reason ? { reason } : {}) }
    const added = await addPeople(work, incident, { people, why: 'group', group, observer, ...asking })
    return { coming: added.length }
  },
)

/** The large group that the commander was asked about by this fact does not come. */
export const engageNobody = verb(
  'people.engage_many',
  async (work, { incident, asked }: Question): Promise<Answered> => {
    const [row] = await work.tx.execute<{ group: string }>(sql`
      select data->>'group' as "group" from facts
      where id = ${asked} and incident_id = ${incident} and type = 'engagement.asked'`)
    if (!row) throw new Error(`nobody was asked by fact ${asked} of incident ${incident}`)
    work.record({
      type: 'engagement.declined',
      subject: ['incident', incident],
      data: { asked, group: row.group },
    })
    return { coming: null }
  },
)

async function mustBeOpen({ tx }: Work, incident: number): Promise<void> {
  const [open] = await tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.id, incident), ne(incidents.status, 'closed')))
    .for('share')
  if (!open) throw new Refusal('incident_not_open', `INC-${incident} is over: nobody is brought in any more.`)
}

async function mustBePeople({ tx }: Work, people: string[]): Promise<void> {
  const [bot] = await tx.execute<{ id: string }>(sql`
    select id from people where kind = 'bot' and ${JSON.stringify(people)}::text::jsonb ? id limit 1`)
  if (bot) throw new Refusal('cannot_engage_bot', 'Bots cannot be brought in; please name people.', 'people')
}

async function listMembers(
  { tx }: Work,
  incident: number,
  groups: string[],
  observer: boolean,
): Promise<Call[]> {
  if (groups.length === 0) return []
  const named = sql`${JSON.stringify(groups)}::text::jsonb`
  const [row] = await tx.execute<{ known: number; members: { person: string; group: string }[] }>(sql`
    with known as (select * from groups where ${named} ? id and not disabled and members <> '{}')
    select (select count(*)::int from known) as known,
      coalesce(jsonb_agg(jsonb_build_object('person', m.person, 'group', m.id) order by m.id, m.person), '[]') as members
    from (select k.id, unnest(k.members) as person from known k) m
    left join people p on p.id = m.person
    left join participants i on i.incident_id = ${incident} and i.person_id = m.person
    where coalesce(p.kind, 'member') not in ('deactivated', 'bot')
      and (i.person_id is null or i.left_at is not null or (i.observer and not ${observer}::boolean))`)
  if (row?.known !== new Set(groups).size)
    throw new Refusal(
      'group_unknown',
      'One of these user groups is disabled, or Slack has not told Dispatch yet who is in it. Please name its people.',
      'groups',
    )
  return row.members.map((one) => ({ ...one, observer }))
}
