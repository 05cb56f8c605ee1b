import { type Json, string } from '../json.ts'
import { refuse, refuseArguments } from '../refusal.ts'
import { viewJson } from '../render.ts'
import { validateView } from '../validate.ts'
import { externalIdTaken, findView, opened, pushed, renewed, tooDeep } from '../view-stack.ts'
import type { Resident, ShownView, World } from '../world.ts'
import type { Method } from './all.ts'

export const views: Record<string, Method> = {
  'views.open': (world, args) => {
    const resident = ownerOf(world, args)
    const view = validView(args.view, 'modal')
    unique(world, view)
    world.triggers.spend(triggerOf(args))
    return answer(world, opened(world, resident, view))
  },
  'views.push': (world, args) => {
    const resident = ownerOf(world, args)
    const view = validView(args.view, 'modal')
    unique(world, view)
    if (resident.stack.length === 0) refuse('not_found')
    if (tooDeep(resident)) refuse('push_limit_reached')
    world.triggers.spend(triggerOf(args))
    return answer(world, pushed(world, resident, view))
  },
  'views.update': (world, args) => {
    if (!args.view_id && !args.external_id) refuseArguments('missing required field: view_id or external_id')
    const found = findView(world, string(args.view_id), string(args.external_id)) ?? refuse('not_found')
    const view = validView(args.view, found.shown.view.type === 'home' ? 'home' : 'modal')
    unique(world, view, found.shown)
    sameHash(args, found.shown)
    renewed(world, found.resident, found.shown, view)
    return answer(world, found.shown)
  },
  'views.publish': (world, args) => {
    if (!world.manifest.homeTab) refuse('not_enabled')
    const resident = world.people.get(string(args.user_id)) ?? refuse('user_not_found')
    const view = validView(args.view, 'home')
    unique(world, view, resident.home)
    if (args.hash) sameHash(args, resident.home)
    if (resident.home) renewed(world, resident, resident.home, view)
    const home = resident.home ?? opened(world, resident, view)
    return answer(world, home)
  },
}

function ownerOf(world: World, args: Json): Resident {
  const id = triggerOf(args)
  if (!id) refuseArguments('missing required field: trigger_id')
  const trigger = world.triggers.look(id)
  if (typeof trigger === 'string') return refuse(trigger)
  return world.people.get(trigger.user) ?? refuse('invalid_trigger_id')
}

function triggerOf(args: Json): string {
  return string(args.trigger_id) || string(args.interactivity_pointer)
}

function validView(view: unknown, kind: 'modal' | 'home'): Json {
  const [first, ...others] = validateView(view, kind)
  if (first) {
    const all = [first, ...others]
    const code = all.find((it) => it.code)?.code
    if (code) refuse(code)
    const details = all.map((it) => `${it.message} [json-pointer:${it.pointer}]`)
    refuseArguments('failed to match all allowed schemas [json-pointer:/view]', ...details)
  }
  return structuredClone(view) as Json
}

function unique(world: World, view: Json, except?: ShownView): void {
  if (externalIdTaken(world, string(view.external_id), except)) refuse('duplicate_external_id')
}

function sameHash(args: Json, shown: ShownView | undefined): void {
  if (args.hash && args.hash !== shown?.hash) refuse('hash_conflict')
}

function answer(world: World, shown: ShownView): Json {
  return { view: viewJson(world, shown, {}) }
}
