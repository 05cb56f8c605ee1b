import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { JiraClient } from '../../jobs/clients/jira.ts'
import { jiraClient } from '../../jobs/clients/jira.ts'
import type { Jira } from '../workspace/jira/contract.ts'
import { startJira } from '../workspace/jira/server.ts'

let jira: Jira
let client: JiraClient
beforeAll(async () => {
  jira = await startJira()
  const { url, email, token, project } = jira
  client = await jiraClient({ url, email, token, project })
})
beforeEach(() => jira.faults.clear())
afterAll(() => jira?.stop())

const ticket = {
  label: 'one',
  issueType: 'Incident',
  summary: 'it is down',
  description: doc(),
  priority: undefined,
}
const calls: [name: string, call: () => Promise<unknown>][] = [
  ['openTicket', () => client.openTicket(ticket)],
  ['listTickets', () => client.listTickets('one')],
  ['getTicket', () => client.getTicket('OPS-1')],
  ['listMoves', () => client.listMoves('OPS-1')],
  ['linkTicket', () => client.linkTicket('OPS-1', { id: 'a', url: 'https://a.example', title: 'a' })],
]

it.each(calls)('a page in the place of an answer is none: %s', async (_, call) => {
  jira.faults.at({}, { kind: 'http', status: 200 })
  await expect(call()).rejects.toMatchObject({ kind: 'unanswered', code: 'jira.unanswered' })
})

function doc() {
  return { type: 'doc' as const, version: 1 as const, content: [] }
}
