import { resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { channels } from './channels.ts'
import { findChromium } from './chromium.ts'
import { startDemo } from './demo.ts'
import { forms } from './forms.ts'
import { frame, tourBegins, tourGoesOn } from './frame.ts'
import type { Check } from './hands.ts'
import { incident } from './incident.ts'
import { life } from './life.ts'
import { startSampler } from './sampler.ts'
import { samples } from './samples.ts'
import { words } from './words.ts'

/** `npm run test:browser`: the demo as `npm run demo` starts it, lived through in a real browser. */
const [opens, reports, hasChannel, ...restOfIncident] = incident
const checks = [
  ...[opens, tourBegins, reports, hasChannel, tourGoesOn],
  ...[...restOfIncident, ...life, ...forms, ...words, ...channels, ...frame],
].filter((check): check is Check => check !== undefined)

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
const places: [start: () => Promise<{ url: string; stop(): Promise<void> }>, checks: Check[]][] = [
  [startSampler, samples],
  [() => startDemo(resolve(import.meta.dirname, '../..')), checks],
]
let failed = 0
let count = 0
try {
  for (const [start, all] of places) {
    const place = await start()
    await live(place.url, all).finally(() => place.stop())
  }
} finally {
  await browser.close()
}
process.stdout.write(`${count - failed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0

async function live(url: string, all: Check[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(error.message))
  page.setDefaultTimeout(15_000)
  await page.goto(url)
  for (const [name, run] of all) await tell(name, () => run(page))
  await tell('the page had no error of its own', async () => {
    if (trouble.length > 0) throw new Error(trouble.join('; '))
  })
  await page.close()
}

async function tell(name: string, run: () => Promise<void>): Promise<void> {
  const error = await run().then(
    () => undefined,
    (why: unknown) => why,
  )
  process.stdout.write(
    `${error ? '✗' : '✓'} ${name}${error instanceof Error ? `\n  ${error.message}` : ''}\n`,
  )
  count += 1
  if (error) failed += 1
}
