import { slackCaller } from './slack-call.ts'
import { slackCanvases } from './slack-canvases.ts'
import { slackChannels } from './slack-channels.ts'
import { slackFiles } from './slack-files.ts'
import { slackMessages } from './slack-messages.ts'
import { slackPeople } from './slack-people.ts'
import type { SlackClient } from './slack-port.ts'

export function slackClient(token: string, apiUrl: string): SlackClient {
  const call = slackCaller(token, apiUrl)
  return {
    ...slackChannels(call),
    ...slackMessages(call),
    ...slackPeople(call),
    ...slackCanvases(call),
    ...slackFiles(call),
  }
}
