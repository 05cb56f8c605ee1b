import { sql } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import type { Fact } from '../facts.ts'
import type { Lane, StepLabel } from '../schema/steps.ts'

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
  /** It is kept true, not made once: people who skipped it went on without that try, and the next wish is another. */
  kept: boolean
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

/** Adds what was planned; a step whose effect exists already is wanted once more, and is due once it has rested. Answers the urgent ones that wait, which are the caller's to run. */
export async function addSteps(tx: Tx, planned: NewStep[]): Promise<AddedStep[]> {
  if (planned.length === 0) return []
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
  const kept = JSON.stringify(planned.filter((step) => step.kept).map((step) => step.effectKey))
  const isSkipped = sql`(steps.state = 'skipped' and ${kept}::text::jsonb ? steps.effect_key)`
  const isOver = sql`(steps.state in ('done', 'failed') or ${isSkipped})`
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
      state = case when ${isOver} then 'waiting' else steps.state end,
      tries = case when ${isOver} then 0 else steps.tries end,
      strikes = case when ${isOver} then 0 else steps.strikes end,
      first_asked_at = case when steps.state = 'done' or ${isSkipped} then null else steps.first_asked_at end,
      offered_at = case when ${isOver} then excluded.offered_at else steps.offered_at end,
      not_before = case when steps.state = 'done' then greatest(excluded.not_before, steps.not_before)
        when ${isOver} then excluded.not_before
        when steps.error is null and steps.asked_at is not null then least(steps.not_before, excluded.not_before)
        else steps.not_before end
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
