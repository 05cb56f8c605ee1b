import { sql } from 'drizzle-orm'
import { verb, type Work } from '../verb.ts'
import { addPeople } from './participants.ts'

/** Somebody came into a channel, or left it. */
export interface Move {
  channel: string
  person: string
  /** When, by Slack's clock, as its events give it. */
  at: string
}

/** Who comes into an incident's channel is in the incident; `inviter` is the person who brought them. */
export const followJoining = verb('people.follow', async (work, move: Move & { inviter: string | null }) => {
  const seat = await findSeat(work, move)
  if (!seat) return
  const { incident, isIn, isAwaited, isRefused, observer, isExposed } = seat
  // Whoever comes into a channel that is open to all while its incident is not stays outside of that.
  if (isExposed && !isIn) return
  const how = move.inviter === null ? { why: 'joined' as const } : { why: 'asked' as const, by: move.inviter }
  if (!isIn) await addPeople(work, incident, { people: [move.person], observer, ...how })
  work.also(
    work.tx.execute(sql`
      update participants set moved_at = ${movedAt(move)}, refused = null,
        invited_at = case when ${isAwaited} then invited_at
          else coalesce(invited_at, ${work.now.toISOString()}::timestamptz) end
      where incident_id = ${incident} and person_id = ${move.person}`),
  )
  if (isRefused)
    work.record({
      type: 'people.invited',
      subject: ['incident', incident],
      data: { people: [move.person], refused: [], came: true },
    })
})

/**
 * Who leaves the channel has left the incident; but who holds a role in an open one stays in it, and is to be invited
 * back. Of somebody who was not in it only the leaving is kept, as their coming may be heard later.
 */
export const followLeaving = verb('people.follow', async (work, move: Move) => {
  const seat = await findSeat(work, move)
  if (!seat) return
  const { incident, isIn, holdsRole } = seat
  const stays = isIn && holdsRole
  const now = sql`${work.now.toISOString()}::timestamptz`
  work.also(
    work.tx.execute(sql`
      insert into participants as p (incident_id, person_id, why, added_at, left_at, moved_at)
      values (${incident}, ${move.person}, 'joined', ${now}, ${now}, ${movedAt(move)})
      on conflict (incident_id, person_id) do update set moved_at = excluded.moved_at,
        left_at = case when ${stays} then null else coalesce(p.left_at, excluded.left_at) end,
        invited_at = case when ${stays} then null else p.invited_at end`),
  )
  if (isIn)
    work.record({
      type: 'participant.left',
      subject: ['incident', incident],
      data: { person: move.person, by: null },
    })
})

type Seat = {
  incident: number
  isIn: boolean
  /** Is to be invited: the answer to that brings the welcome, however often it is asked for. */
  isAwaited: boolean
  /** Is in it, and Slack would not invite them. */
  isRefused: boolean
  observer: boolean
  /** The incident was restricted, and its channel is open to all yet. */
  isExposed: boolean
  /** While the incident is open. */
  holdsRole: boolean
}

// Nothing where the channel is of no incident, where a newer move is known already, and for bots.
async function findSeat({ tx }: Work, move: Move): Promise<Seat | undefined> {
  const { channel, person } = move
  const [seat] = await tx.execute<Seat>(sql`
    select i.id as incident, p.person_id is not null and p.left_at is null as "isIn",
      p.person_id is not null and p.left_at is null and p.invited_at is null and p.refused is null as "isAwaited",
      p.person_id is not null and p.left_at is null and p.refused is not null as "isRefused",
      coalesce(p.observer, false) as observer, r.lost is not distinct from 'exposed' as "isExposed",
      i.status <> 'closed' and (i.commander_id is not distinct from ${person} or exists (
        select 1 from assignments a where a.incident_id = i.id and a.person_id = ${person})) as "holdsRole"
    from resources r join incidents i on i.id = r.incident_id
    left join participants p on p.incident_id = i.id and p.person_id = ${person}
    where r.kind = 'channel' and r.external_id = ${channel}
      and coalesce(p.moved_at < ${movedAt(move)}, true)
      and not exists (select 1 from people b where b.id = ${person} and b.kind = 'bot')`)
  return seat
}

function movedAt({ at }: Move) {
  return sql`to_timestamp(${at}::float8)`
}
