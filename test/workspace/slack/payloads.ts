import type { Channel, Message } from './contract.ts'
import type { Json } from './json.ts'
import { messageJson, viewJson } from './render.ts'
import type { Resident, ShownView, Values, World } from './world.ts'

export function commandPayload(
  world: World,
  by: Resident,
  channel: Channel,
  command: string,
  text: string,
): Json {
  const names: Partial<Record<Channel['kind'], string>> = { im: 'directmessage', group: 'privategroup' }
  return {
    token: 'verification',
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: channel.id,
    channel_name: names[channel.kind] ?? channel.name,
    user_id: by.id,
    user_name: by.name,
    command,
    text,
    api_app_id: world.bot.appId,
    is_enterprise_install: 'false',
    response_url: world.responseUrls.mint({ user: by.id, channel: channel.id }),
    trigger_id: world.triggers.mint(by.id),
  }
}

/** What every interaction says of who and where. */
export function interaction(world: World, by: Resident, type: string): Json {
  return {
    type,
    team: { id: world.team.id, domain: world.team.domain },
    user: { id: by.id, username: by.name, name: by.name, team_id: by.teamId },
    api_app_id: world.bot.appId,
    token: 'verification',
    trigger_id: world.triggers.mint(by.id),
    enterprise: null,
    is_enterprise_install: false,
  }
}

export function viewContext(world: World, shown: ShownView): Json {
  return {
    container: { type: 'view', view_id: shown.id },
    view: viewJson(world, shown, structuredClone(shown.values)),
  }
}

export function messageContext(
  world: World,
  by: Resident,
  channel: Channel,
  message: Message,
  values: Values,
): Json {
  const ephemeral = message.ephemeralTo !== undefined
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {}
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: ephemeral,
  }
  const original = { ts: message.ts, ephemeral }
  return {
    container: { ...container, ...thread },
    channel: channelNamed(channel),
    ...(ephemeral ? {} : { message: messageJson(world, channel, message, true) }),
    state: { values: structuredClone(values) },
    response_url: world.responseUrls.mint({ user: by.id, channel: channel.id, original }),
  }
}

export function submissionPayload(world: World, by: Resident, shown: ShownView): Json {
  const { view } = viewContext(world, shown)
  return { ...interaction(world, by, 'view_submission'), view, response_urls: [] }
}

export function closedPayload(world: World, by: Resident, shown: ShownView, is_cleared: boolean): Json {
  const { view } = viewContext(world, shown)
  const { trigger_id: _, ...common } = interaction(world, by, 'view_closed')
  return { ...common, view, is_cleared }
}

export function shortcutPayload(world: World, by: Resident, callback_id: string): Json {
  return { ...interaction(world, by, 'shortcut'), callback_id, action_ts: world.ids.ts() }
}

export function messageActionPayload(
  world: World,
  by: Resident,
  callback_id: string,
  channel: Channel,
  message: Message,
): Json {
  const original = { ts: message.ts, ephemeral: false }
  return {
    ...interaction(world, by, 'message_action'),
    callback_id,
    action_ts: world.ids.ts(),
    message_ts: message.ts,
    message: messageJson(world, channel, message, true),
    channel: channelNamed(channel),
    response_url: world.responseUrls.mint({ user: by.id, channel: channel.id, original }),
  }
}

function channelNamed(channel: Channel): Json {
  const names: Partial<Record<Channel['kind'], string>> = { im: 'directmessage', group: 'privategroup' }
  return { id: channel.id, name: names[channel.kind] ?? channel.name }
}
