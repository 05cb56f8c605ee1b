import type { AllMiddlewareArgs, AnyMiddlewareArgs, App } from '@slack/bolt'
import { hearOfChannel } from '../../db/channel/hear.ts'
import { currentId, moveChannel } from '../../db/channel/move.ts'
import type { Database } from '../../db/database.ts'
import type { News } from '../../db/facts.ts'

const slack = { kind: 'slack' } as const

/** Follows what people do to channels of ours: rename, archive, unarchive, delete, make private, take the app out, invite it back. */
export function moves(app: App, db: Database): void {
  for (const [kind, what] of Object.entries(news))
    for (const name of [`channel_${kind}`, `group_${kind}`])
      app.event(name, async ({ event }) => {
        const told = toldBy(event)
        if (told) await hearOfChannel(db, slack, { ...told, what })
      })

  app.event('channel_id_changed', async ({ event }) => {
    await moveChannel(db, slack, {
      from: event.old_channel_id,
      to: event.new_channel_id,
      at: event.event_ts,
    })
  })

  app.event('member_joined_channel', async ({ event, context }) => {
    const { user, channel, event_ts: at, inviter } = event
    if (user !== context.botUserId) return
    await hearOfChannel(db, slack, { channel, what: 'joined', by: inviter ?? null, at })
  })
}

/** Has what Slack still says of a channel's former id be of the one that it has now. */
export function followMoves(db: Database) {
  return async (args: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    if ('event' in args) {
      const { event } = args
      // A reaction says where it stands in its item.
      const named = 'item' in event && typeof event.item === 'object' ? event.item : event
      if (named && 'channel' in named && typeof named.channel === 'string')
        named.channel = await currentId(db, named.channel)
    }
    await args.next()
  }
}

const news: Record<string, News> = {
  rename: 'renamed',
  archive: 'archived',
  unarchive: 'opened',
  deleted: 'deleted',
  left: 'removed',
}

interface Told {
  channel: string
  by: string | null
  at: string
}

// Of a public channel and of a private one Slack says the same in different ways, and of some who did it not at all.
function toldBy(event: object): Told | undefined {
  const { channel, user, actor_id, event_ts }: Record<string, unknown> = { ...event }
  const id = typeof channel === 'object' && channel !== null && 'id' in channel ? channel.id : channel
  const by = user ?? actor_id
  if (typeof id !== 'string') return undefined
  return { channel: id, by: typeof by === 'string' ? by : null, at: String(event_ts) }
}
