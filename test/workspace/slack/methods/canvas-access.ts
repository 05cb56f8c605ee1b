import { levelOf, type Sheet } from '../canvas/sheets.ts'
import type { Json } from '../json.ts'
import { string } from '../json.ts'
import { refuse, refuseArguments } from '../refusal.ts'
import { directChannel, type World } from '../world.ts'
import type { Method } from './all.ts'
import { mustHaveCanvases, sheetOf } from './canvases.ts'
import { seen } from './reach.ts'

export const canvasAccess: Record<string, Method> = {
  'canvases.access.set': (world, args) => {
    const { sheet, ids, people } = askedFor(world, args)
    const level = args.access_level
    if (level !== 'read' && level !== 'write' && level !== 'owner') {
      return refuseArguments('must be a valid enum value [json-pointer:/access_level]')
    }
    if (level === 'owner') ownedBy(world, sheet, people)
    for (const id of ids) sheet.access.set(id, level)
    world.changed('canvas', sheet.id)
    return {}
  },
  'canvases.access.delete': (world, args) => {
    const { sheet, ids } = askedFor(world, args)
    for (const id of ids) sheet.access.delete(id)
    world.changed('canvas', sheet.id)
    return {}
  },
}

function askedFor(world: World, args: Json): { sheet: Sheet; ids: string[]; people: boolean } {
  mustHaveCanvases(world)
  const sheet = sheetOf(world, args)
  if (!world.plan.paid || levelOf(world, sheet, world.bot.userId) === 'read') refuse('restricted_action')
  const [users, channels] = [listOf(args.user_ids), listOf(args.channel_ids)]
  if (users.length > 0 === channels.length > 0) refuse('invalid_parameters')
  for (const id of channels) mustBeRoom(world, id)
  for (const id of users) mustHaveIt(world, sheet, id)
  return { sheet, ids: [...users, ...channels], people: users.length > 0 }
}

function ownedBy(world: World, sheet: Sheet, people: boolean): void {
  if (!people) refuseArguments('only users can be owners [json-pointer:/access_level]')
  const owner = [...sheet.access].find(([, level]) => level === 'owner')?.[0]
  if (owner !== world.bot.userId) refuse('restricted_action')
  sheet.access.set(owner, 'write')
}

function mustBeRoom(world: World, id: string): void {
  const { kind } = seen(world, id)
  if (kind === 'im' || kind === 'mpim') refuse('channel_not_found')
}

// Slack gives a person access by name only once the canvas's link was sent to them directly.
function mustHaveIt(world: World, sheet: Sheet, id: string): void {
  if (!world.people.has(id)) refuse('user_not_found')
  const sent = directChannel(world, id)?.messages.some((it) => JSON.stringify(it).includes(sheet.id))
  if (!sent) refuse('failed_to_update_user_ids')
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : string(value).split(',').filter(Boolean)
}
