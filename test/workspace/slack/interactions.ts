import type { Channel } from './contract.ts'
import { inputBlocks, objections } from './form-check.ts'
import { isJson, type Json } from './json.ts'
import { commandPayload, submissionPayload } from './payloads.ts'
import { Refusal } from './refusal.ts'
import { answer } from './response-urls.ts'
import type { EnvelopeKind, Outcome } from './sockets.ts'
import { validateView } from './validate.ts'
import { closed, pushed, renewed, tooDeep } from './view-stack.ts'
import { type Resident, type ShownView, tell, type World } from './world.ts'

export const trouble = 'We had some trouble connecting. Try again?'

/** Sends a command and shows what the app answers with its ack. */
export async function sendCommand(world: World, by: Resident, payload: Json): Promise<void> {
  const command = String(payload.command)
  const outcome = heard(world, by.id, await world.hub.send('slash_commands', payload))
  if (outcome.kind === 'nobody') return tell(world, by, `${command} failed with the error "dispatch_failed"`)
  if (outcome.kind === 'unanswered') {
    return tell(world, by, `${command} failed because the app did not respond`)
  }
  if (Object.keys(outcome.payload).length === 0) return
  try {
    answer(world, { user: by.id, channel: String(payload.channel_id) }, outcome.payload)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    tell(world, by, `${command} failed with the error "${error.code}"`)
  }
}

/** The payload of a command typed, or what Slack says if it is none. */
export function commandTyped(
  world: World,
  by: Resident,
  channel: Channel,
  line: string,
  text: string,
): Json | undefined {
  const [command = ''] = line.split(' ', 1)
  if (world.installed && world.manifest.commands.has(command) && by.kind !== 'stranger') {
    return commandPayload(world, by, channel, command, text)
  }
  tell(world, by, `${command} is not a valid command.`)
  return undefined
}

/** Sends an interaction whose ack carries nothing; tells the person when it failed. */
export async function sendInteraction(world: World, by: Resident, payload: Json): Promise<void> {
  const outcome = await interact(world, payload)
  if (outcome.kind !== 'acked' && payload.type !== 'view_closed') tell(world, by, trouble)
}

/** Submits a form unless Slack's client objects; returns what was sent. */
export function submission(world: World, by: Resident, shown: ShownView): Json | undefined {
  shown.errors = objections(shown)
  world.changed('view', shown.id)
  for (const objection of Object.values(shown.errors)) tell(world, by, objection)
  return Object.keys(shown.errors).length > 0 ? undefined : submissionPayload(world, by, shown)
}

/** Sends a submission and does with the form what the ack asks. */
export async function sendSubmission(
  world: World,
  by: Resident,
  viewId: string,
  payload: Json,
): Promise<void> {
  const outcome = await interact(world, payload)
  const shown = by.stack.find((it) => it.id === viewId)
  if (outcome.kind !== 'acked') return tell(world, by, trouble)
  if (!shown) return
  if (!obey(world, by, shown, outcome.payload)) tell(world, by, trouble)
}

/** Sends again what was sent before. */
export function resend(world: World, by: Resident, kind: EnvelopeKind, payload: Json): Promise<void> {
  if (kind === 'slash_commands') return sendCommand(world, by, payload)
  const view = isJson(payload.view) ? String(payload.view.id) : ''
  if (payload.type === 'view_submission') return sendSubmission(world, by, view, payload)
  return sendInteraction(world, by, payload)
}

/** Sends an interactive envelope; none leaves while the app is not installed or has interactivity switched off. */
export async function interact(world: World, payload: Json): Promise<Outcome> {
  if (!world.installed || !world.manifest.interactivity) return { kind: 'nobody' }
  const by = isJson(payload.user) ? String(payload.user.id) : ''
  return heard(world, by, await world.hub.send('interactive', payload))
}

/** Keeps what an acknowledgement held. */
export function heard(world: World, to: string, outcome: Outcome): Outcome {
  if (outcome.kind === 'acked' && Object.keys(outcome.payload).length > 0)
    world.acks.push({ to, payload: outcome.payload })
  return outcome
}

function obey(world: World, by: Resident, shown: ShownView, ack: Json): boolean {
  switch (ack.response_action) {
    case undefined:
      if (Object.keys(ack).length > 0) return false
      closed(world, by, shown.id)
      return true
    case 'clear':
      closed(world, by, shown.id, true)
      return true
    case 'errors':
      return marked(world, shown, ack.errors)
    case 'update':
      if (!isJson(ack.view) || validateView(ack.view, 'modal').length > 0) return false
      renewed(world, by, shown, structuredClone(ack.view))
      return true
    case 'push':
      if (!isJson(ack.view) || validateView(ack.view, 'modal').length > 0 || tooDeep(by)) return false
      pushed(world, by, structuredClone(ack.view))
      return true
    default:
      return false
  }
}

function marked(world: World, shown: ShownView, errors: unknown): boolean {
  if (!isJson(errors)) return false
  const known = inputBlocks(shown)
  const entries = Object.entries(errors)
  if (entries.length === 0 || entries.some(([id, text]) => !known.has(id) || typeof text !== 'string'))
    return false
  shown.errors = Object.fromEntries(entries.map(([id, text]) => [id, String(text)]))
  world.changed('view', shown.id)
  return true
}
