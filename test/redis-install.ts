import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../db/embedded-lock.ts'

export type RedisProgram = { command: string[]; env: NodeJS.ProcessEnv }

/** The redis-server of this machine; on Debian and Ubuntu it is installed if there is none. Throws an Error of one line. */
export async function findRedis(): Promise<RedisProgram> {
  const found = lookForRedis()
  if (found) return found
  if (!has('apt-get') || !has('dpkg')) throw new Error(`No redis-server on the PATH: ${byHand()}.`)
  if (process.env.DISPATCH_NO_APT === '1') {
    throw new Error(
      'No redis-server on the PATH, and DISPATCH_NO_APT=1 forbids to install it: apt-get install redis-server, or set REDIS_URL.',
    )
  }
  mkdirSync(CACHE, { recursive: true })
  return await withLock(join(CACHE, 'redis.lock'), async () => lookForRedis() ?? (await install()), 600_000)
}

const CACHE = join(import.meta.dirname, '..', 'node_modules', '.cache', 'dispatch')
const UNPACKED = join(CACHE, 'redis')

function lookForRedis(): RedisProgram | undefined {
  const program = ['redis-server', 'valkey-server'].find(has)
  if (program) return { command: mortal(program), env: process.env }
  const unpacked = join(UNPACKED, 'usr', 'bin', 'redis-server')
  if (!existsSync(unpacked)) return undefined
  return { command: mortal(unpacked), env: { ...process.env, LD_LIBRARY_PATH: libraries() } }
}

/** Where the kernel can do it, the server dies with the test that started it, even if that one is killed. */
function mortal(program: string): string[] {
  return has('setpriv') ? ['setpriv', '--pdeathsig', 'KILL', '--', program] : [program]
}

async function install(): Promise<RedisProgram> {
  process.stderr.write('No redis-server here: installing it with apt-get (DISPATCH_NO_APT=1 forbids this).\n')
  if (process.getuid?.() === 0) await installForAll()
  else await unpackForUs()
  const found = lookForRedis()
  if (!found) throw new Error(`apt-get brought no redis-server: ${byHand()}.`)
  return found
}

async function installForAll(): Promise<void> {
  await run('apt-get', ['update'])
  await run('apt-get', ['install', ...QUIETLY, 'redis-server'])
  // Debian starts what it installs; nobody asked for a Redis on 6379.
  if (existsSync('/run/systemd/system')) await run('systemctl', ['disable', '--now', 'redis-server'])
  else if (existsSync('/etc/init.d/redis-server')) await run('/etc/init.d/redis-server', ['stop'])
}

/** Without root: apt works in folders of ours, and the packages are unpacked, not installed. */
async function unpackForUs(): Promise<void> {
  const work = mkdtempSync(`${UNPACKED}-`)
  try {
    const own = { State: 'state', 'State::lists': 'lists', Cache: 'cache', 'Cache::archives': 'archives' }
    const folders = Object.entries(own).flatMap(([name, folder]) => [
      '-o',
      `Dir::${name}=${join(work, folder)}`,
    ])
    for (const folder of ['state', 'lists/partial', 'cache', 'archives/partial'])
      mkdirSync(join(work, folder), { recursive: true })
    const options = [...folders, '-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'Debug::NoLocking=1']
    await run('apt-get', [...options, 'update'])
    await run('apt-get', [...options, 'install', '--download-only', ...QUIETLY, 'redis-server'])
    const packages = readdirSync(join(work, 'archives')).filter((name) => name.endsWith('.deb'))
    for (const name of packages) await run('dpkg', ['-x', join(work, 'archives', name), join(work, 'root')])
    renameSync(join(work, 'root'), UNPACKED)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const QUIETLY = ['-y', '--no-install-recommends']

function libraries(): string {
  const roots = [join(UNPACKED, 'usr', 'lib'), join(UNPACKED, 'lib')].filter(existsSync)
  const perMachine = roots.flatMap((root) => readdirSync(root).map((name) => join(root, name)))
  return [...perMachine.filter((folder) => folder.endsWith('-linux-gnu')), ...roots].join(':')
}

async function run(program: string, args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const code = await new Promise((resolve) => child.once('error', resolve).once('close', resolve))
  if (code === 0) return
  const reason = output.split('\n').find((line) => line.startsWith('E: ')) ?? `it ended with ${code}`
  throw new Error(`${program} could not install redis-server (${reason}): ${byHand()}.`)
}

function has(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0
}

function byHand(): string {
  const command = process.platform === 'darwin' ? 'brew install redis' : 'install it with the package manager'
  return `${command}, or set REDIS_URL`
}
