import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { type Scratch, scratch } from '../scratch.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'
import { differences } from './check.ts'
import { happenings, type Weights } from './commands/all.ts'
import { begin, report } from './commands/changes.ts'
import { settle } from './commands/hands.ts'
import { type Model, names, type Real, type Tally } from './model.ts'
import { type Offices, openOffices } from './offices.ts'

export interface Trial {
  runs: number
  seed: number
  /** The one life that is led again. */
  path?: string | undefined
  weights?: Weights | undefined
  database?: (() => Promise<Scratch>) | undefined
}

export interface Outcome {
  seed: number
  /** How many lives were led, the one that failed among them. */
  runs: number
  /** How many were given up, as the machine was too slow. */
  skipped: number
  tally: Tally
  /** What was different from the model, or went wrong; empty where nothing did. */
  failure: string
  /** Where the failure is found again. */
  path: string
  story: string
}

const mostCommands = 45

/** Leads so many lives as the seed has them, in one workspace, until one differs from the model. */
export async function tryOut({ runs, seed, path, weights, database = scratch }: Trial): Promise<Outcome> {
  const tally: Tally = { commands: 0, changes: 0, troubles: 0 }
  const place = await openPlace(database)
  try {
    const drawn = fc.commands(happenings(weights), { maxCommands: mostCommands, size: 'max' })
    const found = await fc.check(
      fc.asyncProperty(drawn, (commands) => live(commands, place, tally)),
      // What is found again by its path needs no shrinking, in which each step is a life.
      { numRuns: runs, seed, endOnFailure: true, unbiased: true, ...(path ? { path } : {}) },
    )
    const { errorInstance, counterexample, counterexamplePath } = found
    const failure = errorInstance instanceof Error ? errorInstance.message : String(errorInstance ?? '')
    return {
      ...{ seed, tally, failure, runs: found.numRuns, skipped: found.numSkips },
      path: counterexamplePath ?? '',
      story: String(counterexample?.[0] ?? ''),
    }
  } finally {
    await place.close()
  }
}

interface Place {
  stage: Stage
  jira: Jira
  offices: Offices
  /** By how many minutes its clock is ahead. */
  ahead: number
  close(): Promise<void>
}

async function openPlace(database: () => Promise<Scratch>): Promise<Place> {
  const jira = await startJira()
  const stage = await openStage({
    ...{ env: jira.env, database },
    offices: 0,
    before: (slack) => {
      for (const name of names) slack.addPerson({ name })
      for (const name of ['general', 'incidents']) slack.addChannel({ name, members: [...names] })
    },
    configuration: (slack) => `broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  })
  const offices = openOffices(stage, jira.env)
  const close = async () => {
    await offices.close()
    await stage.close()
    await jira.stop()
  }
  return { stage, jira, offices, ahead: 0, close }
}

type Commands = Parameters<typeof fc.asyncModelRun<Model, Real, true, Model>>[1]

async function live(commands: Commands, place: Place, tally: Tally): Promise<void> {
  const { stage, jira, offices, ahead } = place
  const beganAt = Math.floor(Date.now() / 1000)
  const real: Real = { stage, jira, offices, beganAt, numbers: [], messages: new Map(), tally }
  const model: Model = { incidents: [], bornAhead: ahead, ahead, made: 0 }
  await settle(real)
  begin(model, 'ana', 'checkout is down', 'major')
  real.numbers.push(await report(real, 'ana', 'checkout is down', 'major'))
  await fc.asyncModelRun(() => ({ model, real }), commands)
  stage.slack.sockets.disturb(undefined)
  await settle(real)
  const found = await differences(real, model)
  if (found.length > 0) throw new Error([...found, ...(await failedSteps(stage))].join('\n'))
  place.ahead = model.ahead
  await forget(stage)
}

async function failedSteps({ db }: Stage): Promise<string[]> {
  const rows = await db.execute<{ reaction: string; error: string }>(
    sql`select reaction, error from steps where state = 'failed'`,
  )
  return rows.map(({ reaction, error }) => `${reaction} failed: ${error}`)
}

// Nobody is reminded of it in another life.
async function forget({ db }: Stage): Promise<void> {
  await db.execute(sql`update incidents set status = 'closed'`)
  await db.execute(sql`delete from timers where fired_at is null`)
}
