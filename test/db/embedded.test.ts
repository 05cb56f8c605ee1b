import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../db/embedded.ts'

const isRoot = process.getuid?.() === 0
const patient = { timeout: 15_000, interval: 5 }
let home = ''
let children: ChildProcess[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dispatch-test-'))
  chmodSync(home, 0o755)
})

afterEach(async () => {
  for (const child of children) await kill(child)
  if (existsSync(join(home, 'postgres', 'postmaster.pid'))) await (await start()).stop({ force: true })
  children = []
  rmSync(home, { recursive: true, force: true })
})

test('the first start makes a UTF-8 database in UTC, whatever the machine speaks', async () => {
  const child = hold(home, [], { TZ: 'Asia/Tokyo', LC_ALL: 'C' })
  const { url } = await child.said
  const [settings] = await ask(
    url,
    `select current_database(), current_user, datlocprovider, datlocale, rolsuper,
       current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
       current_setting('listen_addresses') as listen, current_setting('max_connections') as connections
     from pg_database, pg_roles where datname = current_database() and rolname = current_user`,
  )
  expect(settings).toEqual({
    current_database: 'dispatch',
    current_user: 'dispatch',
    datlocprovider: 'b',
    datlocale: 'C.UTF-8',
    rolsuper: false,
    encoding: 'UTF8',
    zone: 'UTC',
    listen: '127.0.0.1',
    connections: '120',
  })
})

test('the second start finds what the first one wrote', async () => {
  const first = await start()
  await ask(first.url, 'create table kept as select 7 as n')
  await first.stop()
  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }])
})

test('a server whose node was killed is taken over, and its new owner stops it', async () => {
  const child = hold(home)
  const { url } = await child.said
  await ask(url, 'create table kept as select 7 as n')
  await kill(child.process)
  const server = await start()
  expect(server.adopted).toBe(true)
  expect(server.url).toBe(url)
  expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }])
  await server.stop()
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('after a kill of node and server together, every acknowledged insert is there, on the same port', async () => {
  const child = hold(home, ['insert'])
  const { url } = await child.said
  await vi.waitUntil(() => child.numbers.length > 500, patient)
  process.kill(serverPid(), 'SIGKILL')
  await kill(child.process)
  const server = await start()
  const rows = await ask(server.url, 'select n from acknowledged')
  const stored = new Set(rows.map((row) => row.n))
  expect(child.numbers.filter((n) => !stored.has(n))).toEqual([])
  expect(server).toMatchObject({ adopted: false, url })
})

test('a first start that was killed half way is started over', async () => {
  const child = hold(home)
  await vi.waitUntil(
    () => halves().some((half) => existsSync(join(home, half, 'data', 'PG_VERSION'))),
    patient,
  )
  await kill(child.process)
  expect(existsSync(join(home, 'postgres'))).toBe(false)
  const server = await start()
  expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
  expect(halves()).toEqual([])
})

test('of two processes that start at once, one starts the server and the other takes it over', async () => {
  const said = await Promise.all([hold(home).said, hold(home).said])
  expect(said.map((line) => line.adopted).toSorted()).toEqual([false, true])
  expect(said[0].url).toBe(said[1].url)
})

test('the files belong to nobody when root starts it, else to whoever does', async () => {
  await start()
  expect(statSync(join(home, 'postgres')).uid).toBe(isRoot ? await nobody() : process.getuid?.())
})

test('it runs in a folder that others may not enter, with the files of its owner', async () => {
  chmodSync(home, 0o700)
  const server = await start()
  expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
  expect(statSync(join(home, 'postgres')).uid).toBe(process.getuid?.())
  expect(statSync(join(home, 'postgres')).mode & 0o777).toBe(0o700)
})

test('a folder that is closed to others, or opened to them, between two starts stays in use', async () => {
  const open = await start()
  await ask(open.url, 'create table kept as select 7 as n')
  await open.stop()
  chmodSync(home, 0o700)
  const closed = await start()
  expect(await ask(closed.url, 'select n from kept')).toEqual([{ n: 7 }])
  await closed.stop()
  chmodSync(home, 0o755)
  expect(await ask((await start()).url, 'select n from kept')).toEqual([{ n: 7 }])
})

test('a start waits for a port that is still taken', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await vi.waitUntil(() => squatter.listening, patient)
  const address = squatter.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const starting = start({ settings: { port: String(port) } })
  await vi.waitUntil(() => logged().includes('could not bind'), patient)
  squatter.close()
  expect((await starting).port).toBe(port)
})

test('while others are connected it runs on, and says so', async () => {
  const lines: string[] = []
  const server = await start({ say: (line) => lines.push(line) })
  const other = postgres(server.url, { max: 1 })
  await other`select 1`
  await server.stop()
  expect(await other`select 1 as n`).toEqual([{ n: 1 }])
  expect(lines.at(-1)).toBe('PostgreSQL keeps running: 1 connections still use it.')
  await other.end()
  await server.stop()
  await expect(ask(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('no password is said, logged, or left where others can read it', async () => {
  const lines: string[] = []
  const server = await start({ say: (line) => lines.push(line) })
  const secret = new URL(server.url).password
  expect(secret).toMatch(/^[0-9a-f]{48}$/)
  expect(lines.join('\n')).not.toContain(secret)
  expect(logged()).toContain('ready to accept connections')
  expect(logged()).not.toContain(secret)
  expect(statSync(join(home, 'postgres', 'dispatch.passwords')).mode & 0o777).toBe(0o600)
  const stranger = new URL(server.url)
  stranger.password = 'guessed'
  await expect(ask(stranger.href, 'select 1')).rejects.toThrow('password authentication failed')
})

function start(options: EmbeddedOptions = {}): Promise<Embedded> {
  return startEmbedded(home, { fsync: false, ...options })
}

type Held = {
  process: ChildProcess
  said: Promise<{ url: string; adopted: boolean }>
  numbers: number[]
}

function hold(folder: string, mode: string[] = [], environment: Record<string, string> = {}): Held {
  const program = join(import.meta.dirname, 'embedded-holder.ts')
  const child = spawn(process.execPath, [program, folder, ...mode], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const numbers: number[] = []
  const said = new Promise<{ url: string; adopted: boolean }>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line))
      else numbers.push(Number(line))
    })
  })
  return { process: child, said, numbers }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await vi.waitUntil(() => child.exitCode !== null || child.signalCode !== null, patient)
}

async function ask(url: string, question: string): Promise<postgres.RowList<postgres.Row[]>> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await sql.unsafe(question)
  } finally {
    await sql.end()
  }
}

function halves(): string[] {
  return readdirSync(home).filter((name) => name.startsWith('postgres.new'))
}

function logged(): string {
  const log = join(home, 'postgres.log')
  return existsSync(log) ? readFileSync(log, 'utf8') : ''
}

function serverPid(): number {
  return Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function nobody(): Promise<number> {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  return Number(line?.split(':')[2])
}
