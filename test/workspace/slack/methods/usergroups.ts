import { type Subteam, withoutUsers } from '../groups.ts'
import { flag, type Json, string } from '../json.ts'
import { refuse } from '../refusal.ts'
import type { World } from '../world.ts'
import type { Method } from './all.ts'

export const usergroups: Record<string, Method> = {
  'usergroups.list': (world, args) => {
    mustBePaid(world)
    const all = [...world.groups.values()].filter((it) => !it.disabled || flag(args.include_disabled))
    return { usergroups: all.map((it) => shown(world, it, args)) }
  },
  'usergroups.users.list': (world, args) => {
    mustBePaid(world)
    const group = world.groups.get(string(args.usergroup)) ?? refuse('no_such_subteam')
    if (group.disabled && !flag(args.include_disabled)) refuse('no_such_subteam')
    return { users: [...group.members] }
  },
}

function mustBePaid(world: World): void {
  if (!world.plan.paid) refuse('plan_upgrade_required')
}

function shown(world: World, group: Subteam, args: Json): Json {
  return {
    ...withoutUsers(world, group),
    ...(flag(args.include_users) ? { users: [...group.members] } : {}),
    ...(flag(args.include_count) ? { user_count: group.members.length } : {}),
  }
}
