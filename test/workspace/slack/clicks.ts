import type { Channel, Choice, Message } from './contract.ts'
import { type Spot, spots } from './elements.ts'
import { chosen, fieldOf, optionsOf, stateOf } from './inputs.ts'
import { interact } from './interactions.ts'
import { type Json, objects, string } from './json.ts'
import { interaction, messageContext, viewContext } from './payloads.ts'
import type { Resident, ShownView, Values, World } from './world.ts'

export type Stage = { view: ShownView } | { channel: Channel; message: Message }

/** Clicks or chooses one element; returns the block_actions this sends. */
export async function press(
  world: World,
  by: Resident,
  stage: Stage,
  actionId: string,
  choice?: Choice,
): Promise<Json | undefined> {
  const spot = theSpot(stage, actionId, choice)
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
  const spot = theSpot(stage, actionId)
  if (!fieldOf(spot.element)) throw new Error(`${actionId} is nothing to fill`)
  const offered = await suggested(world, by, stage, spot, choice)
  const value = chosen(offered ? { ...spot.element, options: offered } : spot.element, choice)
  const [blockId, id] = [string(spot.block.block_id), string(spot.element.action_id)]
  const values = valuesOf(by, stage)
  values[blockId] = { ...values[blockId], [id]: value }
  if ('view' in stage) {
    delete stage.view.errors[blockId]
    world.changed('view', stage.view.id)
  }
  const sends = !spot.input || spot.block.dispatch_action === true
  return sends ? actions(world, by, stage, spot, value) : undefined
}

function theSpot(stage: Stage, actionId: string, choice?: Choice): Spot {
  const here = spots('view' in stage ? stage.view.view.blocks : stage.message.blocks)
  const alike = here.filter((it) => string(it.element.action_id) === actionId)
  const exact = alike.filter((it) => typeof choice === 'string' && it.element.value === choice)
  const [spot, other] = exact.length > 0 ? exact : alike
  if (!spot) {
    const offered = here.map((it) => string(it.element.action_id)).join(', ')
    throw new Error(`there is no ${actionId} here, only: ${offered || 'nothing'}`)
  }
  if (other) throw new Error(`several elements are ${actionId}; say which by its value`)
  return spot
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
  const context =
    'view' in stage
      ? viewContext(world, stage.view)
      : messageContext(world, by, stage.channel, stage.message, messageValues(by, stage.message))
  return { ...interaction(world, by, 'block_actions'), ...context, actions: [action] }
}

function valuesOf(by: Resident, stage: Stage): Values {
  return 'view' in stage ? stage.view.values : messageValues(by, stage.message)
}

function messageValues(by: Resident, message: Message): Values {
  const values = stateOf(message.blocks, by.drafts.get(message.ts) ?? {})
  by.drafts.set(message.ts, values)
  return values
}

async function suggested(
  world: World,
  by: Resident,
  stage: Stage,
  { block, element }: Spot,
  choice: Choice,
): Promise<Json[] | undefined> {
  if (!string(element.type).endsWith('external_select') || choice === null) return undefined
  const context =
    'view' in stage
      ? viewContext(world, stage.view)
      : messageContext(world, by, stage.channel, stage.message, messageValues(by, stage.message))
  const ids = { block_id: block.block_id, action_id: element.action_id }
  const offered: Json[] = []
  for (const value of [choice].flat()) {
    const { trigger_id: _, ...common } = interaction(world, by, 'block_suggestion')
    const outcome = await interact(world, { ...common, ...context, ...ids, value })
    if (outcome.kind === 'acked') offered.push(...optionsOf(outcome.payload))
  }
  return offered
}
