import type { File } from './contract.ts'
import type { Holdings } from './contract-holdings.ts'
import { announce } from './events.ts'
import { addGroup, changeGroup } from './groups.ts'
import { findGroup, findPerson, type World } from './world.ts'

/** What the workspace holds beside people and channels, at the hands of a story. */
export function holdingsOf(world: World): Holdings {
  return {
    plan: world.plan,
    groups: () => [...world.groups.values()],
    canvases: () => [...world.sheets.values()],
    canvas: (id) => world.sheets.get(id) ?? missing(`canvas ${id}`),
    files: () => filesOf(world),
    uninstall: () => uninstall(world),
    reinstall: () => reinstall(world),
    addGroup({ handle, name, members = [] }) {
      if (!world.plan.paid) throw new Error('user groups need a paid plan')
      const bare = freeHandle(world, handle)
      return addGroup(world, bare, name ?? bare, idsOf(world, members))
    },
    changeGroup(idOrHandle, { members, handle, ...rest }) {
      const group = findGroup(world, idOrHandle) ?? missing(`user group ${idOrHandle}`)
      const renamed = handle === undefined ? {} : { handle: freeHandle(world, handle) }
      const moved = members ? { members: idsOf(world, members) } : {}
      changeGroup(world, group, { ...rest, ...renamed, ...moved })
      return group
    },
  }
}

function uninstall(world: World): void {
  if (!world.installed) throw new Error('the app is not installed')
  announce(world, { type: 'app_uninstalled' })
  announce(world, { type: 'tokens_revoked', tokens: { oauth: [], bot: [world.bot.userId] } })
  world.installed = false
  for (const channel of world.channels.values()) {
    const direct = channel.kind === 'im' || channel.kind === 'mpim'
    if (!direct && channel.members.delete(world.bot.userId)) world.changed('channel', channel.id)
  }
  world.changed('app', world.bot.appId)
}

function reinstall(world: World): void {
  if (world.installed) throw new Error('the app is installed already')
  world.installed = true
  world.changed('app', world.bot.appId)
}

function filesOf(world: World): File[] {
  const completed = [...world.uploads.values()].filter((it) => it.state === 'completed')
  return completed.map(
    ({ ticket: _ticket, length: _length, state: _state, created: _created, ...file }) => file,
  )
}

function freeHandle(world: World, handle: string): string {
  const bare = handle.replace(/^@/, '')
  if (!/^[\p{Ll}\p{N}][\p{Ll}\p{N}._-]*$/u.test(bare)) throw new Error(`Slack takes no handle ${handle}`)
  const taken = findGroup(world, bare) ?? findPerson(world, bare)
  if (taken) throw new Error(`@${bare} is taken`)
  return bare
}

function idsOf(world: World, people: string[]): string[] {
  return people.map((it) => (findPerson(world, it) ?? missing(`person ${it}`)).id)
}

function missing(what: string): never {
  throw new Error(`there is no ${what}`)
}
