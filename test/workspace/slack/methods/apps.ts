import { string } from '../json.ts'
import { refuse } from '../refusal.ts'
import type { Method } from './all.ts'

export const apps: Record<string, Method> = {
  'api.test': (_world, args) => {
    if (args.error) refuse(string(args.error), { args })
    return { args }
  },
  'auth.test': (world) => ({
    url: world.team.url,
    team: world.team.name,
    user: world.manifest.botName,
    team_id: world.team.id,
    user_id: world.bot.userId,
    bot_id: world.bot.botId,
    is_enterprise_install: false,
  }),
  'apps.connections.open': (world) => ({ url: world.hub.address(world.origin) }),
  'team.info': (world) => ({
    team: {
      id: world.team.id,
      name: world.team.name,
      domain: world.team.domain,
      url: world.team.url,
      email_domain: '',
      icon: {},
    },
  }),
}
