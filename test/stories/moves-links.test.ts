import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { briefIn } from '../tale.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'
import { clean, disturbed, roomOf } from './moved.ts'

let stage: Stage
let jira: Jira
beforeAll(async () => {
  jira = await startJira()
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addPerson({ name: 'olga', kind: 'owner' })
    },
    env: jira.env,
  })
})
afterEach(() => clean(stage))
afterAll(async () => {
  await stage?.close()
  await jira?.stop()
})

it('a channel that has another id is linked by that, on its bookmark and in Jira, each once', async () => {
  const { incident, room } = await roomOf(stage, 'private now')
  const [olga, former] = [stage.slack.person('olga'), room.id]
  await olga.joinChannel(room.id)
  const ticket = () => jira.issues().find((one) => one.summary.startsWith(`INC-${incident} `))
  expect(ticket()?.links.map((one) => one.object.url)).toEqual([
    expect.stringContaining(`/archives/${former}`),
  ])
  await disturbed(stage, () => olga.makePrivate(room.id))
  expect(room.id).not.toBe(former)
  expect(ticket()?.links.map((one) => one.object.url)).toEqual([
    expect.stringMatching(new RegExp(`/archives/${room.id}$`)),
  ])
  const ts = briefIn(stage, room).ts.replace('.', '')
  const bookmarks = room.bookmarks.map(({ title, link }) => [title, link.split('/').slice(3).join('/')])
  expect(bookmarks.sort()).toEqual([
    ['Brief', `archives/${room.id}/p${ts}`],
    [ticket()?.key, `browse/${ticket()?.key}`],
  ])
})
