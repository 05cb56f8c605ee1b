import { sql } from 'drizzle-orm'
import { type Database, isAway, type Tx } from '../database.ts'
import type { Fact } from '../facts.ts'
import { type FactRow, factOf } from '../record.ts'
import { type AddedStep, addSteps, type NewStep } from './new-steps.ts'

/** A fact that waits in the outbox, with the rank of its incident: 1 is the most severe, 9 the ninth and all below, or none. */
export interface WaitingFact {
  fact: Fact
  severity: number
}

/** One of the things that a fact sets in motion. */
export interface Part {
  plan(tx: Tx): Promise<NewStep[]>
  /** Plans it later, where that fails now. */
  later: NewStep
}

export interface Drained {
  facts: number
  /** The steps that are the caller's to run. */
  urgent: AddedStep[]
}

/**
 * Turns waiting facts into steps, all or nothing, in the order in which they were recorded; facts that this process
 * does not know are left to a newer one. A part that cannot be planned is set aside as a step of its own, which tries
 * it again, and the rest flows.
 */
export async function drainOutbox(
  db: Database,
  known: string[],
  partsOf: (waiting: WaitingFact) => Part[],
): Promise<Drained> {
  try {
    return await db.transaction((tx) => drain(tx, known, partsOf))
  } catch (error) {
    if (isAway(error)) throw error
    return db.transaction((tx) => drainApart(tx, known, partsOf))
  }
}

type PartsOf = Parameters<typeof drainOutbox>[2]

async function drain(tx: Tx, known: string[], partsOf: PartsOf): Promise<Drained> {
  const waiting = await takeFacts(tx, known)
  const plans = waiting.flatMap(partsOf).map((part) => part.plan(tx))
  // Where one fails the others still ask: they must not reach the session once its transaction is over.
  await Promise.allSettled(plans)
  const planned = (await Promise.all(plans)).flat()
  return { facts: waiting.length, urgent: await addSteps(tx, planned) }
}

async function drainApart(tx: Tx, known: string[], partsOf: PartsOf): Promise<Drained> {
  const waiting = await takeFacts(tx, known)
  const urgent: AddedStep[] = []
  for (const part of waiting.flatMap(partsOf)) urgent.push(...(await planApart(tx, part)))
  return { facts: waiting.length, urgent }
}

async function planApart(tx: Tx, part: Part): Promise<AddedStep[]> {
  try {
    return await tx.transaction(async (inner) => addSteps(inner, await part.plan(inner)))
  } catch (error) {
    if (isAway(error)) throw error
    return addSteps(tx, [part.later])
  }
}

async function takeFacts(tx: Tx, known: string[]): Promise<WaitingFact[]> {
  const rows = await tx.execute<RankedRow>(sql`
    with taken as (
      delete from outbox where fact_id in (
        select o.fact_id from outbox o join facts f on f.id = o.fact_id where f.type in ${known}
        order by o.fact_id limit 200 for update of o skip locked) returning fact_id)
    select f.*, ${rank} as severity from taken join facts f on f.id = taken.fact_id ${ranked} order by f.id`)
  return rows.map(waitingOf)
}

/** The fact as the outbox gave it, for one that plans a part of it later. */
export async function getWaitingFact(tx: Tx, id: number): Promise<WaitingFact> {
  const [row] = await tx.execute<RankedRow>(
    sql`select f.*, ${rank} as severity from facts f ${ranked} where f.id = ${id}`,
  )
  if (!row) throw new Error(`there is no fact ${id}`)
  return waitingOf(row)
}

const rank = sql`least(coalesce(o.position, 9), 9)`
const ranked = sql`left join incidents i on i.id = f.incident_id
  left join options o on o.kind = 'severity' and o.key = i.severity`

type RankedRow = FactRow & { severity: number }

function waitingOf(row: RankedRow): WaitingFact {
  return { fact: factOf(row), severity: row.severity }
}
