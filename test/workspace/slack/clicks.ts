import type { Choice } from './contract.ts'
import type { Spot } from './elements.ts'
import { chosen, fieldOf, optionsOf } from './inputs.ts'
import { type Json, objects, string } from './json.ts'
import { interaction } from './payloads.ts'
import { mustBeListed } from './pickers.ts'
import { contextOf, type Stage, spotOn, valuesOn } from './stage.ts'
import { choosable } from './suggestions.ts'
import type { Resident, World } from './world.ts'

/** Clicks or chooses one element; returns the block_actions this sends. */
export async function press(
  world: World,
  by: Resident,
  stage: Stage,
  actionId: string,
  choice?: Choice,
): Promise<Json | undefined> {
  const spot = spotOn(stage, actionId, choice)
  if (fieldOf(spot.element)) return setInput(world, by, stage, actionId, choice ?? null)
  return actions(world, by, stage, spot, pressed(spot.element, choice))
}

/** Fills one input; returns the block_actions this sends, if it sends any. */
export async function setInput(
  world: World,
  by: Resident,
  stage: Stage,
  actionId: string,
  choice: Choice,
): Promise<Json | undefined> {
  const spot = spotOn(stage, actionId)
  if (!fieldOf(spot.element)) throw new Error(`${actionId} is nothing to fill`)
  mustBeListed(world, by, spot.element, choice)
  const offered = await choosable(world, by, stage, spot, choice)
  const value = chosen(offered ? { ...spot.element, options: offered } : spot.element, choice)
  const [blockId, id] = [string(spot.block.block_id), string(spot.element.action_id)]
  const values = valuesOn(stage, by)
  values[blockId] = { ...values[blockId], [id]: value }
  if ('view' in stage) {
    delete stage.view.errors[blockId]
    world.changed('view', stage.view.id)
  }
  const sends = !spot.input || spot.block.dispatch_action === true
  return sends ? actions(world, by, stage, spot, value) : undefined
}

function pressed(element: Json, choice?: Choice): Json {
  switch (element.type) {
    case 'overflow': {
      const selected_option = optionsOf(element).find((it) => it.value === choice)
      if (!selected_option) throw new Error(`this menu offers no ${String(choice)}`)
      return { type: 'overflow', selected_option }
    }
    case 'feedback_buttons': {
      const buttons = objects([element.positive_button, element.negative_button])
      const button = buttons.find((it) => it.value === choice)
      if (!button) throw new Error(`there is no feedback button ${String(choice)}`)
      return { type: 'feedback_buttons', value: button.value, text: button.text }
    }
    default: {
      const { type, text, value, url, icon } = element
      const optional = { ...(value === undefined ? {} : { value }), ...(url ? { url } : {}) }
      return { type, text, ...optional, ...(icon ? { icon } : {}) }
    }
  }
}

function actions(world: World, by: Resident, stage: Stage, spot: Spot, value: Json): Json {
  const ids = { block_id: string(spot.block.block_id), action_id: string(spot.element.action_id) }
  const action = { ...value, ...ids, action_ts: world.ids.ts() }
  return { ...interaction(world, by, 'block_actions'), ...contextOf(world, by, stage), actions: [action] }
}
