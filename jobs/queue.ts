import { createPostgresBackend, createRedisBackend, runMigrations, withBackend } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { Log } from '../db/log.ts'
import { type Lane, lanes } from '../db/schema/steps.ts'
import { Sentence } from '../db/sentence.ts'
import type { DueStep } from '../db/work/due.ts'

/** Carries steps to whichever process is free. It may lose them: nothing depends on it but speed. */
export interface Carrier {
  /** Rejects at once, or after half a second, where the step was not taken. */
  offer(step: DueStep): Promise<void>
  /** Whether the last offer, or a look since, found the queue working. */
  check(): Promise<boolean>
  /** Waits for the steps under way. */
  close(): Promise<void>
}

interface Options {
  databaseUrl: string
  redisUrl: string | undefined
  run: (stepId: number, reaction: string) => Promise<void>
  log: Log
}

/** How many steps of a lane one process runs at a time: a heavy report delays no page. */
const concurrency: Record<Lane, number> = { engagement: 16, reminders: 8, reports: 2, integrations: 12 }
const offerTimeoutMs = 500
const schema = 'bullmq'

interface Job {
  stepId: number
}
/** What both backends of BullMQ have in common, as far as it is used here. */
interface LaneQueue {
  add(name: string, data: Job, options: object): Promise<unknown>
  close(): Promise<void>
}
interface LaneWorker {
  close(force?: boolean): Promise<void>
}
type Run = (job: { name: string; data: Job }) => Promise<void>
interface Backend {
  queue: (lane: Lane) => LaneQueue
  worker: (lane: Lane, run: Run) => LaneWorker
  ping: () => Promise<unknown>
  end: () => Promise<unknown>
}

/** Opens the four lanes on Redis where there is one, else on Postgres. */
export function openCarrier({ databaseUrl, redisUrl, run, log }: Options): Carrier {
  const backend = redisUrl ? onRedis(redisUrl, log) : onPostgres(databaseUrl, log)
  const queues = new Map(lanes.map((lane) => [lane, backend.queue(lane)]))
  const workers = lanes.map((lane) => backend.worker(lane, (job) => run(job.data.stepId, job.name)))
  return {
    async offer(step) {
      const { reaction, id, lane, priority } = step
      const added = queues.get(lane)?.add(reaction, { stepId: id }, { priority: priority + 1, ...forgotten })
      await within(offerTimeoutMs, added)
    },
    check: () =>
      within(offerTimeoutMs, backend.ping()).then(
        () => true,
        () => false,
      ),
    async close() {
      await Promise.all(
        workers.map((worker) => within(10_000, worker.close()).catch(() => worker.close(true))),
      )
      await Promise.allSettled([...queues.values()].map((queue) => within(1_000, queue.close())))
      await within(1_000, backend.end()).catch(() => undefined)
    },
  }
}

/** Makes the queue's own tables, in a schema of their own; any number of processes may call it at once. */
export async function prepareQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await runMigrations(client, schema)
  } finally {
    await client.end()
  }
}

/**
 * Refuses a Redis that would throw jobs away when it is full: throws one sentence. One that is away, or does not
 * answer within two seconds, is no reason not to start: answers false, and nothing waits for it.
 */
export async function checkRedis(url: string): Promise<boolean> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null, lazyConnect: true })
  redis.on('error', () => undefined)
  try {
    const memory = await within(
      2_000,
      redis.connect().then(() => redis.info('memory')),
    )
    const policy = /maxmemory_policy:(\S+)/.exec(memory ?? '')?.[1]
    if (policy && policy !== 'noeviction')
      throw new Sentence(
        `REDIS_URL names a Redis whose maxmemory-policy is ${policy}: it would throw work away. Set it to noeviction.`,
      )
    return true
  } catch (error) {
    if (error instanceof Sentence) throw error
    return false
  } finally {
    redis.disconnect()
  }
}

// Steps are the record; BullMQ keeps nothing and never retries.
const forgotten = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const

function onRedis(url: string, log: Log): Backend {
  const bull = withBackend(createRedisBackend)
  // An offer must fail at once while Redis is away; workers wait for it to return.
  const producer = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy })
  const quiet = (error: Error) => log.debug({ err: error }, 'redis')
  producer.on('error', quiet)
  return {
    queue: (lane) => new bull.Queue<Job>(lane, { connection: producer }).on('error', quiet),
    worker: (lane, run) =>
      new bull.Worker<Job, void>(lane, run, {
        connection: { url, maxRetriesPerRequest: null, retryStrategy },
        concurrency: concurrency[lane],
        runRetryDelay: 1_000,
      }).on('error', quiet),
    ping: () => producer.ping(),
    end: async () => producer.disconnect(),
  }
}

function onPostgres(url: string, log: Log): Backend {
  const bull = withBackend(createPostgresBackend)
  // One pool: a session for each worker that listens, and some for the jobs.
  const pool = new pg.Pool({
    connectionString: url,
    max: 14,
    keepAlive: true,
    options: `-c search_path=${schema}`,
  })
  const quiet = (error: Error) => log.debug({ err: error }, 'queue')
  pool.on('error', quiet)
  return {
    queue: (lane) => new bull.Queue<Job>(lane, { connection: pool }).on('error', quiet),
    worker: (lane, run) =>
      new bull.Worker<Job, void>(lane, run, {
        connection: pool,
        concurrency: concurrency[lane],
        runRetryDelay: 1_000,
      }).on('error', quiet),
    ping: () => pool.query('select 1'),
    end: () => pool.end(),
  }
}

function retryStrategy(times: number): number {
  return Math.min(50 * times, 500)
}

async function within<T>(ms: number, work: Promise<T> | undefined): Promise<T | undefined> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('the queue did not answer in time')), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
