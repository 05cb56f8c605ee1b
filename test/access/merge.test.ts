import { afterAll, beforeAll, expect, it } from 'vitest'
import { mergeIncident } from '../../db/incident/merge.ts'
import type { Visibility } from '../../db/schema/incidents.ts'
import { by, refusalOf, report } from '../db/ground.ts'
import { type Asker, cast, nonMembers, openTheatre, type State, type Theatre } from './cast.ts'
import { takenBack } from './trial.ts'

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre?.close())

const members = cast.filter(({ kind }) => !nonMembers.includes(kind))
const elsewhere = ['outside', 'left', 'admin-outside']

/** Merges an incident that the person leads into the one of the theatre; answers the refusal's code. */
async function merged(asker: Asker, from: Visibility, into: number | undefined): Promise<string> {
  return takenBack(theatre.db, async (db) => {
    const who = by(asker.id)
    const incident = await report({ ...theatre, db }, { visibility: from }, who)
    return refusalOf(mergeIncident(db, who, { incident, into: into ?? 999_999, why: 'the same' }))
  })
}

const targetOf = (visibility: Visibility, state: State) =>
  theatre.places.find((one) => one.visibility === visibility && one.state === state)?.incident

it.each(members)('$kind $id merges into an open one, whoever they are there', async (asker) => {
  expect(await merged(asker, 'open', targetOf('open', 'active'))).toBe('none')
  expect(await merged(asker, 'open', targetOf('open', 'closed'))).toBe('target_over')
  expect(await merged(asker, 'restricted', targetOf('open', 'active'))).toBe('would_show')
})

it.each(members)('$kind $id merges into a restricted one only if they may bring people in', async (asker) => {
  const taking = asker.kind === 'observer' ? 'observer' : 'none'
  const code = elsewhere.includes(asker.kind) ? 'incident_not_visible' : taking
  for (const from of ['open', 'restricted'] as const)
    expect(await merged(asker, from, targetOf('restricted', 'active'))).toBe(code)
})

it.each(members)('$kind $id learns nothing of a restricted one that is over by merging', async (asker) => {
  const codes = { outside: 'incident_not_visible', observer: 'observer', inside: 'target_over' }
  const standing = asker.kind === 'observer' ? 'observer' : 'inside'
  const code = codes[elsewhere.includes(asker.kind) ? 'outside' : standing]
  expect(await merged(asker, 'open', targetOf('restricted', 'closed'))).toBe(code)
  expect(await merged(asker, 'open', undefined)).toBe('incident_not_visible')
})
