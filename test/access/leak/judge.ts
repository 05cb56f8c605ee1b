import { sql } from 'drizzle-orm'
import type { Stage } from '../../stage.ts'
import type { Jira } from '../../workspace/jira/contract.ts'
import type { Call, Message } from '../../workspace/slack/contract.ts'
import type { Marks } from './marks.ts'

/** Where the words of a restricted incident may be: the people who are in it, its own channels, its own canvases. */
export type Inside = Set<string>

export interface Court {
  stage: Stage
  jira: Jira
  log: string[]
  marks: Marks
}

/** How far everything that is sent has been looked at. */
export interface Seen {
  calls: number
  acks: number
  jira: number
  log: number
}

export function upToNow({ stage, jira, log }: Court): Seen {
  const { calls, acks } = stage.slack
  return { calls: calls.length, acks: acks.length, jira: jira.calls.length, log: log.length }
}

export async function insideOf({ stage }: Court, incident: number): Promise<Inside> {
  const rows = await stage.db.execute<{ id: string }>(sql`
    select person_id as id from participants where incident_id = ${incident} and left_at is null
    union select commander_id from incidents where id = ${incident} and commander_id is not null
    union select person_id from assignments where incident_id = ${incident}
    union select external_id from resources where incident_id = ${incident}
      and kind in ('channel', 'former_channel', 'canvas', 'summary')`)
  const channels = new Map(stage.slack.channels().map((one) => [one.id, one.kind]))
  return new Set(rows.map((row) => row.id).filter((id) => channels.get(id) !== 'channel'))
}

/** What of the incident's words went elsewhere since then, in the words of whoever has to mend it. */
export function leaksOf(court: Court, incident: number, inside: Inside, since: Seen): string[] {
  const { stage, jira, log, marks } = court
  const tell = (where: string, value: unknown) =>
    marks
      .in(value, incident)
      .map((mark) => `${mark.as} of INC-${incident} ${where}: ${JSON.stringify(value).slice(0, 700)}`)
  return [
    ...stage.slack.calls
      .slice(since.calls)
      .flatMap((call) => (isOwn(call, inside) ? [] : tell(`to ${call.to} by ${call.method}`, call.args))),
    ...stage.slack.acks
      .slice(since.acks)
      .flatMap(({ to, payload }) => (inside.has(to) ? [] : tell(`to ${to} by an answer`, payload))),
    ...jira.calls.slice(since.jira).flatMap((call) => tell(`to Jira by ${call.method}`, call.args)),
    ...log.slice(since.log).flatMap((line) => tell('to the log', line)),
  ]
}

// A private channel is opened by its name before it has an id, and found again by it.
function isOwn({ method, args, to }: Call, inside: Inside): boolean {
  if (method === 'conversations.create') return String(args.is_private) === 'true'
  return to !== undefined && inside.has(to)
}

/** What stands where anybody may read it, or an outsider has it before them, as far as the app wrote it. */
export function standingOutside(
  court: Court,
  incident: number,
  outsiders: string[],
  former: string[],
): string[] {
  const { stage, jira, marks } = court
  const { slack } = stage
  const own = (messages: Message[]) => messages.filter((one) => one.botId === slack.bot.botId)
  const places = [
    ...slack
      .channels()
      .filter((one) => one.kind === 'channel' && !former.includes(one.id))
      .map(
        (one) => [one.name, [own(one.messages), one.topic, one.purpose, one.name, one.bookmarks]] as const,
      ),
    ...outsiders.map((name) => {
      const { dm, whispers, view, home } = slack.person(name)
      return [name, [own(dm), whispers, view, home]] as const
    }),
    ...jira
      .issues()
      .map((issue) => [issue.key, [issue.summary, issue.description, issue.links, issue.comments]] as const),
  ]
  return places.flatMap(([place, what]) => {
    const found = marks.in(what, incident)
    return found.map((mark) => `${mark.as} of INC-${incident} stands in ${place}`)
  })
}

/** What the app keeps for its operators, where no words belong; the name of a channel has always stood with its facts. */
export async function keptWords({ stage, marks }: Court, incident: number): Promise<string[]> {
  const rows = await stage.db.execute<{ place: string; what: unknown }>(sql`
    select 'fact ' || type as place, data - 'name' as what from facts
    union all select 'words of a refusal', words from facts where type = 'act.refused' and words is not null
    union all select 'error of ' || reaction, to_jsonb(error) from steps where error is not null
    union all select 'error of an event', to_jsonb(error) from inbox where error is not null
    union all select 'effect', to_jsonb(effect_key || place || coalesce(external_id, '')) from steps`)
  return rows.flatMap(({ place, what }) =>
    marks.in(what, incident).map((mark) => `${mark.as} of INC-${incident} is kept as ${place}`),
  )
}
