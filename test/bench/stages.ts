import type { Call } from '../workspace/slack/contract.ts'
import type { Installation } from './installation.ts'
import { quantile } from './statistics.ts'

interface Times {
  incident: number
  channel: string
  /** When the verb of the report began, the channel's step was added and claimed, its answer recorded, and so on. */
  reported: number
  planned: number
  claimed: number
  recorded: number
  invitePlanned: number
  briefPlanned: number
  briefClaimed: number
}

/** Where the time from the report to the brief goes, as medians over all its reports, in milliseconds. */
export async function stagesOf({ sql, slack, watch }: Installation): Promise<string[]> {
  const times = await sql<Times[]>`
    select i.id as incident, c.external_id as channel, ${at(sql, 'f.known_at')} as reported,
      ${at(sql, 'c.added_at')} as planned, ${at(sql, 'c.first_asked_at')} as claimed, ${at(sql, 'c.done_at')} as recorded,
      ${at(sql, 'p.added_at')} as "invitePlanned",
      ${at(sql, 'b.added_at')} as "briefPlanned", ${at(sql, 'b.first_asked_at')} as "briefClaimed"
    from incidents i join facts f on f.incident_id = i.id and f.type = 'incident.reported'
    join steps c on c.incident_id = i.id and c.reaction = 'openChannel'
    join steps p on p.incident_id = i.id and p.reaction = 'inviteParticipants'
    join steps b on b.incident_id = i.id and b.reaction = 'postBrief' order by i.id`
  const offset = Date.now() - Number(process.hrtime.bigint()) / 1e6
  const wall = {
    arrived: (call: Call) => watch.arrivedAt(call) + offset,
    answered: (call: Call) => watch.answeredAt(call) + offset,
  }
  const creates = slack.calls.filter((call) => call.method === 'conversations.create')
  const laps = times.map((time, i) => {
    const of = (method: string) =>
      must(slack.calls.find((call) => call.method === method && call.args.channel === time.channel))
    const [create, invite, post] = [must(creates[i]), of('conversations.invite'), of('chat.postMessage')]
    return {
      'report begun → channel planned': time.planned - time.reported,
      'planned → claimed': time.claimed - time.planned,
      'claimed → create sent': wall.arrived(create) - time.claimed,
      'create answered → recorded': time.recorded - wall.answered(create),
      'recorded → people and brief planned': time.briefPlanned - time.recorded,
      'planned → invite sent': wall.arrived(invite) - time.invitePlanned,
      'planned → brief claimed': time.briefClaimed - time.briefPlanned,
      'claimed → brief sent': wall.arrived(post) - time.briefClaimed,
    }
  })
  const [first] = laps
  const names = Object.keys(first ?? {}) as (keyof (typeof laps)[number])[]
  return names.map((name) => `  ${name}: ${quantile(laps.map((lap) => lap[name])).toFixed(1)}`)
}

function at(sql: Installation['sql'], column: string) {
  return sql.unsafe(`(extract(epoch from ${column}) * 1000)::float8`)
}

function must<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('a call is missing from the record')
  return thing
}
