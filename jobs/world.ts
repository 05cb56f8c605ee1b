import type { Env } from '../db/env.ts'
import { type JiraClient, jiraClient } from './clients/jira.ts'
import { slackClient } from './clients/slack.ts'
import type { SlackClient } from './clients/slack-port.ts'

/** The outside systems, as far as they are configured. One that is not is absent. */
export interface World {
  slack: SlackClient
  jira?: JiraClient
}

export async function openWorld(env: Env): Promise<World> {
  const slack = slackClient(env.SLACK_BOT_TOKEN, env.SLACK_API_URL)
  if (!env.JIRA_URL || !env.JIRA_EMAIL || !env.JIRA_API_TOKEN || !env.JIRA_PROJECT) return { slack }
  const jira = await jiraClient({
    url: env.JIRA_URL,
    email: env.JIRA_EMAIL,
    token: env.JIRA_API_TOKEN,
    project: env.JIRA_PROJECT,
  })
  return { slack, jira }
}
