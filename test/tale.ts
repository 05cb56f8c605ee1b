import type { Stage } from './stage.ts'
import type { Channel, Message, Person } from './workspace/slack/contract.ts'

/** Reports as a person does: the command, the form, Report. Answers the incident's number. */
export async function report(
  stage: Stage,
  person: Person,
  title: string,
  more: Record<string, string> = {},
): Promise<number> {
  await closeAll(person)
  await person.command(`/dispatch report ${title}`)
  await stage.slack.until('the report form', () => person.view)
  for (const [action, choice] of Object.entries(more)) await person.fill(action, choice)
  await person.submit()
  return recordedNumber(person)
}

/** The number in the modal that tells that the incident is recorded. */
export function recordedNumber(person: Person): number {
  const said = /INC-(\d+)/.exec(textOf(person.view?.view))
  if (!said)
    throw new Error(
      `nothing was recorded: ${JSON.stringify(person.view?.errors)} ${person.notices.join('; ')}`,
    )
  return Number(said[1])
}

export function textOf(value: unknown): string {
  return JSON.stringify(value ?? '')
}

/** The open channel of an incident. */
export function channelOf(stage: Stage, incident: number): Channel {
  const found = stage.slack.channels().filter((one) => new RegExp(`^inc-${incident}(-|$)`).test(one.name))
  if (found.length !== 1 || !found[0]) throw new Error(`INC-${incident} has ${found.length} channels`)
  return found[0]
}

/** The messages that the app posted in a channel. */
export function postsIn(stage: Stage, channel: Channel): Message[] {
  return channel.messages.filter(
    (one) => one.botId === stage.slack.bot.botId && !one.subtype && !one.ephemeralTo,
  )
}

export function briefOf(stage: Stage, incident: number): Message {
  const posts = postsIn(stage, channelOf(stage, incident))
  if (posts.length !== 1 || !posts[0]) throw new Error(`INC-${incident} has ${posts.length} briefs`)
  return posts[0]
}

/** How often a method was called with this outcome since `from`. */
export function callsOf(stage: Stage, method: string): number {
  return stage.slack.calls.filter((call) => call.method === method).length
}

export async function closeAll(person: Person): Promise<void> {
  while (person.view) await person.closeView()
}
