import { sql } from 'drizzle-orm'
import type { Reader } from '../database.ts'
import { verb, type Work } from '../verb.ts'
import type { Trouble } from '../work/outcome.ts'
import { isOurs, recordNews } from './hear.ts'

/** Slack's codes for a channel that the app cannot use as it is. */
export const lostCodes = ['is_archived', 'not_in_channel', 'channel_not_found']

/**
 * The channel of the step is not to be had: it waits until that is, and Slack is asked where that is news, or where the
 * last news are old, as Slack may have dropped those that it is back. False where it is about no channel of ours.
 */
export const holdStep = verb('step.delay', async (work, { lease, code, definite }: Trouble) => {
  const spot = await findSpot(work, lease.id)
  if (!spot) return false
  const rows = await work.tx.execute(sql`
    update steps set state = 'held', held_for = ${spot.channel}, error = ${code}, lease_until = null, offered_at = null,
      late = false, strikes = strikes + ${lostCodes.includes(code) ? 1 : 0},
      asked_at = case when ${definite} then null else asked_at end
    where id = ${lease.id} and generation = ${lease.generation} and state = 'running' returning id`)
  if (rows.length > 0 && (!spot.lost || !spot.isFresh))
    recordNews(work, spot.channel, { what: 'missed', by: null })
  return true
})

type Spot = { channel: string; lost: boolean; isFresh: boolean }

// Steps say where they act by a channel's id as their place; those without one act in their incident's channel. Whoever
// regains the channel meanwhile waits, and then finds the step held.
async function findSpot({ tx }: Work, step: number): Promise<Spot | undefined> {
  const [spot] = await tx.execute<Spot>(sql`
    select s.channel, exists (select 1 from lost_outlets where channel_id = s.channel) as lost,
      exists (select 1 from facts f where f.subject_kind = 'channel' and f.subject_id = s.channel
        and f.known_at > app_now() - interval '1 minute') as "isFresh" from (
      select coalesce(substring(s.place from '^[CG][A-Z0-9]+$'), r.external_id) as channel
      from steps s left join resources r on r.incident_id = s.incident_id and r.kind = 'channel' and s.place !~ '^[UW]'
      where s.id = ${step}) s
    where ${isOurs(sql`s.channel`)}`)
  if (!spot) return undefined
  const [room] = await tx.execute<{ lost: boolean }>(sql`
    select lost is not null as lost from resources where kind = 'channel' and external_id = ${spot.channel} for share`)
  return { ...spot, lost: spot.lost || room?.lost === true }
}

/** What waits for a channel is tried, `anew` as if it never was. */
export async function release(tx: Reader, channel: string, anew: boolean): Promise<void> {
  await tx.execute(sql`
    update steps set state = 'waiting', held_for = null, error = null, not_before = clock_timestamp(), offered_at = null,
      tries = case when ${anew} then 0 else tries end, strikes = case when ${anew} then 0 else strikes end,
      first_asked_at = case when asked_at is null then null else first_asked_at end
    where state = 'held' and held_for = ${channel}`)
}

/** What waits for a channel that another took the place of meanwhile is tried there, but for what is to be done in that very one. */
export async function releaseElsewhere(tx: Reader, channel: string): Promise<void> {
  await tx.execute(sql`
    update steps set state = 'waiting', held_for = null, error = null, not_before = clock_timestamp(), offered_at = null
    where state = 'held' and held_for = ${channel} and place <> ${channel}`)
}

/** What had failed since the incident's channel was not to be had is tried again. */
export async function rearm(work: Work, channel: string): Promise<void> {
  const rows = await work.tx.execute<{ id: string; incident: number; reaction: string; place: string }>(sql`
    update steps s set state = 'waiting', error = null, not_before = clock_timestamp(), offered_at = null, tries = 0,
      strikes = 0
    from resources r
    where r.kind = 'channel' and r.external_id = ${channel} and s.incident_id = r.incident_id
      and s.state = 'failed' and s.error in ${lostCodes} and (s.place = ${channel} or s.place !~ '^[CGUW]')
    returning s.id, s.incident_id as incident, s.reaction, s.place`)
  for (const { id, incident, reaction, place } of rows)
    work.record({ type: 'step.retried', subject: ['step', id], incident, data: { reaction, place } })
}

/** What came of a step that was to open another channel, and found that none is to be. */
export const unwanted = 'not wanted'

/** Another channel that was not wanted, as this one was back or its incident over, may be wanted now. */
export async function forgetUnwanted(tx: Reader, channel: string): Promise<void> {
  await tx.execute(sql`
    update steps set external_id = null
    where reaction = 'openSuccessor' and place = ${channel} and external_id = ${unwanted}`)
}

/** Inside the transaction that ends such a step: it waits where another channel is wanted by now, and who is just making that so finds it ended. */
export async function keepUnwanted(tx: Reader, step: number): Promise<void> {
  await tx.execute(sql`
    with now as (
      select r.external_id, r.lost, i.status from steps s join incidents i on i.id = s.incident_id
        join resources r on r.incident_id = i.id and r.kind = 'channel'
      where s.id = ${step} for share of i, r)
    update steps s set state = 'waiting', external_id = null, tries = 0, strikes = 0, first_asked_at = null, done_at = null,
      not_before = clock_timestamp(), offered_at = null
    from now where s.id = ${step} and now.external_id = s.place and now.lost is not null and now.status <> 'closed'`)
}
