import type { Channel } from './contract.ts'

export type Tier = 1 | 2 | 3 | 4 | 'post' | 'special'
type Kind = Channel['kind']

export interface Rule {
  tier: Tier
  /** Which token may call: the bot's by default. */
  token?: 'app' | 'none'
  /** Any one of these lets the call in. */
  scopes: readonly string[]
  /** Once the channel is known: any one of its kind's scopes is needed. */
  byKind?: Readonly<Record<Kind, readonly string[]>>
  required: readonly string[]
}

const read = kinds(['channels:read'], ['groups:read'], ['im:read'], ['mpim:read'])
const history = kinds(['channels:history'], ['groups:history'], ['im:history'], ['mpim:history'])
const manage = kinds(['channels:manage'], ['groups:write'], ['im:write'], ['mpim:write'])
const topic = kinds(
  ['channels:write.topic', 'channels:manage'],
  ['groups:write.topic', 'groups:write'],
  ['im:write.topic', 'im:write'],
  ['mpim:write.topic', 'mpim:write'],
)
const invite = kinds(
  ['channels:write.invites', 'channels:manage'],
  ['groups:write.invites', 'groups:write'],
  ['im:write'],
  ['mpim:write'],
)

const rules: Record<string, Rule> = {
  'api.test': { tier: 4, token: 'none', scopes: [], required: [] },
  'auth.test': plain('special'),
  'apps.connections.open': { tier: 3, token: 'app', scopes: [], required: [] },
  'team.info': scoped(3, ['team:read']),
  'bots.info': scoped(3, ['users:read']),
  'users.info': scoped(4, ['users:read'], 'user'),
  'users.list': scoped(2, ['users:read']),
  'users.lookupByEmail': scoped(3, ['users:read.email'], 'email'),
  'users.getPresence': scoped(3, ['users:read']),
  'users.conversations': byKind(3, read),
  'conversations.create': byKind(2, manage, 'name'),
  'conversations.invite': byKind(3, invite, 'channel', 'users'),
  'conversations.kick': byKind(3, manage, 'channel'),
  'conversations.join': scoped(3, ['channels:join'], 'channel'),
  'conversations.leave': byKind(3, manage, 'channel'),
  'conversations.archive': byKind(2, manage, 'channel'),
  'conversations.unarchive': byKind(2, manage, 'channel'),
  'conversations.rename': byKind(2, manage, 'channel', 'name'),
  'conversations.setTopic': byKind(2, topic, 'channel', 'topic'),
  'conversations.setPurpose': byKind(2, topic, 'channel', 'purpose'),
  'conversations.info': byKind(3, read, 'channel'),
  'conversations.list': byKind(2, read),
  'conversations.members': byKind(4, read, 'channel'),
  'conversations.history': byKind(3, history, 'channel'),
  'conversations.replies': byKind(3, history, 'channel', 'ts'),
  'conversations.open': scoped(3, ['channels:manage', 'groups:write', 'im:write', 'mpim:write']),
  'conversations.close': byKind(2, manage, 'channel'),
  'conversations.mark': byKind(3, manage, 'channel', 'ts'),
  'chat.postMessage': scoped('post', ['chat:write'], 'channel'),
  'chat.postEphemeral': scoped(4, ['chat:write'], 'channel', 'user'),
  'chat.update': scoped(3, ['chat:write'], 'channel', 'ts'),
  'chat.delete': scoped(3, ['chat:write'], 'channel', 'ts'),
  'chat.getPermalink': plain('special', 'channel', 'message_ts'),
  'views.open': plain(4, 'view'),
  'views.push': plain(4, 'view'),
  'views.update': plain(4, 'view'),
  'views.publish': plain(4, 'user_id', 'view'),
  'pins.add': scoped(2, ['pins:write'], 'channel'),
  'pins.remove': scoped(2, ['pins:write'], 'channel'),
  'pins.list': scoped(2, ['pins:read'], 'channel'),
  'bookmarks.add': scoped(2, ['bookmarks:write'], 'channel_id', 'title', 'type'),
  'bookmarks.edit': scoped(2, ['bookmarks:write'], 'channel_id', 'bookmark_id'),
  'bookmarks.list': scoped(3, ['bookmarks:read'], 'channel_id'),
  'bookmarks.remove': scoped(2, ['bookmarks:write'], 'channel_id', 'bookmark_id'),
  'canvases.create': scoped(2, ['canvases:write']),
  'canvases.edit': scoped(3, ['canvases:write'], 'canvas_id', 'changes'),
  'canvases.delete': scoped(3, ['canvases:write'], 'canvas_id'),
  'canvases.sections.lookup': scoped(3, ['canvases:read'], 'canvas_id', 'criteria'),
  'canvases.access.set': scoped(3, ['canvases:write'], 'canvas_id', 'access_level'),
  'canvases.access.delete': scoped(3, ['canvases:write'], 'canvas_id'),
  'conversations.canvases.create': scoped(2, ['canvases:write'], 'channel_id'),
  'files.getUploadURLExternal': scoped(4, ['files:write'], 'length', 'filename'),
  'files.completeUploadExternal': scoped(4, ['files:write'], 'files'),
  'files.info': scoped(4, ['files:read'], 'file'),
  'usergroups.list': scoped(2, ['usergroups:read']),
  'usergroups.users.list': scoped(2, ['usergroups:read'], 'usergroup'),
  'reactions.add': scoped(3, ['reactions:write'], 'name', 'channel', 'timestamp'),
  'reactions.remove': scoped(2, ['reactions:write'], 'name'),
  'reactions.get': scoped(3, ['reactions:read']),
}

/** What a method asks for before it does anything, or nothing if there is no such method. */
export function ruleOf(method: string): Rule | undefined {
  return Object.hasOwn(rules, method) ? rules[method] : undefined
}

/** Scope without which an event is not sent; undefined when the event is unknown, '' when it needs none. */
export const eventScopes: Readonly<Record<string, string>> = {
  app_home_opened: '',
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  team_join: 'users:read',
  user_change: 'users:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  pin_added: 'pins:read',
  pin_removed: 'pins:read',
  channel_created: 'channels:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_rename: 'channels:read',
  channel_left: 'channels:read',
  channel_deleted: 'channels:read',
  channel_id_changed: '',
  group_archive: 'groups:read',
  group_unarchive: 'groups:read',
  group_rename: 'groups:read',
  group_left: 'groups:read',
  group_deleted: 'groups:read',
  subteam_created: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  subteam_self_added: 'usergroups:read',
  subteam_self_removed: 'usergroups:read',
  file_created: 'files:read',
  file_shared: 'files:read',
  file_change: 'files:read',
  file_deleted: 'files:read',
  app_uninstalled: '',
  tokens_revoked: '',
}

function kinds(
  channel: readonly string[],
  group: readonly string[],
  im: readonly string[],
  mpim: readonly string[],
): Record<Kind, readonly string[]> {
  return { channel, group, im, mpim }
}

function plain(tier: Tier, ...required: string[]): Rule {
  return { tier, scopes: [], required }
}

function scoped(tier: Tier, scopes: string[], ...required: string[]): Rule {
  return { tier, scopes, required }
}

function byKind(tier: Tier, byKind: Record<Kind, readonly string[]>, ...required: string[]): Rule {
  return { tier, scopes: Object.values(byKind).flat(), byKind, required }
}
