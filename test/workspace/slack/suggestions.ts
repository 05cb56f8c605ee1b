import type { Choice, Place } from './contract.ts'
import type { Spot } from './elements.ts'
import { optionsOf } from './inputs.ts'
import { interact } from './interactions.ts'
import { isJson, type Json, objects, points, string } from './json.ts'
import { interaction } from './payloads.ts'
import { awake, stageFor } from './sight.ts'
import { contextOf, type Stage, spotOn } from './stage.ts'
import { checkEntry } from './validate-shape.ts'
import { type Resident, tell, type World } from './world.ts'

const usualMinimum = 3

/** Types into an external select; the options the app offers for it, none where Slack shows none. */
export async function offered(
  world: World,
  by: Resident,
  where: Place,
  actionId: string,
  words: string,
): Promise<{ text: string; value: string }[]> {
  awake(by)
  const stage = stageFor(world, by, where)
  const spot = spotOn(stage, actionId)
  if (!external(spot)) throw new Error(`${actionId} asks nothing of the app`)
  const options = await asked(world, by, stage, spot, words)
  return options.map((it) => ({ text: isJson(it.text) ? string(it.text.text) : '', value: string(it.value) }))
}

/** What may be chosen in an external select: all that was offered there, asked for by its value if need be. */
export async function choosable(
  world: World,
  by: Resident,
  stage: Stage,
  spot: Spot,
  choice: Choice,
): Promise<Json[] | undefined> {
  if (!external(spot) || choice === null) return undefined
  const { initial_option, initial_options } = spot.element
  const initial = objects([initial_option, ...objects(initial_options)])
  const known = () => [...initial, ...(by.offers.get(keyOf(stage, spot)) ?? [])]
  for (const value of [choice].flat()) {
    if (!known().some((it) => it.value === value)) await asked(world, by, stage, spot, value)
  }
  return known()
}

async function asked(world: World, by: Resident, stage: Stage, spot: Spot, value: string): Promise<Json[]> {
  if (points(value) < Number(spot.element.min_query_length ?? usualMinimum)) return []
  const { trigger_id: _, ...common } = interaction(world, by, 'block_suggestion')
  const { response_url: _url, ...context } = contextOf(world, by, stage)
  const ids = { block_id: spot.block.block_id, action_id: spot.element.action_id }
  const outcome = await interact(world, { ...common, ...context, ...ids, value })
  const answer = outcome.kind === 'acked' ? outcome.payload : {}
  if (!takes(answer)) {
    tell(world, by, 'The options could not be loaded.')
    return []
  }
  const options = optionsOf(answer)
  const key = keyOf(stage, spot)
  by.offers.set(key, [...options, ...(by.offers.get(key) ?? [])])
  return options
}

const answerEntry = {
  fields: { options: 'options', option_groups: 'groups' },
  xor: [['options', 'option_groups']],
  rules: ['options'],
}

// An empty list is an answer: nothing was found.
function takes(answer: Json): boolean {
  const [only, ...others] = Object.entries(answer)
  if (only && others.length === 0 && Array.isArray(only[1]) && only[1].length === 0)
    return only[0] in answerEntry.fields
  return checkEntry(answerEntry, 'external_select', answer, '', { surface: 'modal' }).length === 0
}

function external({ element }: Spot): boolean {
  return string(element.type).endsWith('external_select')
}

function keyOf(stage: Stage, { block, element }: Spot): string {
  const place = 'view' in stage ? stage.view.id : `${stage.channel.id} ${stage.message.ts}`
  return `${place} ${string(block.block_id)} ${string(element.action_id)}`
}
