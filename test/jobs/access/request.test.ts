import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { answerAccess, requestAccess } from '../../../db/access/request.ts'
import { restrictIncident } from '../../../db/access/restrict.ts'
import { ana, ben } from '../../db/ground.ts'
import { lost, refused } from '../far-side.ts'
import { type Bench, openBench } from '../workshop.ts'

let bench: Bench
let incident: number
let asking: number
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(async () => {
  incident = await bench.beginAnew()
  await restrictIncident(bench.db, ana, { incident, note: 'names are in it' })
  await requestAccess(bench.db, ben, { incident })
  await bench.plan()
  asking = await bench.stepOf('askForAccess', incident)
})
afterAll(() => bench?.close())

const answer = async () => {
  await answerAccess(bench.db, ana, { incident, person: 'UBEN', granted: true })
  await bench.plan()
  return bench.stepOf('paintAccessRequests', incident)
}
const posted = () => JSON.stringify(bench.posts.map((one) => one.message))

it('a request that Slack posted and did not answer for loses its buttons once it is found', async () => {
  bench.next('post', lost)
  await bench.run(asking)
  expect(posted()).toContain('let_in')
  const painting = await answer()
  await bench.run(painting)
  expect(await bench.row(painting)).toMatchObject({ state: 'waiting' })
  await bench.run(asking)
  await bench.run(painting)
  expect(posted()).not.toContain('let_in')
  expect(posted()).toContain('Let in by')
})

it('one that was deleted is not painted, and fails nothing', async () => {
  await bench.run(asking)
  const painting = await answer()
  bench.next('repaint', refused('message_not_found'))
  await bench.run(painting)
  expect(await bench.row(painting)).toMatchObject({ state: 'done' })
})

it('one that is answered before it is posted says so', async () => {
  const painting = await answer()
  await bench.run(painting)
  await bench.run(asking)
  expect(await bench.row(painting)).toMatchObject({ state: 'done' })
  expect(posted()).not.toContain('let_in')
})
