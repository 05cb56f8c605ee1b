import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startEmbedded } from '../../db/embedded.ts'
import { createLog } from '../../db/log.ts'
import { runProcess } from '../../db/process.ts'
import { Sentence } from '../../db/sentence.ts'
import { buildPlace } from './demo-place.ts'
import { servePage } from './page/server/serve.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, '.demo')
const note = join(folder, 'running.json')
const firstPort = 4000
const portsTried = 20

/** `npm run demo`: a workspace in the browser with the app in it, which lives as long as this process. */
await runProcess(async () => {
  const log = createLog(process.env.LOG_LEVEL ?? 'warn', 'demo')
  await mkdir(folder, { recursive: true })
  await refuseSecond()
  say('Starting a workspace of its own; the first start takes a few seconds.')
  const database = await startEmbedded(folder)
  let place = await buildPlace(database.url)
  const rebuild = async () => {
    await place.stop()
    place = await buildPlace(database.url)
    return place.ground
  }
  const page = await openPage((port) => servePage(place.ground, { port, as: 'ana', rebuild }))
  await writeFile(note, JSON.stringify({ url: page.url, pid: process.pid }))
  say(`\n  ${page.url}\n\nType /dispatch and what is wrong, in any channel. Ctrl-C ends it.`)
  return {
    log,
    async stop() {
      await page.stop()
      await place.stop()
      await database.stop({ force: true })
      await rm(note, { force: true })
    },
  }
})

// A port that was asked for is taken or refused; else the next free one does.
async function openPage<T>(serve: (port: number) => Promise<T>): Promise<T> {
  const asked = Number(process.env.PORT ?? '')
  for (let port = asked || firstPort; ; port++) {
    try {
      return await serve(port)
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken) throw error
      if (asked)
        throw new Sentence(`Port ${port} is taken by another program. Choose another: PORT=4100 npm run demo`)
      if (port > firstPort + portsTried)
        throw new Sentence(`Ports ${firstPort} to ${port} are all taken. Choose one: PORT=5100 npm run demo`)
    }
  }
}

async function refuseSecond(): Promise<void> {
  const running: { url: string; pid: number } | undefined = await readFile(note, 'utf8').then(
    JSON.parse,
    () => undefined,
  )
  if (!running) return
  const answers = await fetch(running.url, { signal: AbortSignal.timeout(1_000) }).then(
    (answer) => answer.ok,
    () => false,
  )
  if (answers && isAlive(running.pid))
    throw new Sentence(`The demo of this folder runs already: ${running.url}`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
