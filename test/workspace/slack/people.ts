import type { NewPerson } from './contract.ts'
import { announce } from './events.ts'
import { now } from './ids.ts'
import { userJson } from './render.ts'
import type { Resident, World } from './world.ts'

/** The app's own bot and Slackbot, who are in every workspace. */
export function firstResidents(world: World): Resident[] {
  const { botName, name } = world.manifest
  const bot = { id: world.bot.userId, name: botName, realName: name, kind: 'bot' as const }
  const slackbot = { id: 'USLACKBOT', name: 'slackbot', realName: 'Slackbot', kind: 'member' as const }
  const both = { teamId: world.team.id, email: null, timeZone: 'UTC', updated: now() }
  return [
    { ...bot, ...both, ...screen(), botId: world.bot.botId },
    { ...slackbot, ...both, ...screen() },
  ]
}

export function newResident(world: World, who: NewPerson): Resident {
  const kind = who.kind ?? 'member'
  return {
    id: world.ids.next('U'),
    name: who.name,
    realName: who.realName ?? who.name,
    kind,
    email: who.email === undefined ? `${who.name}@${world.team.domain}.example` : who.email,
    timeZone: who.timeZone ?? 'Europe/Berlin',
    teamId: kind === 'stranger' ? 'T0ELSEWHERE' : world.team.id,
    ...(kind === 'bot' ? { botId: world.ids.next('B') } : {}),
    updated: now(),
    ...screen(),
  }
}

/** Sends what Slack sends when somebody joins the workspace or is changed. */
export function announcePerson(world: World, type: 'team_join' | 'user_change', resident: Resident): void {
  announce(world, { type, user: userJson(world, resident), cache_ts: now() })
}

/** Takes a deactivated person out of every channel and user group, silently, as Slack does. */
export function retire(world: World, resident: Resident): void {
  for (const channel of world.channels.values()) {
    if (channel.kind !== 'im' && channel.members.delete(resident.id)) world.changed('channel', channel.id)
  }
  for (const group of world.groups.values()) {
    group.members = group.members.filter((it) => it !== resident.id)
    world.changed('group', group.id)
  }
}

function screen(): Pick<Resident, 'stack' | 'whispers' | 'notices' | 'drafts' | 'offers' | 'home'> {
  return { stack: [], whispers: [], notices: [], drafts: new Map(), offers: new Map(), home: undefined }
}
