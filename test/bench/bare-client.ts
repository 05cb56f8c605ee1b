import { WebClient } from '@slack/web-api'
import { clock } from './clock.ts'

/** What the reference is told to do: the calls that stand between a report and its readiness, and nothing else. */
export interface Errand {
  create: { name: string } & Record<string, unknown>
  invite: Record<string, unknown>
  post: Record<string, unknown>
}

const [token = '', slackApiUrl = ''] = process.argv.slice(2)
const client = new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 } })

process.on('message', (errand: Errand) => void run(errand).then((answer) => process.send?.(answer)))
process.on('disconnect', () => process.exit(0))

async function run({ create, invite, post }: Errand): Promise<{ begunAt: number; error?: string }> {
  const begunAt = clock()
  try {
    const made = await client.conversations.create({ ...create, name: create.name })
    const id = made.channel?.id
    await Promise.all([
      client.apiCall('conversations.invite', { ...invite, channel: id }),
      client.apiCall('chat.postMessage', { ...post, channel: id }),
    ])
    return { begunAt }
  } catch (error) {
    return { begunAt, error: String(error) }
  }
}
