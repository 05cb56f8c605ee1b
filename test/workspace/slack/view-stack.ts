import type { View } from '@slack/types'
import { named } from './elements.ts'
import { stateOf } from './inputs.ts'
import { type Json, objects, string } from './json.ts'
import type { Resident, ShownView, World } from './world.ts'

const deepest = 3

/** Opens a view: a modal as the only one of its stack, a Home tab in its place. */
export function opened(world: World, resident: Resident, view: Json): ShownView {
  const shown = fresh(world, view)
  if (view.type === 'home') resident.home = shown
  else resident.stack = [shown]
  told(world, resident, shown)
  return shown
}

export function tooDeep(resident: Resident): boolean {
  return resident.stack.length >= deepest
}

/** Puts a modal on top of those the person has open. */
export function pushed(world: World, resident: Resident, view: Json): ShownView {
  const shown = fresh(world, view, resident.stack.at(-1), resident.stack.length + 1)
  resident.stack.push(shown)
  told(world, resident, shown)
  return shown
}

/** Shows another view in the place of this one; what was typed stays where both ids stay. */
export function renewed(world: World, resident: Resident, shown: ShownView, view: Json): void {
  shown.values = stateOf(withIds(world, view), shown.values)
  shown.view = asView(view)
  shown.hash = world.ids.hash()
  shown.errors = {}
  told(world, resident, shown)
}

/** Takes a modal, and with `all` its whole stack, off the person's screen. */
export function closed(world: World, resident: Resident, viewId: string, all = false): void {
  resident.stack = all ? [] : resident.stack.filter((it) => it.id !== viewId)
  world.changed('view', viewId)
}

/** An open view by its id, or else by the id its app gave it. */
export function findView(
  world: World,
  id: string,
  externalId: string,
): { resident: Resident; shown: ShownView } | undefined {
  for (const resident of world.people.values()) {
    for (const shown of shownTo(resident)) {
      const same = id ? shown.id === id : string(shown.view.external_id) === externalId
      if (same) return { resident, shown }
    }
  }
  return undefined
}

export function externalIdTaken(world: World, externalId: string, except?: ShownView): boolean {
  const found = externalId ? findView(world, '', externalId) : undefined
  return found !== undefined && found.shown !== except
}

function shownTo(resident: Resident): ShownView[] {
  return resident.home ? [...resident.stack, resident.home] : resident.stack
}

function fresh(world: World, view: Json, below?: ShownView, stack = 1): ShownView {
  const id = world.ids.next('V')
  return {
    id,
    hash: world.ids.hash(),
    values: stateOf(withIds(world, view), {}),
    view: asView(view),
    errors: {},
    stack,
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
  }
}

function withIds(world: World, view: Json): Json[] {
  return named(objects(view.blocks), () => world.ids.short())
}

function asView(view: Json): View {
  return view as Json & View
}

function told(world: World, resident: Resident, shown: ShownView): void {
  if (shown.view.type === 'home') world.changed('home', resident.id)
  else world.changed('view', shown.id)
}
