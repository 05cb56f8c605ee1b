import postgres from 'postgres'
import { parseConfiguration } from '../../db/configuration/file.ts'
import { seed } from '../../db/configuration/seed.ts'
import { connect } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import type { Slack } from './slack/contract.ts'

/** Empties the demo's database, whose workspace is new each time, and chooses the two channels. */
export async function settle(url: string, slack: Slack): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined })
  await client`drop schema if exists public, drizzle, bullmq cascade`
  await client`create schema public`
  await client.end()
  await migrate(url)
  const { db, close } = connect(url, 1)
  await seed(
    db,
    parseConfiguration(`
operations: ${slack.channel('ops').id}
broadcast: [{ channel: ${slack.channel('incidents').id} }]
`),
  )
  await close()
}
