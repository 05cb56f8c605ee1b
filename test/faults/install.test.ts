import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkApp } from '../../app/health.ts'
import { getHealth } from '../../db/health.ts'
import { openStage, type Stage } from '../stage.ts'
import { told } from '../stories/crew.ts'
import { clean, disturbed, roomOf, tell } from '../stories/moved.ts'
import { calm, postsIn, textOf } from '../tale.ts'
import { town } from '../town.ts'
import type { Channel, Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
beforeAll(async () => {
  stage = await openStage(town(['ana', 'ben'], ['incidents']))
  ana = stage.slack.person('ana')
})
afterAll(() => stage?.close())

const says = (room: Channel, words: string) =>
  postsIn(stage, room).filter((one) => !room.pins.includes(one.ts) && textOf(one).includes(words)).length
const isInstalled = async () => (await checkApp(stage.db, () => 2)()).installed
const left = () => stage.db.execute(sql`select 1 from facts where type = 'workspace.left'`)

it('taken out of the workspace, the app waits without a word, and goes on where it stood once it is back', async () => {
  const open = await roomOf(stage, 'an open one')
  const closed = await roomOf(stage, 'a private one', { visibility: 'restricted' })
  expect(await isInstalled()).toBe(true)
  // Slack hangs just now, so that this is still to be told when the app is taken out.
  stage.slack.faults.at(
    { method: 'chat.postMessage', times: Number.POSITIVE_INFINITY },
    { kind: 'http', status: 503 },
  )
  await ana.command(`/dispatch update INC-${open.incident} it was to be told`, 'incidents')
  stage.slack.sockets.disturb({ double: 1, shuffle: 0.5, seed: 3 })
  stage.slack.uninstall()
  stage.slack.sockets.disturb(undefined)
  await expect.poll(isInstalled).toBe(false)
  stage.slack.faults.clear()
  const calls = (isLook: boolean) =>
    stage.slack.calls.filter((one) => (one.method === 'auth.test') === isLook).length
  const looked = calls(true)
  await expect.poll(() => calls(true)).toBeGreaterThan(looked)
  const before = calls(false)
  await expect.poll(() => calls(true)).toBeGreaterThan(looked + 1)
  expect(calls(false)).toBe(before)
  expect(await left()).toHaveLength(1)
  expect(await getHealth(stage.db)).toMatchObject({ queueOk: true })
  stage.slack.reinstall()
  await expect.poll(isInstalled, { timeout: 15_000 }).toBe(true)
  await calm(stage)
  await stage.settle(30_000)
  expect(open.room.members.has(stage.slack.bot.userId)).toBe(true)
  expect(says(open.room, 'it was to be told')).toBe(1)
  expect(textOf(told(ana, `took Dispatch out of <#${closed.room.id}>`))).toContain('/invite @Dispatch')
  await ana.invite(closed.room.id, ['dispatch'])
  await calm(stage)
  await tell(stage, ana, closed.incident, 'all is well')
  expect(says(closed.room, 'all is well')).toBe(1)
  const { incident } = await roomOf(stage, 'after it came back')
  expect(says(stage.slack.channel('incidents'), `INC-${incident}*`)).toBe(1)
  await clean(stage)
}, 90_000)

it('a token that Slack refuses without a word of warning is noticed by the first call', async () => {
  const { incident, room } = await roomOf(stage, 'revoked')
  stage.slack.faults.at({ times: Number.POSITIVE_INFINITY }, { kind: 'error', code: 'token_revoked' })
  await ana.command(`/dispatch update INC-${incident} not yet`, 'incidents')
  await expect.poll(isInstalled).toBe(false)
  expect(await left()).toHaveLength(2)
  stage.slack.faults.clear()
  await expect.poll(isInstalled, { timeout: 15_000 }).toBe(true)
  await calm(stage)
  expect(says(room, 'not yet')).toBe(1)
  await clean(stage)
}, 60_000)

it('a user’s token that is revoked is none of the app’s', async () => {
  const before = (await left()).length
  await stage.slack.sockets.deliver({ type: 'tokens_revoked', tokens: { oauth: ['UX'], bot: [] } })
  await disturbed(stage, async () => undefined)
  expect(await left()).toHaveLength(before)
})
