import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../stage.ts'
import { closeAll, recordedNumber, report, textOf } from '../../tale.ts'
import type { Fault } from '../../workspace/slack/contract.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
    },
  })
  await report(stage, stage.slack.person('ana'), 'payments are refused by the bank')
  await stage.settle()
})
beforeEach(() => stage.slack.faults.clear())
afterAll(() => stage?.close())

const faults: Fault[] = [
  { kind: 'rate limited', retryAfter: 1 },
  { kind: 'http', status: 503 },
  { kind: 'reset' },
]

describe('while a title is typed', () => {
  it.each(faults)('what cannot be shown beside it takes nothing from the form: %j', async (fault) => {
    const ben = stage.slack.person('ben')
    await closeAll(ben)
    await ben.command('/dispatch')
    await stage.slack.until('the form', () => ben.view)
    await ben.fill('description', 'since noon, in Lisbon only')
    stage.slack.faults.at({ method: 'views.update' }, fault)
    const from = stage.slack.calls.length
    const updates = () => stage.slack.calls.slice(from).filter((call) => call.method === 'views.update')
    await ben.fill('title', 'payments refused by bank')
    await stage.slack.until('the call that failed', () => updates().find((call) => call.answer))
    const second = stage.slack.until('another view', () => updates().length > 1, 90)
    await expect(second).rejects.toThrow('another view')
    expect(textOf(ben.view?.view)).toContain('Report an incident')
    expect(ben.view?.values.description?.description).toMatchObject({ value: 'since noon, in Lisbon only' })
    await ben.submit()
    expect(recordedNumber(ben)).toBeGreaterThan(1)
    await stage.settle()
  })
})
