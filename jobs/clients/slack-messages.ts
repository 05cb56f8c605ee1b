import type { View } from '@slack/types'
import { Failure } from './failure.ts'
import type { SlackCall } from './slack-call.ts'
import { tolerate } from './slack-channels.ts'
import type { SlackClient } from './slack-port.ts'

type Messages = Pick<
  SlackClient,
  'post' | 'listPosts' | 'repaint' | 'remove' | 'pin' | 'openDirect' | 'showView'
>

/** The metadata by which a message of ours is found again. */
const eventType = 'dispatch_effect'

export function slackMessages(call: SlackCall): Messages {
  return {
    async post(channel, message, effectKey) {
      const answer = await call('chat.postMessage', (c) =>
        c.chat.postMessage({
          channel,
          ...message,
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: eventType, event_payload: { key: effectKey } },
        }),
      )
      if (!answer.ts || !answer.channel) throw new Failure('unanswered', 'slack.unanswered')
      return { channel: answer.channel, ts: answer.ts }
    },

    async listPosts(channel, effectKey, since) {
      const found: { channel: string; ts: string }[] = []
      let cursor = ''
      do {
        const page = await call('conversations.history', (c) =>
          c.conversations.history({
            channel,
            oldest: (since.getTime() / 1000).toFixed(6),
            include_all_metadata: true,
            limit: 200,
            cursor,
          }),
        )
        for (const one of page.messages ?? [])
          if (
            one.ts &&
            one.metadata?.event_type === eventType &&
            keyOf(one.metadata.event_payload) === effectKey
          )
            found.push({ channel, ts: one.ts })
        cursor = page.response_metadata?.next_cursor ?? ''
      } while (cursor !== '')
      return found.sort((a, b) => a.ts.localeCompare(b.ts))
    },

    async repaint(channel, ts, message) {
      await call('chat.update', (c) => c.chat.update({ channel, ts, ...message }))
    },

    async remove(channel, ts) {
      await tolerate('message_not_found', () => call('chat.delete', (c) => c.chat.delete({ channel, ts })))
    },

    async pin(channel, ts) {
      await tolerate('already_pinned', () => call('pins.add', (c) => c.pins.add({ channel, timestamp: ts })))
    },

    async openDirect(person) {
      const answer = await call('conversations.open', (c) => c.conversations.open({ users: person }))
      if (!answer.channel?.id) throw new Failure('unanswered', 'slack.unanswered')
      return answer.channel.id
    },

    async showView(viewId, view) {
      // Views are made by `blocks`, which types them as Slack does.
      await call('views.update', (c) => c.views.update({ view_id: viewId, view: view as View }))
    },
  }
}

function keyOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined
}
