import { string } from '../json.ts'
import { refuse } from '../refusal.ts'
import { userJson } from '../render.ts'
import type { Method } from './all.ts'
import { page } from './paging.ts'

export const users: Record<string, Method> = {
  'users.info': (world, args) => {
    const resident = world.people.get(string(args.user))
    return resident ? { user: userJson(world, resident) } : refuse('user_not_found')
  },
  'users.list': (world, args) => {
    const all = [...world.people.values()]
    const { items, rest } = page(all, args, all.length, 1000)
    return {
      members: items.map((it) => userJson(world, it)),
      cache_ts: Math.floor(Date.now() / 1000),
      ...rest,
    }
  },
  'users.lookupByEmail': (world, args) => {
    const wanted = string(args.email).toLowerCase()
    const known = [...world.people.values()].find((it) => it.email?.toLowerCase() === wanted)
    if (!known || known.kind === 'deactivated') return refuse('users_not_found')
    return { user: userJson(world, known) }
  },
  'users.getPresence': () => ({ presence: 'active' }),
  'bots.info': (world, args) => {
    const bot = [...world.people.values()].find((it) => it.botId && it.botId === args.bot)
    if (!bot) return refuse('bot_not_found')
    const app_id = bot.id === world.bot.userId ? world.bot.appId : `A${bot.botId}`
    return { bot: { id: bot.botId, deleted: false, name: bot.name, app_id, user_id: bot.id, icons: {} } }
  },
}
