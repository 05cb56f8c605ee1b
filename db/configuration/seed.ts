import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect, type Database, type Tx } from '../database.ts'
import { broadcasts, type OptionKind, options, rules, settings } from '../schema/configuration.ts'
import { readConfiguration } from './file.ts'
import type { Configuration, OptionEntry } from './shape.ts'

/** Seeds the database at `url` from `dispatch.yml` beside package.json, or from the defaults where there is none. */
export async function seedFromFile(url: string): Promise<void> {
  const configuration = await readConfiguration(join(import.meta.dirname, '../../dispatch.yml'))
  const { db, close } = connect(url, 1)
  await seed(db, configuration).finally(close)
}

/** Fills an empty database from the configuration file; does nothing where one was seeded before. */
export async function seed(db: Database, configuration: Configuration): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('dispatch:seed'))`)
    const [seeded] = await tx.select().from(settings).limit(1)
    if (!seeded) await fill(tx, configuration)
  })
}

async function fill(tx: Tx, file: Configuration): Promise<void> {
  await tx
    .insert(settings)
    .values([
      { key: 'installation', value: randomUUID() },
      { key: 'channel_name', value: file.channel_name },
      { key: 'archive_after_days', value: file.archive_after_days },
      { key: 'office_hours', value: file.office_hours },
      ...(file.operations ? [{ key: 'operations', value: file.operations }] : []),
      ...(file.jira ? [{ key: 'jira_statuses', value: file.jira.statuses }] : []),
    ])
  await tx
    .insert(options)
    .values([
      ...rows('type', file.types),
      ...rows('priority', file.priorities),
      ...rows('severity', file.severities),
      ...rows('role', file.roles),
    ])
  if (file.rules.length > 0)
    await tx.insert(rules).values(file.rules.map((rule, position) => ({ ...rule, position })))
  if (file.broadcast.length > 0)
    await tx
      .insert(broadcasts)
      .values(file.broadcast.map(({ channel, ...rest }) => ({ channelId: channel, ...rest })))
      .onConflictDoNothing()
}

function rows(kind: OptionKind, list: OptionEntry[]): (typeof options.$inferInsert)[] {
  const chosen = list.find((one) => one.default) ?? list[0]
  return list.map((one, index) => ({
    kind,
    key: one.key,
    name: one.name,
    meaning: one.meaning,
    mark: one.mark,
    position: index + 1,
    isDefault: one === chosen,
    elsewhere: jiraName(one.jira),
    cadenceMinutes: one.update_minutes ?? null,
    undetermined: one.undetermined ?? false,
    body: one.duties ?? one.template ?? '',
  }))
}

function jiraName(name: string | undefined): Record<string, string> {
  return name ? { jira: name } : {}
}
