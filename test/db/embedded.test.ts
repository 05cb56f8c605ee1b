import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../db/embedded.ts'
import { ownPort } from '../port.ts'
import { ask, type Held, hold, kill, makeHome, patient, quiet, removeHome } from './embedded-home.ts'

// Each starts a server, some a new one.
vi.setConfig({ testTimeout: 60_000 })

let made = ''
let home = ''
let homes: string[] = []
let children: ChildProcess[] = []

beforeAll(async () => {
  made = makeHome()
  await (await startEmbedded(made, { fsync: false })).stop()
})

afterAll(() => removeHome(made))

beforeEach(() => {
  home = made
})

afterEach(async () => {
  for (const child of children) await kill(child)
  for (const folder of homes) await removeHome(folder)
  await quiet(made)
  children = []
  homes = []
})

test('the first start makes a UTF-8 database in UTC, whatever the machine speaks', async () => {
  home = fresh()
  const child = held(home, [], { TZ: 'Asia/Tokyo', LC_ALL: 'C' })
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
  await ask(first.url, 'create table if not exists kept as select 7 as n')
  await first.stop()
  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }])
})

test('a server whose node was killed is taken over, and its new owner stops it', async () => {
  const child = held(home)
  const { url } = await child.said
  await ask(url, 'create table if not exists kept as select 7 as n')
  await kill(child.process)
  const server = await start()
  expect(server.adopted).toBe(true)
  expect(server.url).toBe(url)
  expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }])
  await server.stop()
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('after a kill of node and server together, every acknowledged insert is there, on the same port', async () => {
  const child = held(home, ['insert'])
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
  home = fresh()
  const child = held(home)
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
  home = fresh()
  const said = await Promise.all([held(home).said, held(home).said])
  expect(said.map((line) => line.adopted).toSorted()).toEqual([false, true])
  expect(said[0].url).toBe(said[1].url)
})

test('a start waits for a port that is still taken', async () => {
  const port = await ownPort()
  const squatter = createServer().listen(port, '127.0.0.1')
  await vi.waitUntil(() => squatter.listening, patient)
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

test('a pid file whose number has gone to a stranger does not keep it from starting', async () => {
  writeFileSync(
    join(home, 'postgres', 'postmaster.pid'),
    `${process.pid}\n${home}/postgres\n1\n1\n\n\n\nready\n`,
  )
  expect((await start()).adopted).toBe(false)
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

function fresh(): string {
  const folder = makeHome()
  homes.push(folder)
  return folder
}

function start(options: EmbeddedOptions = {}): Promise<Embedded> {
  return startEmbedded(home, { fsync: false, ...options })
}

function held(...args: Parameters<typeof hold>): Held {
  const child = hold(...args)
  children.push(child.process)
  return child
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
