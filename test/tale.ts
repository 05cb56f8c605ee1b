import { sql } from 'drizzle-orm'
import type { Stage } from './stage.ts'
import type { Channel, Message, Person } from './workspace/slack/contract.ts'

/** Reports as a person does: the command, the form, Report. Answers the incident's number. */
export async function report(
  stage: Stage,
  person: Person,
  title: string,
  more: Record<string, string | string[]> = {},
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

/** The brief in a channel in which more was posted by now: the one that is pinned. */
export function briefIn(stage: Stage, channel: Channel): Message {
  const brief = postsIn(stage, channel).find((one) => channel.pins.includes(one.ts))
  if (!brief) throw new Error(`no brief is pinned in ${channel.name}`)
  return brief
}

/** Resolves when all that people did in Slack has come to the app, by either socket, and has run its course. */
export async function calm(stage: Stage): Promise<void> {
  for (let socket = 0; socket < stage.slack.sockets.open; socket++)
    await stage.slack.sockets.deliver({ type: 'last' })
  await stage.settle()
}

/** What a person reads on the first page of a timeline, of these words where some are given. */
export async function timelineOf(
  stage: Stage,
  person: Person,
  incident: number,
  words = '',
): Promise<string> {
  await closeAll(person)
  await person.command(`/dispatch timeline INC-${incident} ${words}`.trim(), 'general')
  const view = await stage.slack.until('the timeline', () => person.view)
  return textOf(view.view)
}

/** Corrects what was kept of a message, as a person does. */
export async function correctKept(
  stage: Stage,
  person: Person,
  incident: number,
  [ts, text]: [ts: string, text: string],
): Promise<void> {
  const [kept] = await stage.db.execute<{ id: number }>(sql`select id from entries where ts = ${ts}`)
  await timelineOf(stage, person, incident)
  await person.click('view', `timeline_entry:${kept?.id}`, `correct:${kept?.id}`)
  await stage.slack.until('the form', () => person.view?.values.text)
  await person.fill('text', text)
  await person.submit()
}
