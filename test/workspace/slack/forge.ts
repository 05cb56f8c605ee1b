import type { Forgery } from './contract-forgery.ts'
import { heard, interact } from './interactions.ts'
import { isJson, type Json } from './json.ts'
import { commandPayload, interaction } from './payloads.ts'
import { contextOf, type Stage } from './stage.ts'
import { findChannel, messageAt, type Resident, type World } from './world.ts'

/** Sends what the person's own client never would; answers the payload of the ack, or nothing where there was none. */
export async function forge(world: World, by: Resident, forged: Forgery): Promise<Json | undefined> {
  const outcome =
    forged.kind === 'command'
      ? heard(world, by.id, await world.hub.send('slash_commands', typedIn(world, by, forged)))
      : await interact(world, { ...interaction(world, by, forged.kind), ...partsOf(world, by, forged) })
  return outcome.kind === 'acked' ? outcome.payload : undefined
}

function typedIn(world: World, by: Resident, { channel, text }: Extract<Forgery, { kind: 'command' }>): Json {
  const where = findChannel(world, channel)
  if (!where) throw new Error(`there is no channel ${channel}`)
  return commandPayload(world, by, where, '/dispatch', text)
}

function partsOf(world: World, by: Resident, forged: Exclude<Forgery, { kind: 'command' }>): Json {
  const context = forged.at === undefined ? {} : contextOf(world, by, stageOf(world, by, forged.at))
  const view = isJson(context.view) ? { view: { ...context.view, ...forged.view } } : {}
  if (forged.kind === 'view_submission') return { view: forged.view, response_urls: [] }
  const ids = { block_id: 'forged', action_ts: world.ids.ts() }
  return { ...context, ...view, actions: [{ ...ids, ...forged.action }] }
}

// Where the envelope says that it comes from; whoever is deactivated may have sent it just before.
function stageOf(
  world: World,
  by: Resident,
  at: Exclude<Extract<Forgery, { at?: unknown }>['at'], undefined>,
): Stage {
  const shown = at === 'home' ? by.home : at === 'view' ? by.stack.at(-1) : undefined
  if (shown) return { view: shown }
  const channel = typeof at === 'string' ? undefined : findChannel(world, at.channel)
  const message = channel && typeof at !== 'string' ? messageAt(channel, at.ts) : undefined
  if (!channel || !message) throw new Error(`${by.name} has nothing of the kind to press in`)
  return { channel, message }
}
