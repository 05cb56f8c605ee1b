import { Failure } from './failure.ts'
import type { SlackCall } from './slack-call.ts'
import type { SlackClient } from './slack-port.ts'

export function slackFiles(call: SlackCall): Pick<SlackClient, 'uploadFile' | 'listFiles'> {
  return {
    async uploadFile(channel, { name, title, content, comment }) {
      const answer = await call('files.completeUploadExternal', (c) =>
        c.files.uploadV2({ channel_id: channel, filename: name, title, content, initial_comment: comment }),
      )
      return idIn(answer)
    },

    async listFiles(channel, name, person, since) {
      const found: string[] = []
      let cursor = ''
      do {
        const oldest = (since.getTime() / 1000).toFixed(6)
        const page = await call('conversations.history', (c) =>
          c.conversations.history({ channel, oldest, limit: 200, cursor }),
        )
        for (const { user, files } of page.messages ?? [])
          for (const file of user === person ? (files ?? []) : [])
            if (file.id && file.name === name) found.push(file.id)
        cursor = page.response_metadata?.next_cursor ?? ''
      } while (cursor !== '')
      return found.reverse()
    },
  }
}

// The SDK types what its three calls answer together as any answer of Slack's.
function idIn(answer: object): string {
  const { files: [done] = [] }: { files?: { files?: { id?: string }[] }[] } = answer
  const id = done?.files?.[0]?.id
  if (!id) throw new Failure('unanswered', 'slack.unanswered')
  return id
}
