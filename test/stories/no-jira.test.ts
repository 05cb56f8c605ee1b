import { afterEach, expect, it } from 'vitest'
import { ownPort } from '../port.ts'
import { openStage, type Stage } from '../stage.ts'
import { briefOf, report, textOf } from '../tale.ts'
import { startJira } from '../workspace/jira/server.ts'

let stage: Stage | undefined
afterEach(() => stage?.close())

const withAna = { before: (slack: Stage['slack']) => void slack.addPerson({ name: 'ana' }) }

it('Jira not configured: nobody misses it', async () => {
  stage = await openStage(withAna)
  const incident = await report(stage, stage.slack.person('ana'), 'no tracker here')
  await stage.settle()
  expect(textOf(briefOf(stage, incident).blocks)).not.toContain('Ticket')
})

it('Jira away: the incident is ready, the ticket is shown as waiting, and comes when Jira is back', async () => {
  const jira = await startJira({ port: await ownPort() })
  await jira.stop()
  stage = await openStage({
    ...withAna,
    env: jira.env,
  })
  const { slack } = stage
  const incident = await report(stage, slack.person('ana'), 'Jira is away')
  await slack.until(
    'ready',
    () => stage && slack.channels().some((one) => one.name.startsWith('inc-') && one.pins.length > 0),
  )
  expect(textOf(briefOf(stage, incident).blocks)).toContain('Ticket …')
  const back = await startJira({
    port: jira.port,
    email: jira.email,
    token: jira.token,
    project: jira.project,
  })
  await stage.settle()
  expect(back.issues()).toHaveLength(1)
  await back.stop()
})
