import type { Channel } from './contract.ts'
import type { Json } from './json.ts'
import { string } from './json.ts'
import { eventScopes } from './table.ts'
import { granted, type World } from './world.ts'

export const channelTypes: Readonly<Record<Channel['kind'], string>> = {
  channel: 'channel',
  group: 'group',
  im: 'im',
  mpim: 'mpim',
}

const messageNames: Readonly<Record<Channel['kind'], string>> = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
}

/** Sends an event that happened in a channel, if the app subscribes, has the scope, and its bot is there. */
export function announceIn(world: World, channel: Channel, event: Json): void {
  if (!channel.members.has(world.bot.userId)) return
  const name = event.type === 'message' ? messageNames[channel.kind] : string(event.type)
  if (name.startsWith('member_')) {
    const scope = channel.kind === 'channel' ? 'channels:read' : 'groups:read'
    if (world.manifest.events.has(name) && granted(world, [scope])) sendEvent(world, event)
    return
  }
  announce(world, event, name)
}

/** Sends what became of a channel itself: of a public one to all who may know, of a private one to those in it. */
export function announceOf(world: World, channel: Channel, event: Json): void {
  if (channel.kind === 'channel') announce(world, event)
  else announceIn(world, channel, event)
}

/** Sends an event of the whole workspace, if the app subscribes and has the scope. */
export function announce(world: World, event: Json, name = string(event.type)): void {
  const scope = eventScopes[name]
  if (scope === undefined || !world.installed || !world.manifest.events.has(name)) return
  if (scope && !granted(world, [scope])) return
  sendEvent(world, event)
}

/** Sends an event whatever the manifest says; returns its id, and when it was acked or first failed. */
export function sendEvent(world: World, event: Json): { id: string; done: Promise<void> } {
  const id = world.ids.next('Ev')
  return { id, done: world.deliveries.deliver(outer(world, event, id)) }
}

function outer(world: World, event: Json, id: string): Json {
  if (event.type === 'app_rate_limited') return { token: 'verification', ...event }
  const { event_ts = world.ids.ts(), ...rest } = event
  return {
    token: 'verification',
    team_id: world.team.id,
    context_team_id: world.team.id,
    context_enterprise_id: null,
    api_app_id: world.bot.appId,
    event: { ...rest, event_ts },
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: world.team.id,
        user_id: world.bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${id}`,
  }
}
