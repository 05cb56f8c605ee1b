import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerAccess, requestAccess } from '../../../db/access/request.ts'
import { restrictIncident } from '../../../db/access/restrict.ts'
import { getHome } from '../../../db/home/home.ts'
import { channelOpened } from '../../../db/incident/outside.ts'
import { engagePeople } from '../../../db/people/engage.ts'
import { followJoining } from '../../../db/people/membership.ts'
import { verb } from '../../../db/verb.ts'
import { ana, app, ben } from '../../db/ground.ts'
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

describe('who asked and came in another way', () => {
  const waits = async () =>
    (await getHome(bench.db, 'UANA', 0)).desk.requests
      .filter((one) => one.incident === incident)
      .map((one) => one.person)
  const painted = async () => {
    await bench.plan()
    await bench.run(await bench.stepOf('paintAccessRequests', incident))
    return posted()
  }
  beforeEach(async () => {
    await bench.run(asking)
    expect([await waits(), posted().includes('let_in')]).toEqual([['UBEN'], true])
  })

  it('as somebody asked for them, waits for no answer any more', async () => {
    await engagePeople(bench.db, ana, {
      ...{ incident, people: ['UBEN'], groups: [], observer: false, reason: '' },
    })
    expect(await waits()).toEqual([])
    expect(await painted()).toContain('Let in by <@UANA>')
    expect(posted()).not.toContain('let_in')
  })

  it('nor as somebody invited them in Slack', async () => {
    const channel = { id: `C${incident}`, name: 'inc', url: 'https://x', isPrivate: true }
    await verb('step.finish', (work, _: undefined) => channelOpened(work, incident, channel))(
      bench.db,
      app,
      undefined,
    )
    await followJoining(
      bench.db,
      { kind: 'slack' },
      { channel: channel.id, person: 'UBEN', at: '1700000001.000100', inviter: 'UCLEO' },
    )
    expect(await waits()).toEqual([])
    expect(await painted()).toContain('Let in by <@UCLEO>')
  })

  it('while whoever was let in by an answer is painted once', async () => {
    await answer()
    expect(await bench.row(await bench.stepOf('paintAccessRequests', incident))).toMatchObject({ wanted: 1 })
  })
})
