import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { keepPresence, type Presence } from '../../jobs/presence.ts'
import { refused, theWorkspace } from './far-side.ts'
import { type Bench, openBench } from './workshop.ts'

let bench: Bench
let presence: Presence
let lines: { level: number; msg: string }[]
beforeAll(async () => {
  bench = await openBench()
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  lines = []
  presence = open()
})
afterEach(() => void vi.useRealTimers())
afterAll(() => bench?.close())

function open(): Presence {
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) })
  return keepPresence(bench.db, log, async () => bench.world)
}

async function later(seconds: number): Promise<void> {
  vi.setSystemTime(Date.now() + seconds * 1_000)
  await presence.check()
}

const factsOf = async (type: 'workspace.left' | 'workspace.connected') => (await bench.facts(type)).length

it('an app that Slack takes no more says so once, asks now and then, and goes on once it is back', async () => {
  const [left, connected] = [await factsOf('workspace.left'), await factsOf('workspace.connected')]
  await presence.leave()
  await presence.leave()
  expect(presence.isHere()).toBe(false)
  const other = open()
  await other.check()
  expect(other.isHere()).toBe(false)
  expect(await factsOf('workspace.left')).toBe(left + 1)
  expect(lines.map((one) => one.level)).toEqual([50, 50])

  bench.next('meetWorkspace', refused('account_inactive'), refused('account_inactive'))
  await later(0.5)
  expect(bench.callsOf('meetWorkspace')).toBe(0)
  await later(1)
  await later(0.5)
  expect(bench.callsOf('meetWorkspace')).toBe(1)
  await later(2)
  expect(bench.callsOf('meetWorkspace')).toBe(2)
  expect([presence.isHere(), lines.length]).toEqual([false, 2])

  await later(5)
  await other.check()
  expect([presence.isHere(), other.isHere()]).toEqual([true, true])
  expect(await factsOf('workspace.connected')).toBe(connected + 1)
  expect(lines.slice(2).map((one) => one.level)).toEqual([30, 30])
})

it('a token of another workspace brings it back to none', async () => {
  await presence.leave()
  Object.assign(theWorkspace, { teamId: 'T2' })
  await later(2)
  expect(presence.isHere()).toBe(false)
  Object.assign(theWorkspace, { teamId: 'T1' })
  await later(10)
  expect(presence.isHere()).toBe(true)
})

it('no step is tried while it is away, not even one that is under way to a worker', async () => {
  const incident = await bench.begin()
  const step = await bench.stepOf('openChannel', incident)
  bench.next('openChannel', refused('token_revoked'))
  await bench.run(step)
  expect(await bench.row(step)).toMatchObject({ state: 'waiting', tries: 0, asked: false, late: false })
  const calls = bench.calls.length
  await bench.run(step)
  expect(bench.calls.length).toBe(calls)
  vi.setSystemTime(Date.now() + 60_000)
  await bench.presence.check()
  await bench.run(step)
  expect(await bench.row(step)).toMatchObject({ state: 'done' })
})
