import { sql } from 'drizzle-orm'
import type { Loss } from '../facts.ts'
import type { Lost, ResourceKind } from '../schema/resources.ts'
import type { Work } from '../verb.ts'
import { isOutlet, wasOutlet } from './hear.ts'
import { forgetUnwanted, rearm, release, releaseElsewhere } from './hold.ts'
import { findKnown, type Known } from './known.ts'
import { outletLost, outletRegained } from './outlets.ts'

/** A channel as Slack just described it: how the app lost it, if so, and its name, if the app sees it. */
export interface Sighting {
  how: Loss | null
  name: string | undefined
  isPrivate: boolean | undefined
}

/** Called inside the transaction that ends the step of the look. */
export async function channelSeen(work: Work, channel: string, now: Sighting): Promise<void> {
  const known = await findKnown(work.tx, channel)
  if (!known) return
  const rooms = await take(work, channel, now)
  for (const room of rooms) tell(work, channel, now, room, known)
  const back = rooms.some((room) => room.lost === null && room.lostBefore !== null)
  if (back) await rearm(work, channel)
  if (now.how === null) await release(work.tx, channel, back)
  else await forgetUnwanted(work.tx, channel)
  if (!known.isUsed) await releaseElsewhere(work.tx, channel)
  const [outlet] = await work.tx.execute(
    sql`select 1 where ${isOutlet(sql`${channel}`)} or ${wasOutlet(sql`${channel}`)}`,
  )
  if (!outlet) return
  if (now.how) await outletLost(work, channel, now.how, known.heard[now.how] ?? null)
  else await outletRegained(work, channel)
}

type Room = {
  incident: number
  kind: ResourceKind
  lost: Lost | null
  lostBefore: Lost | null
  nameBefore: string
}

// An exposed channel stays so until another has taken its place; of a former one only the name is followed.
async function take({ tx }: Work, channel: string, { how, name, isPrivate }: Sighting): Promise<Room[]> {
  return tx.execute<Room>(sql`
    update resources r set name = coalesce(${name ?? null}, r.name), is_private = coalesce(${isPrivate ?? null}, r.is_private),
      lost = case when was.lost = 'exposed' or was.kind <> 'channel' then was.lost else ${how} end
    from (select id, kind, lost, name from resources
      where kind in ('channel', 'former_channel') and external_id = ${channel} for update) was
    where r.id = was.id
    returning r.incident_id as incident, r.kind, r.lost, was.lost as "lostBefore", was.name as "nameBefore"`)
}

function tell(work: Work, channel: string, { name }: Sighting, room: Room, { heard }: Known): void {
  if (room.kind !== 'channel') return
  const subject: ['incident', number] = ['incident', room.incident]
  if (name !== undefined && name !== room.nameBefore)
    work.record({ type: 'channel.renamed', subject, data: { channel, name } })
  if (room.lost === room.lostBefore || room.lost === 'exposed') return
  if (room.lost === null)
    work.record({
      type: 'channel.regained',
      subject,
      data: { channel, by: heard.opened ?? heard.joined ?? null },
    })
  else
    work.record({
      type: 'channel.lost',
      subject,
      data: { channel, how: room.lost, by: heard[room.lost] ?? null, own: false },
    })
}
