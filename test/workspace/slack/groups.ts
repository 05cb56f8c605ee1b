import type { Group } from './contract.ts'
import { announce } from './events.ts'
import { now } from './ids.ts'
import type { Json } from './json.ts'
import type { World } from './world.ts'

export type GroupChange = Partial<Pick<Group, 'name' | 'handle' | 'members' | 'disabled'>>

const mostUsersTold = 500

/** A user group with what only Slack knows of it. */
export interface Subteam extends Group {
  created: number
}

export function addGroup(world: World, handle: string, name: string, members: string[]): Group {
  const born = { created: now(), updated: now(), disabled: false }
  const group: Subteam = { id: world.ids.next('S'), handle, name, members, ...born }
  world.groups.set(group.id, group)
  announce(world, { type: 'subteam_created', subteam: groupJson(world, group) })
  tellSelf(world, group, [])
  world.changed('group', group.id)
  return group
}

/** Changes a user group and tells all that Slack tells of it. */
export function changeGroup(world: World, group: Subteam, change: GroupChange): void {
  const { members: before, updated: date_previous_update } = group
  Object.assign(group, change, { updated: now() })
  announce(world, { type: 'subteam_updated', subteam: groupJson(world, group) })
  const added = group.members.filter((it) => !before.includes(it))
  const removed = before.filter((it) => !group.members.includes(it))
  if (added.length + removed.length > 0) {
    announce(world, {
      type: 'subteam_members_changed',
      subteam_id: group.id,
      team_id: world.team.id,
      date_previous_update,
      date_update: group.updated,
      ...(added.length > 0 ? { added_users: added, added_users_count: String(added.length) } : {}),
      ...(removed.length > 0 ? { removed_users: removed, removed_users_count: String(removed.length) } : {}),
    })
    tellSelf(world, group, before)
  }
  world.changed('group', group.id)
}

/** A user group as events give it: no more than 500 of its people, but all counted. */
export function groupJson(world: World, group: Subteam): Json {
  return {
    ...withoutUsers(world, group),
    users: group.members.slice(0, mostUsersTold),
    user_count: group.members.length,
    channel_count: 0,
  }
}

export function withoutUsers(world: World, group: Subteam): Json {
  return {
    id: group.id,
    team_id: world.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.updated,
    date_delete: group.disabled ? group.updated : 0,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: 'USLACKBOT',
    updated_by: 'USLACKBOT',
    deleted_by: group.disabled ? 'USLACKBOT' : null,
    prefs: { channels: [], groups: [] },
  }
}

function tellSelf(world: World, group: Subteam, before: string[]): void {
  const [was, is] = [before, group.members].map((it) => it.includes(world.bot.userId))
  if (was === is) return
  const type = is ? 'subteam_self_added' : 'subteam_self_removed'
  announce(world, { type, subteam_id: group.id })
}
