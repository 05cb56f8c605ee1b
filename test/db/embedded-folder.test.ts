import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { findBinaries } from '../../db/embedded-binaries.ts'
import { EmbeddedError } from '../../db/embedded-error.ts'
import { ask, makeHome, removeHome } from './embedded-home.ts'

const isRoot = process.getuid?.() === 0
const fast = { fsync: false }
let home = ''

beforeEach(() => {
  home = makeHome()
})

afterEach(() => removeHome(home))

test('it runs in a folder that others may not enter, with the files of its owner', async () => {
  chmodSync(home, 0o700)
  const server = await startEmbedded(home, fast)
  expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
  expect(statSync(join(home, 'postgres')).uid).toBe(process.getuid?.())
  expect(statSync(join(home, 'postgres')).mode & 0o777).toBe(0o700)
})

test('root starts it as nobody, and it stays in use when the folder is closed to others and opened again', async () => {
  const open = await startEmbedded(home, fast)
  expect(statSync(join(home, 'postgres')).uid).toBe(isRoot ? nobody() : process.getuid?.())
  await ask(open.url, 'create table kept as select 7 as n')
  await open.stop()
  chmodSync(home, 0o700)
  const closed = await startEmbedded(home, fast)
  expect(await ask(closed.url, 'select n from kept')).toEqual([{ n: 7 }])
  await closed.stop()
  chmodSync(home, 0o755)
  expect(await ask((await startEmbedded(home, fast)).url, 'select n from kept')).toEqual([{ n: 7 }])
})

test('data of another major version is refused with the way out', async () => {
  mkdirSync(join(home, 'postgres'))
  writeFileSync(join(home, 'postgres', 'PG_VERSION'), '17\n')
  await expect(startEmbedded(home, fast)).rejects.toThrow(
    /written by PostgreSQL 17, but version 18 comes along: set DATA_DIR/,
  )
})

test('a folder with something else in it is refused', async () => {
  mkdirSync(join(home, 'postgres'))
  writeFileSync(join(home, 'postgres', 'letter.txt'), 'mine')
  await expect(startEmbedded(home, fast)).rejects.toThrow(/holds files but no PostgreSQL data/)
})

test('a folder that cannot be made is refused with the way out', async () => {
  await expect(startEmbedded('/sys/dispatch')).rejects.toThrow(EmbeddedError)
  await expect(startEmbedded('/sys/dispatch')).rejects.toThrow(/cannot be made .* set DATA_DIR/)
})

test('the library links are made when the postinstall of the package was blocked', () => {
  const bare = join(home, 'package')
  const native = dirname(dirname(findBinaries(home).postgres))
  cpSync(native, join(bare, 'native'), { recursive: true, filter: isProgram })
  cpSync(join(native, 'pg-symlinks.json'), join(bare, 'native', 'pg-symlinks.json'))
  const run = () => execFileSync(join(bare, 'native', 'bin', 'initdb'), ['--version'], { stdio: 'pipe' })
  expect(run).toThrow(/librar/i)
  const { postgres, env } = findBinaries(home, bare)
  expect(execFileSync(postgres, ['--version'], { env, encoding: 'utf8' })).toContain('18')
  expect(run().toString()).toContain('18')
})

function nobody(): number {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  return Number(line?.split(':')[2])
}

function isProgram(path: string): boolean {
  return !lstatSync(path).isSymbolicLink() && !/share|\.a$/.test(path)
}
