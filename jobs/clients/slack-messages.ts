import type { View } from '@slack/types'
import { Failure } from './failure.ts'
import type { SlackCall } from './slack-call.ts'
import { tolerate } from './slack-channels.ts'
import type { SlackClient } from './slack-port.ts'

type Messages = Pick<
  SlackClient,
  | 'post'
  | 'listPosts'
  | 'listArrivals'
  | 'repaint'
  | 'remove'
  | 'pin'
  | 'react'
  | 'unreact'
  | 'openDirect'
  | 'showView'
>

/** The metadata by which a message of ours is found again. */
const eventType = 'dispatch_effect'

export function slackMessages(call: SlackCall): Messages {
  const pageOf = ({ channel, since, thread, cursor }: Span) => {
    const oldest = (since.getTime() / 1000).toFixed(6)
    const asked = { channel, oldest, include_all_metadata: true, limit: 200, cursor }
    return thread === undefined
      ? call('conversations.history', (c) => c.conversations.history(asked))
      : call('conversations.replies', (c) => c.conversations.replies({ ...asked, ts: thread }))
  }
  async function* messagesOf(span: Omit<Span, 'cursor'>) {
    let cursor = ''
    do {
      const page = await pageOf({ ...span, cursor })
      yield* page.messages ?? []
      cursor = page.response_metadata?.next_cursor ?? ''
    } while (cursor !== '')
  }
  return {
    async post(channel, message, effectKey, thread) {
      const answer = await call('chat.postMessage', (c) =>
        c.chat.postMessage({
          channel,
          ...message,
          ...(thread ? { thread_ts: thread } : {}),
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: eventType, event_payload: { key: effectKey } },
        }),
      )
      if (!answer.ts || !answer.channel) throw new Failure('unanswered', 'slack.unanswered')
      return { channel: answer.channel, ts: answer.ts }
    },

    async listPosts(channel, effectKey, since, thread) {
      const found: { channel: string; ts: string }[] = []
      for await (const { ts, metadata } of messagesOf({ channel, since, thread }))
        if (ts && metadata?.event_type === eventType && keyOf(metadata.event_payload) === effectKey)
          found.push({ channel, ts })
      return found.sort((a, b) => a.ts.localeCompare(b.ts))
    },

    async listArrivals(channel, since) {
      const came: string[] = []
      for await (const one of messagesOf({ channel, since, thread: undefined }))
        if (one.user && 'subtype' in one && arrivals.has(one.subtype ?? '')) came.push(one.user)
      return came
    },

    async repaint(channel, ts, message) {
      return tolerate('is_archived', () =>
        call('chat.update', (c) => c.chat.update({ channel, ts, ...message })),
      )
    },

    async remove(channel, ts) {
      await tolerate('message_not_found', () => call('chat.delete', (c) => c.chat.delete({ channel, ts })))
    },

    async pin(channel, ts) {
      await tolerate('already_pinned', () => call('pins.add', (c) => c.pins.add({ channel, timestamp: ts })))
    },

    async react(channel, ts, name) {
      await tolerate(unreacting, () =>
        call('reactions.add', (c) => c.reactions.add({ channel, timestamp: ts, name })),
      )
    },

    async unreact(channel, ts, name) {
      await tolerate(unreacting, () =>
        call('reactions.remove', (c) => c.reactions.remove({ channel, timestamp: ts, name })),
      )
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

// It is so already, or the message takes no reactions any more.
const unreacting = [
  'already_reacted',
  'no_reaction',
  'message_not_found',
  'is_archived',
  'thread_locked',
  'not_reactable',
  'too_many_emoji',
  'too_many_reactions',
]

const arrivals = new Set(['channel_join', 'group_join'])

interface Span {
  channel: string
  since: Date
  thread: string | undefined
  cursor: string
}

function keyOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined
}
