import { sql } from 'drizzle-orm'
import { verb } from '../verb.ts'

interface Spot {
  channel: string
  ts: string
}

type Revised = { id: number; incident_id: number; before: string }

/** A kept message says something else in Slack by now; what a person corrected stays as corrected. */
export const followEdit = verb(
  'message.follow',
  async (work, { channel, ts, text }: Spot & { text: string }) => {
    const [row] = await work.tx.execute<Revised>(sql`
    update entries e set text = ${text}
    from (select id, text from entries where channel_id = ${channel} and ts = ${ts} for update) before
    where e.id = before.id and before.text <> ${text} and e.keepers <> '{}'
      and (e.hidden_at is null or e.hidden_by is not null)
      and not exists (select 1 from facts f where f.incident_id = e.incident_id and f.type = 'entry.corrected'
        and f.data->>'entry' = e.id::text)
    returning e.id, e.incident_id, before.text as before`)
    if (!row) return
    work.record({
      type: 'message.revised',
      subject: ['incident', row.incident_id],
      data: { entry: row.id, channel, ts, deleted: false },
      words: { text, textBefore: row.before },
    })
  },
)

/** A kept message is deleted in Slack: its words go from the timeline, and nobody can show it again. */
export const followDeletion = verb('message.follow', async (work, { channel, ts }: Spot) => {
  const [row] = await work.tx.execute<Revised>(sql`
    update entries e set text = '', hidden_at = ${work.now.toISOString()}, hidden_by = null
    from (select id, text from entries where channel_id = ${channel} and ts = ${ts} for update) before
    where e.id = before.id and (e.hidden_at is null or e.hidden_by is not null)
    returning e.id, e.incident_id, before.text as before`)
  if (!row) return
  work.record({
    type: 'message.revised',
    subject: ['incident', row.incident_id],
    data: { entry: row.id, channel, ts, deleted: true },
    words: { textBefore: row.before },
  })
})
