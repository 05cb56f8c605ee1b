import type { Channel, Message } from './contract.ts'
import type { Json } from './json.ts'
import { handedOut } from './mentions.ts'
import { messageAt, type Resident, type ShownView, type World } from './world.ts'

/** A message as the API and events give it; its metadata only where asked for. */
export function messageJson(world: World, channel: Channel, message: Message, withMetadata = false): Json {
  const thread = message.threadTs
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    user: message.user,
    text: handedOut(message.text),
    ts: message.ts,
    team: world.team.id,
    ...(message.botId ? botFields(world, message) : {}),
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.files ? { files: message.files } : {}),
    ...(thread ? { thread_ts: thread, ...parentOf(channel, thread) } : repliesJson(channel, message)),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.reactions.length > 0 ? { reactions: reactionsJson(message) } : {}),
    ...(channel.pins.includes(message.ts) ? { pinned_to: [channel.id] } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}

export function reactionsJson(message: Message): Json[] {
  return message.reactions.map(({ name, users }) => ({ name, users, count: users.length }))
}

export function channelJson(world: World, channel: Channel): Json {
  const common = { id: channel.id, created: channel.created, is_archived: channel.archived }
  if (channel.kind === 'im') {
    const user = [...channel.members].find((it) => it !== world.bot.userId) ?? ''
    return { ...common, is_im: true, is_org_shared: false, user, context_team_id: world.team.id }
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind !== 'mpim',
    is_group: channel.kind === 'group',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'channel',
    is_general: channel.name === 'general',
    is_shared: false,
    is_org_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: world.team.id,
    unlinked: 0,
    updated: channel.created * 1000,
    creator: channel.creator,
    is_member: channel.members.has(world.bot.userId),
    topic: { value: channel.topic, creator: channel.creator, last_set: channel.created },
    purpose: { value: channel.purpose, creator: channel.creator, last_set: channel.created },
    previous_names: [],
  }
}

export function userJson(world: World, resident: Resident): Json {
  const { kind } = resident
  const owner = kind === 'owner'
  return {
    id: resident.id,
    team_id: resident.teamId,
    name: resident.name,
    deleted: kind === 'deactivated',
    color: '9f69e7',
    real_name: resident.realName,
    tz: resident.timeZone,
    tz_label: resident.timeZone,
    tz_offset: offsetSeconds(resident.timeZone),
    profile: profileJson(world, resident),
    is_admin: kind === 'admin' || owner,
    is_owner: owner,
    is_primary_owner: owner,
    is_restricted: kind === 'guest' || kind === 'single-channel guest',
    is_ultra_restricted: kind === 'single-channel guest',
    is_bot: resident.kind === 'bot' || resident.botId !== undefined,
    is_app_user: false,
    updated: resident.updated,
    is_email_confirmed: resident.email !== null,
    ...(kind === 'stranger' ? { is_stranger: true } : {}),
  }
}

/** A view as the API returns it and payloads carry it. */
export function viewJson(world: World, shown: ShownView, values: Json): Json {
  const view: Json = { ...shown.view }
  const modal = {
    title: view.title ?? null,
    submit: view.submit ?? null,
    close: view.close ?? null,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
  }
  return {
    id: shown.id,
    team_id: world.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    state: { values },
    hash: shown.hash,
    ...(view.type === 'modal' ? modal : {}),
    previous_view_id: shown.previousId,
    root_view_id: shown.rootId,
    app_id: world.bot.appId,
    app_installed_team_id: world.team.id,
    bot_id: world.bot.botId,
  }
}

function botFields(world: World, message: Message): Json {
  const own = message.botId === world.bot.botId
  const name = own ? world.manifest.botName : (world.people.get(message.user)?.name ?? '')
  return {
    bot_id: message.botId,
    app_id: message.appId,
    bot_profile: { id: message.botId, app_id: message.appId, name, deleted: false, team_id: world.team.id },
  }
}

function parentOf(channel: Channel, thread: string): Json {
  const parent = messageAt(channel, thread)
  return parent ? { parent_user_id: parent.user } : {}
}

function repliesJson(channel: Channel, message: Message): Json {
  const replies = channel.messages.filter((it) => it.threadTs === message.ts)
  if (replies.length === 0) return {}
  const users = [...new Set(replies.map((it) => it.user))]
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
  }
}

function profileJson(world: World, resident: Resident): Json {
  const seesMail = world.manifest.scopes.has('users:read.email') && resident.kind !== 'stranger'
  const own = resident.botId === world.bot.botId ? { api_app_id: world.bot.appId } : {}
  return {
    real_name: resident.realName,
    real_name_normalized: resident.realName,
    display_name: resident.name,
    display_name_normalized: resident.name,
    ...(seesMail && resident.email ? { email: resident.email } : {}),
    ...(resident.botId ? { bot_id: resident.botId, ...own } : {}),
    status_text: '',
    status_emoji: '',
    status_expiration: 0,
    avatar_hash: '',
    image_48: '',
    team: resident.teamId,
  }
}

const offsets = new Map<string, number>()

function offsetSeconds(timeZone: string): number {
  const known = offsets.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts().find((it) => it.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const seconds = sign ? (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1) : 0
  offsets.set(timeZone, seconds)
  return seconds
}
