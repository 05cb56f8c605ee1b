import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** `npm run test:browser`: the demo as `npm run demo` starts it, lived through in a real browser. */
const root = resolve(import.meta.dirname, '../..')
const pictures = process.argv.includes('--pictures') ? join(root, 'test/browser/pictures') : undefined

const checks: [name: string, run: (page: Page) => Promise<void>][] = [
  ['the page opens with its channels', opens],
  ['one line opens the form, and Report records the incident', reports],
  ['the channel has the people and the pinned brief', hasChannel],
  ['the announcement lets another person join', isJoined],
  ['a guest is told why not', refusesGuest],
  ['Home has the first choices', hasHome],
]

const demo = await startDemo()
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
let failed = 0
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(error.message))
  page.setDefaultTimeout(15_000)
  await page.goto(demo.url)
  for (const [name, run] of checks) failed += await tell(name, () => run(page))
  failed += await tell('the page had no error of its own', async () => {
    if (trouble.length > 0) throw new Error(trouble.join('; '))
  })
} finally {
  await browser.close()
  await demo.stop()
}
process.stdout.write(`${checks.length + 1 - failed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0

async function opens(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'general' }).first().waitFor()
  await page.getByRole('button', { name: 'incidents' }).first().waitFor()
}

async function reports(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'general' }).first().click()
  await type(page, '/dispatch Checkout answers 500 for everyone')
  const form = page.getByRole('dialog')
  await form.getByLabel('Title').waitFor()
  await form.getByLabel('Description').fill('Since 14:02, after the deploy of payments. Rolling back now.')
  await form.getByRole('combobox', { name: 'Severity' }).click()
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /Critical/ })
    .click()
  await picture(page, 'report')
  await form.getByRole('button', { name: 'Report', exact: true }).click()
  await form.getByText('its channel is').waitFor()
  await form.getByRole('button', { name: 'Close' }).last().click()
}

async function hasChannel(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /inc-1-checkout/ })
    .first()
    .click()
  await page.getByText('INC-1 Checkout answers 500 for everyone').first().waitFor()
  await page.getByText('Pinned').first().waitFor()
  await page.getByRole('link', { name: /OPS-1/ }).first().waitFor()
  await picture(page, 'incident')
}

async function isJoined(page: Page): Promise<void> {
  await actAs(page, /Ben/)
  await page
    .getByRole('button', { name: /incidents/ })
    .first()
    .click()
  await picture(page, 'announcement')
  await page.getByRole('button', { name: 'Join', exact: true }).first().click()
  await page
    .getByRole('button', { name: /inc-1-checkout/ })
    .first()
    .click()
  await page.getByText('2 people in').first().waitFor()
  await picture(page, 'joined')
}

async function refusesGuest(page: Page): Promise<void> {
  await actAs(page, /Gus/)
  await page.getByRole('button', { name: 'general' }).first().click()
  await type(page, '/dispatch let me in')
  await page.getByText('Guests cannot use Dispatch').first().waitFor()
}

async function hasHome(page: Page): Promise<void> {
  await actAs(page, /Ana/)
  await page.getByRole('button', { name: 'Dispatch' }).first().click()
  await page.getByRole('tab', { name: 'Home' }).click()
  await page.getByText('Announce incidents in').first().waitFor()
  await picture(page, 'home')
}

async function type(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /Message/ }).last()
  await composer.click()
  await composer.pressSequentially(text)
  await composer.press('Enter')
}

async function actAs(page: Page, name: RegExp): Promise<void> {
  const chooser = page.getByLabel('Acting as')
  const labels = await chooser.locator('option').allTextContents()
  await chooser.selectOption({ label: labels.find((label) => name.test(label)) ?? '' })
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

async function tell(name: string, run: () => Promise<void>): Promise<number> {
  const error = await run().then(
    () => undefined,
    (why: unknown) => why,
  )
  process.stdout.write(
    `${error ? '✗' : '✓'} ${name}${error instanceof Error ? `\n  ${error.message}` : ''}\n`,
  )
  return error ? 1 : 0
}

async function startDemo(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn('npm', ['run', 'demo'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const ready = Promise.withResolvers<string>()
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    const url = /http:\/\/localhost:\d+/.exec(said)?.[0]
    if (url) ready.resolve(url)
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => ready.reject(new Error(`the demo ended before it was ready: ${said}`)))
  return {
    url: await ready.promise,
    async stop() {
      if (child.pid) process.kill(-child.pid, 'SIGINT')
      await ended
    },
  }
}
