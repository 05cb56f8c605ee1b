import { sql } from 'drizzle-orm'
import type { Why } from '../schema/incidents.ts'
import type { Work } from '../verb.ts'

export interface Newcomers {
  people: string[]
  why: Why
  /** They read along; who takes part already goes on doing so. */
  observer?: boolean
  /** Who asked for them, and in what words. */
  by?: string
  reason?: string
  /** The user group that they came with. */
  group?: string
  /** Invites those too who are in it as far as is known: they may have left unseen. */
  again?: boolean
}

/** Adds people to an incident, each once, with a fact for everyone who was not in it or is invited again; answers those. */
export async function addPeople(work: Work, incident: number, newcomers: Newcomers): Promise<string[]> {
  const { people, why, observer = false, by = null, reason = null, group = null, again = false } = newcomers
  if (people.length === 0) return []
  const added = await work.tx.execute<{ person_id: string; observer: boolean; known: boolean }>(sql`
    with before as (
      select person_id, observer from participants
      where incident_id = ${incident} and left_at is null and refused is null
    )
    insert into participants as p (incident_id, person_id, observer, why, added_by, reason, added_at)
    select ${incident}, one, ${observer}, ${why}, ${by}, ${reason}, ${work.now.toISOString()}
    from jsonb_array_elements_text(${JSON.stringify([...new Set(people)])}::text::jsonb) as one order by one
    on conflict (incident_id, person_id) do update set
      observer = p.observer and excluded.observer, left_at = null, refused = null,
      why = case when ${isAnew} then excluded.why else p.why end,
      added_by = case when ${isAnew} then excluded.added_by else p.added_by end,
      reason = case when ${isAnew} then excluded.reason else p.reason end,
      added_at = case when ${isAnew} then excluded.added_at else p.added_at end,
      invited_at = case when ${again} or p.left_at is not null then null else p.invited_at end
    where p.left_at is not null or p.refused is not null or (p.observer and not excluded.observer)
      or (${again} and p.invited_at is not null)
    returning person_id, observer, exists (
      select from before b where b.person_id = p.person_id and b.observer = p.observer
    ) as known`)
  for (const { person_id: person, observer: observes, known } of added)
    if (known)
      work.record({ type: 'participant.reinvited', subject: ['incident', incident], data: { person, by } })
    else
      work.record({
        type: 'participant.added',
        subject: ['incident', incident],
        data: { person, why, observer: observes, by, group },
        words: reason ? { reason } : undefined,
      })
  const came = added.map((row) => row.person_id)
  if (came.length > 0) letIn(work, incident, came, by)
  return came
}

// Who asked to be let in, and comes in another way, waits for no answer any more.
function letIn({ tx, actor, also }: Work, incident: number, people: string[], by: string | null): void {
  const who = by ?? (actor.kind === 'person' ? actor.id : null)
  also(
    tx.execute(sql`
      update access_requests set granted = true, answered_by = ${who}
      where incident_id = ${incident} and granted is null and person_id in ${people}`),
  )
}

// Who left, or whom Slack would not invite, comes anew.
const isAnew = sql.raw('(p.left_at is not null or p.refused is not null)')
