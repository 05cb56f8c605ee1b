import { WebAPIPlatformError } from '@slack/web-api'
import { Failure } from './failure.ts'
import type { SlackCall } from './slack-call.ts'
import type { Invitations, OwnChannel, SeenChannel, SlackClient } from './slack-port.ts'

type Channels = Pick<
  SlackClient,
  | 'openChannel'
  | 'listOwnChannels'
  | 'invite'
  | 'join'
  | 'archive'
  | 'findChannel'
  | 'getTopic'
  | 'setTopic'
  | 'addBookmark'
  | 'turnBookmark'
  | 'listBookmarks'
>

export function slackChannels(call: SlackCall): Channels {
  return {
    async openChannel(name, isPrivate) {
      const { channel } = await call('conversations.create', (c) =>
        c.conversations.create({ name, is_private: isPrivate }),
      )
      return channelOf(channel)
    },

    async listOwnChannels(botUser) {
      const own: OwnChannel[] = []
      let cursor = ''
      do {
        const page = await call('users.conversations', (c) =>
          c.users.conversations({
            types: 'public_channel,private_channel',
            exclude_archived: true,
            limit: 999,
            cursor,
          }),
        )
        own.push(...(page.channels ?? []).filter((one) => one.creator === botUser).map(channelOf))
        cursor = page.response_metadata?.next_cursor ?? ''
      } while (cursor !== '')
      return own
    },

    async invite(channel, people) {
      try {
        const answer = await call('conversations.invite', (c) =>
          c.conversations.invite({ channel, users: people.join(','), force: true }),
        )
        return sortOut(people, errorsIn(answer))
      } catch (error) {
        const errors = error instanceof Failure && error.kind === 'refused' ? refusalsOf(error, people) : []
        if (errors.length === 0) throw error
        return sortOut(people, errors)
      }
    },

    async join(channel) {
      await call('conversations.join', (c) => c.conversations.join({ channel }))
    },

    async archive(channel) {
      await tolerate('already_archived', () =>
        call('conversations.archive', (c) => c.conversations.archive({ channel })),
      )
    },

    async findChannel(channel) {
      try {
        const { channel: seen } = await call('conversations.info', (c) => c.conversations.info({ channel }))
        return seen && seenOf(seen)
      } catch (error) {
        if (error instanceof Failure && error.code === 'channel_not_found') return undefined
        throw error
      }
    },

    async getTopic(channel) {
      const answer = await call('conversations.info', (c) => c.conversations.info({ channel }))
      return answer.channel?.topic?.value ?? ''
    },

    async setTopic(channel, topic) {
      await call('conversations.setTopic', (c) => c.conversations.setTopic({ channel, topic }))
    },

    async addBookmark(channel, { title, link, emoji }) {
      const answer = await call('bookmarks.add', (c) =>
        c.bookmarks.add({ channel_id: channel, type: 'link', title, link, ...(emoji ? { emoji } : {}) }),
      )
      return answer.bookmark?.id ?? link
    },

    async turnBookmark(channel, bookmark, link) {
      // Somebody has removed it.
      await tolerate('not_found', () =>
        call('bookmarks.edit', (c) => c.bookmarks.edit({ channel_id: channel, bookmark_id: bookmark, link })),
      )
    },

    async listBookmarks(channel) {
      const answer = await call('bookmarks.list', (c) => c.bookmarks.list({ channel_id: channel }))
      return (answer.bookmarks ?? []).map((one) => ({
        id: one.id ?? '',
        title: one.title ?? '',
        link: one.link ?? '',
      }))
    },
  }
}

/** Runs the call; that one refusal, or each of these, means that it is so already. Answers whether it was done. */
export async function tolerate(code: string | string[], run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run()
    return true
  } catch (error) {
    if (!(error instanceof Failure && [code].flat().includes(error.code))) throw error
    return false
  }
}

function channelOf(
  channel: { id?: string; name?: string; created?: number; is_private?: boolean } | undefined,
): OwnChannel {
  if (!channel?.id) throw new Failure('unanswered', 'slack.unanswered')
  const { id, name = '', created = 0, is_private = false } = channel
  return { id, name, created, isPrivate: is_private }
}

function seenOf(channel: {
  name?: string
  is_archived?: boolean
  is_private?: boolean
  is_member?: boolean
}): SeenChannel {
  return {
    name: channel.name ?? '',
    isArchived: channel.is_archived === true,
    isPrivate: channel.is_private === true,
    isMember: channel.is_member === true,
  }
}

interface InviteError {
  user?: string
  error?: string
}

// The SDK's types leave out what `force` answers.
function errorsIn(answer: object): InviteError[] {
  return 'errors' in answer && Array.isArray(answer.errors) ? answer.errors : []
}

function refusalsOf(failure: Failure, people: string[]): InviteError[] {
  const data = failure.cause instanceof WebAPIPlatformError ? errorsIn(failure.cause.data) : []
  const named = data.filter((one) => one.user !== undefined)
  if (named.length > 0) return named
  return ofPeople.has(failure.code) ? people.map((user) => ({ user, error: failure.code })) : []
}

const ofPeople = new Set([
  'already_in_channel',
  'cant_invite',
  'cant_invite_self',
  'user_not_found',
  'no_user',
  'user_is_restricted',
  'ura_max_channels',
  'org_user_not_in_team',
  'no_external_invite_permission',
  'user_disabled',
])
const alreadyIn = new Set(['already_in_channel', 'cant_invite_self'])

function sortOut(people: string[], errors: InviteError[]): Invitations {
  const refused = errors.flatMap(({ user, error }) =>
    user && error && !alreadyIn.has(error) ? [{ person: user, code: error }] : [],
  )
  return { invited: people.filter((one) => !refused.some((r) => r.person === one)), refused }
}
