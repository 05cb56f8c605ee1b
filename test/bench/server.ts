import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startEmbedded } from '../../db/embedded.ts'
import { clock } from './clock.ts'
import { quantile } from './statistics.ts'

export interface Server {
  /** The folder that holds the cluster. */
  folder: string
  /** Makes an empty database and answers its address. */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

/** A PostgreSQL of its own that flushes every commit to the disk, as the one of `npm start` does. */
export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-bench-'))
  const server = await startEmbedded(folder, { settings })
  const stop = async () => {
    process.off('SIGINT', interrupted)
    await server.stop({ force: true })
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  const interrupted = () => void stop().finally(() => process.exit(130))
  process.once('SIGINT', interrupted)
  return {
    folder,
    stop,
    async database(name) {
      await within(server.url, (sql) => sql`create database ${sql(name)}`)
      const address = new URL(server.url)
      address.pathname = `/${name}`
      return address.href
    },
  }
}

/** The median of what one commit of one row takes here, in milliseconds. */
export async function commitMs(url: string): Promise<number> {
  return within(url, async (sql) => {
    await sql`create table probe (at timestamptz)`
    const took: number[] = []
    for (let i = 0; i < 200; i++) {
      const begun = clock()
      await sql`insert into probe values (now())`
      took.push(clock() - begun)
    }
    await sql`drop table probe`
    return quantile(took)
  })
}

async function within<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}
