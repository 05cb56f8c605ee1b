import { sql } from 'drizzle-orm'
import type { FactData } from '../facts.ts'
import { Refusal } from '../refusal.ts'
import { verb } from '../verb.ts'

export interface Wish extends FactData<'channel.asked'> {
  incident: number
}

/** The channel of an open incident cannot be used: it is to go on in another, or the app is to come back. Asked twice, it is one wish. */
export const askForChannel = verb('channel.ask', async (work, { incident, channel, wish }: Wish) => {
  const [row] = await work.tx.execute<{ asked: boolean }>(sql`
    select exists (select 1 from facts a where a.incident_id = i.id and a.type = 'channel.asked'
        and a.data = ${JSON.stringify({ channel, wish })}::text::jsonb and a.id > (
          select coalesce(max(l.id), 0) from facts l where l.incident_id = i.id and l.type = 'channel.lost')) as asked
    from incidents i join resources r on r.incident_id = i.id
    where i.id = ${incident} and i.status <> 'closed' and r.kind = 'channel' and r.external_id = ${channel}
      and r.lost in ('archived', 'deleted', 'removed') for update of r`)
  if (!row)
    throw new Refusal(
      'channel_not_lost',
      `INC-${incident} has a channel to go on in, or is closed. \`/dispatch list\` shows where it is.`,
    )
  if (!row.asked)
    work.record({ type: 'channel.asked', subject: ['incident', incident], data: { channel, wish } })
})
