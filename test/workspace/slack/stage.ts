import type { Channel, Choice, Message } from './contract.ts'
import { type Spot, spots } from './elements.ts'
import { stateOf } from './inputs.ts'
import { type Json, string } from './json.ts'
import { messageContext, viewContext } from './payloads.ts'
import type { Resident, ShownView, Values, World } from './world.ts'

/** Where an element stands: in a view, or in a message of a channel. */
export type Stage = { view: ShownView } | { channel: Channel; message: Message }

/** The one element of this action id, told from its like by its value. */
export function spotOn(stage: Stage, actionId: string, choice?: Choice): Spot {
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

/** What an interaction says of the place it comes from. */
export function contextOf(world: World, by: Resident, stage: Stage): Json {
  if ('view' in stage) return viewContext(world, stage.view)
  return messageContext(world, by, stage.channel, stage.message, valuesOn(stage, by))
}

/** What was filled there so far: in a view by anybody's hand, in a message by this person's. */
export function valuesOn(stage: Stage, by: Resident): Values {
  if ('view' in stage) return stage.view.values
  const values = stateOf(stage.message.blocks, by.drafts.get(stage.message.ts) ?? {})
  by.drafts.set(stage.message.ts, values)
  return values
}
