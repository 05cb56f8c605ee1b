import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { calm, closeAll, postsIn, report, textOf } from '../tale.ts'
import type { Person } from '../workspace/slack/contract.ts'

let stage: Stage
let ana: Person
let olga: Person
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana' })
      slack.addPerson({ name: 'olga', kind: 'owner' })
      for (const name of ['ops', 'ops-two']) slack.addChannel({ name, members: ['ana', 'olga'] })
    },
  })
  ;[ana, olga] = [stage.slack.person('ana'), stage.slack.person('olga')]
})
afterAll(() => stage?.close())

const lettersIn = (name: string) => postsIn(stage, stage.slack.channel(name))
const choose = async (name: string) => {
  await olga.openHome()
  await calm(stage)
  await olga.click('home', 'choose_operations', stage.slack.channel(name).id)
  await calm(stage)
}
const failing = async (method: string, title: string) => {
  stage.slack.faults.at({ method }, { kind: 'error', code: 'restricted_action' })
  const incident = await report(stage, ana, title)
  await stage.settle()
  await closeAll(ana)
  return incident
}

it('a channel that is chosen for what could not be done hears what is so by then, once, and how it ends', async () => {
  const incident = await failing('pins.add', 'nobody hears of pins')
  expect(lettersIn('ops')).toHaveLength(0)
  await choose('ops')
  expect(lettersIn('ops').map(({ text }) => text)).toEqual([
    expect.stringContaining(`Pin of INC-${incident} failed`),
  ])
  await choose('ops')
  expect(lettersIn('ops')).toHaveLength(1)
  const [{ ts = '' } = {}] = lettersIn('ops')
  const [retry = ''] = /retry_step:\d+/.exec(textOf(lettersIn('ops'))) ?? []
  await ana.click({ channel: stage.slack.channel('ops').id, ts }, retry)
  await stage.settle()
  expect(textOf(lettersIn('ops'))).toContain('is done now')
})

it('also one that is chosen as the former is gone, though no brief shows it', async () => {
  await olga.archiveChannel(stage.slack.channel('ops').id)
  await calm(stage)
  const before = lettersIn('ops').length
  stage.slack.faults.at(
    { method: 'users.list', times: Number.POSITIVE_INFINITY },
    { kind: 'error', code: 'restricted_action' },
  )
  await stage.wind(25 * 3_600_000)
  await expect
    .poll(() => stage.db.execute(sql`select reaction from steps where state = 'failed'`), { timeout: 5_000 })
    .toEqual([{ reaction: 'refreshPeople' }])
  await calm(stage)
  expect(lettersIn('ops')).toHaveLength(before)
  await choose('ops-two')
  expect(lettersIn('ops-two').map(({ text }) => text)).toEqual([expect.stringContaining('refreshPeople')])
})
