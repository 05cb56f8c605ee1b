import { sql } from 'drizzle-orm'
import type { Database, Tx } from '../database.ts'
import type { Actor, Fact, FactData, FactType, SubjectKind, Words } from '../facts.ts'
import type { ActorKind } from '../schema/facts.ts'
import type { Lane, StepLabel } from '../schema/steps.ts'

/** A fact that waits in the outbox, with the rank of its incident: 1 is the most severe, 9 the ninth and all below, or none. */
export interface WaitingFact {
  fact: Fact
  severity: number
}

export interface NewStep {
  effectKey: string
  reaction: string
  fact: Fact
  place: string
  lane: Lane
  method: string
  priority: number
  line: string | null
  label: StepLabel | null
  skippable: boolean
  /** Milliseconds to wait first, so that a burst becomes one. */
  settleMs: number
  /** Whoever adds it runs it at once, or offers it: it counts as offered. */
  urgent: boolean
}

export interface AddedStep {
  id: number
  reaction: string
  lane: Lane
  priority: number
}

/**
 * Turns waiting facts into steps, all or nothing, in the order in which they were recorded. A step whose effect
 * exists already is wanted once more; facts that this process does not know are left to a newer one. Answers how many facts there were, and the urgent steps, which are the caller's
 * to run.
 */
export async function drainOutbox(
  db: Database,
  known: string[],
  plan: (tx: Tx, waiting: WaitingFact) => Promise<NewStep[]>,
): Promise<{ facts: number; urgent: AddedStep[] }> {
  return db.transaction(async (tx) => {
    const waiting = await takeFacts(tx, known)
    const planned = (await Promise.all(waiting.map((one) => plan(tx, one)))).flat()
    const urgent = planned.length > 0 ? await addSteps(tx, planned) : []
    return { facts: waiting.length, urgent }
  })
}

async function takeFacts(tx: Tx, known: string[]): Promise<WaitingFact[]> {
  const rows = await tx.execute<FactRow>(sql`
    with taken as (
      delete from outbox where fact_id in (
        select o.fact_id from outbox o join facts f on f.id = o.fact_id where f.type in ${known}
        order by o.fact_id limit 200 for update of o skip locked) returning fact_id)
    select f.*, least(coalesce(o.position, 9), 9) as severity
    from taken join facts f on f.id = taken.fact_id
    left join incidents i on i.id = f.incident_id
    left join options o on o.kind = 'severity' and o.key = i.severity
    order by f.id`)
  return rows.map((row) => ({ fact: factOf(row), severity: row.severity }))
}

type FactRow = {
  id: string
  subject_kind: SubjectKind
  subject_id: string
  incident_id: number | null
  type: FactType
  actor_kind: ActorKind
  actor_id: string | null
  data: FactData<FactType>
  words: Words | null
  happened_at: string
  known_at: string
  severity: number
}

function factOf(row: FactRow): Fact {
  const actor: Actor =
    row.actor_kind === 'person' ? { kind: 'person', id: row.actor_id ?? '' } : { kind: row.actor_kind }
  return {
    id: Number(row.id),
    type: row.type,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    incidentId: row.incident_id,
    actor,
    data: row.data,
    words: row.words,
    happenedAt: new Date(row.happened_at),
    knownAt: new Date(row.known_at),
  }
}

async function addSteps(tx: Tx, planned: NewStep[]): Promise<AddedStep[]> {
  const rows = mergeTwins(planned).map((step) => ({
    effect_key: step.effectKey,
    reaction: step.reaction,
    subject_kind: step.fact.subjectKind,
    subject_id: step.fact.subjectId,
    incident_id: step.fact.incidentId,
    fact_id: step.fact.id,
    place: step.place,
    lane: step.lane,
    method: step.method,
    priority: step.priority,
    line: step.line,
    label: step.label,
    skippable: step.skippable,
    settle_ms: step.settleMs,
    urgent: step.urgent,
  }))
  const added = await tx.execute<{
    id: string
    key: string
    reaction: string
    lane: Lane
    priority: number
    state: string
  }>(sql`
    insert into steps (effect_key, reaction, subject_kind, subject_id, incident_id, fact_id, place, lane, method,
      priority, line, label, skippable, not_before, offered_at)
    select s.effect_key, s.reaction, s.subject_kind, s.subject_id, s.incident_id, s.fact_id, s.place, s.lane,
      s.method, s.priority, s.line, s.label, s.skippable,
      clock_timestamp() + s.settle_ms * interval '1 millisecond', case when s.urgent then clock_timestamp() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as s(effect_key text, reaction text,
      subject_kind text, subject_id text, incident_id int, fact_id bigint, place text, lane text, method text,
      priority int, line text, label text, skippable boolean, settle_ms int, urgent boolean)
    order by s.effect_key
    on conflict (effect_key) do update set wanted = steps.wanted + 1,
      state = case when steps.state in ('done', 'failed') then 'waiting' else steps.state end,
      tries = case when steps.state in ('done', 'failed') then 0 else steps.tries end,
      first_asked_at = case when steps.state = 'done' then null else steps.first_asked_at end,
      offered_at = case when steps.state in ('done', 'failed') then excluded.offered_at else steps.offered_at end,
      not_before = case when steps.state in ('done', 'failed') then excluded.not_before else steps.not_before end
    where steps.external_id is null
    returning id, effect_key as key, reaction, lane, priority, state`)
  const urgent = new Set(planned.filter((step) => step.urgent).map((step) => step.effectKey))
  return added
    .filter((step) => urgent.has(step.key) && step.state === 'waiting')
    .map(({ id, reaction, lane, priority }) => ({ id: Number(id), reaction, lane, priority }))
}

// One insert cannot touch a row twice.
function mergeTwins(planned: NewStep[]): NewStep[] {
  return [...new Map(planned.map((step) => [step.effectKey, step])).values()]
}
