import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Redis } from 'ioredis'
import { makeFolder, removeFolder } from './folder.ts'
import { ownPort } from './port.ts'
import { findRedis, type RedisProgram } from './redis-install.ts'

export type TestRedis = {
  url: string
  /** Ends it for good; what it held is gone. */
  stop(): Promise<void>
  /** Ends it as a power cut would; `start` brings it back empty, on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Freezes it: connections stay open and nothing answers, until `resume`. */
  pause(): void
  resume(): void
  flush(): Promise<void>
}

/** A Redis for a test or a harness: the one of REDIS_URL (database 15 unless it names one, flushed; it cannot be killed or paused), else one of our own. */
export async function startRedis(options: { port?: number } = {}): Promise<TestRedis> {
  const given = process.env.REDIS_URL
  if (given) return await borrow(given)
  return await launch(await findRedis(), options.port ?? (await ownPort()))
}

async function borrow(given: string): Promise<TestRedis> {
  const address = new URL(given)
  if (address.pathname.length < 2) address.pathname = '/15'
  const url = address.href
  const refuse = () => {
    throw new Error('The Redis of REDIS_URL is not ours to kill or pause: unset REDIS_URL to run this.')
  }
  await flushAt(url)
  return {
    url,
    stop: () => flushAt(url),
    kill: async () => refuse(),
    start: async () => undefined,
    pause: refuse,
    resume: refuse,
    flush: () => flushAt(url),
  }
}

async function launch(redis: RedisProgram, port: number): Promise<TestRedis> {
  const folder = makeFolder()
  const url = `redis://127.0.0.1:${port}/0`
  const start = () => run(redis, port, folder)
  let server = await start()
  const orphaned = () => server.kill('SIGKILL')
  process.once('exit', orphaned)
  return {
    url,
    kill: () => end(server),
    start: async () => {
      if (hasEnded(server)) server = await start()
    },
    stop: async () => {
      await end(server)
      process.off('exit', orphaned)
      removeFolder(folder)
    },
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    flush: () => flushAt(url),
  }
}

async function run(redis: RedisProgram, port: number, folder: string): Promise<ChildProcess> {
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const memory = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction']
  const [program = '', ...args] = [...redis.command, ...place, ...memory]
  const child = spawn(program, args, {
    env: redis.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`redis-server did not start on port ${port}: ${lines.at(-1)}`)))
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line)
      if (line.includes('Ready to accept connections')) resolve()
    })
  })
  return child
}

async function end(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGKILL')
  await ended
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null
}

async function flushAt(url: string): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: 1 })
  try {
    await client.flushdb()
  } finally {
    client.disconnect()
  }
}
