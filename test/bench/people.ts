import type { Slack } from '../workspace/slack/contract.ts'
import { startSlack } from '../workspace/slack/server.ts'

/** What a call of the Web API takes. */
export const callMs = 150

/** Where an installation stands: its workspace, and its dispatch.yml once that stands. */
export interface Ground {
  open(): Promise<Slack>
  configuration(slack: Slack): string
}

/** The same workspace for every contestant: who is asked first reports, four are invited, one channel hears of it. */
export async function openWorkspace(): Promise<Slack> {
  const slack = await startSlack({ latencyMs: callMs })
  for (const name of ['ana', 'ben', 'cleo', 'dora']) slack.addPerson({ name })
  slack.addChannel({ name: 'incidents', members: ['ana'] })
  return slack
}

/** A dispatch.yml under which ben leads, and cleo and dora come along. */
export function configurationFor(slack: Slack): string {
  const [ben, cleo, dora] = ['ben', 'cleo', 'dora'].map((name) => slack.person(name).id)
  const channel = slack.channel('incidents').id
  return `
rules:
  - { commander: ${ben}, participants: [${cleo}, ${dora}] }
broadcast:
  - { channel: ${channel} }
`
}

export const usual: Ground = { open: openWorkspace, configuration: configurationFor }
