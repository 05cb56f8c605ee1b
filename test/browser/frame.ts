import type { Page } from 'playwright-core'
import { type Check, choose, confirm, openChannel } from './hands.ts'

/** What is about the page rather than the workspace, the last of it undoing everything. */
export const frame: Check[] = [
  ['light and dark are chosen, and remembered', remembersTheme],
  ['on a narrow screen the channels are in a drawer and a thread takes the whole', fitsNarrow],
  ['the clock is wound ahead, and no further than it goes', winds],
  ['Start anew brings all back', startsAnew],
]

/** The tour goes along with the incident that is reported. */
export const tourBegins: Check = [
  'the tour begins by itself',
  async (page) => void (await page.getByRole('heading', { name: 'Someone reports a problem' }).waitFor()),
]

export const tourGoesOn: Check = [
  'the tour saw what was done, can be left, and is begun again',
  async (page) => {
    await page.getByRole('heading', { name: 'The brief, always true' }).waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('heading', { name: 'Talk where the work is' }).waitFor()
    await page.getByRole('button', { name: 'Leave the tour' }).click()
    await page.reload()
    await page.getByRole('main').first().waitFor()
    if (await page.getByRole('region', { name: 'Tour' }).isVisible()) throw new Error('the tour came back')
    await choose(page, pageMenu(page), /Take the tour/)
    await page.getByRole('heading', { name: 'Someone reports a problem' }).waitFor()
    await page.getByRole('button', { name: 'Leave the tour' }).click()
  },
]

const pageMenu = (page: Page) => page.getByRole('button', { name: 'Tour, appearance and more' })

async function remembersTheme(page: Page): Promise<void> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await pageMenu(page).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.reload()
  await page.getByRole('main').first().waitFor()
  if ((await ground()) === light) throw new Error('the page is as light as before')
  await pageMenu(page).click()
  await page.getByRole('menuitemradio', { name: 'As the system has it' }).click()
  if ((await ground()) !== light) throw new Error('the page does not follow the system')
}

async function fitsNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 420, height: 800 })
  await page.getByRole('button', { name: 'Channels', exact: true }).click()
  await openChannel(page, 'general')
  await page.getByRole('button', { name: /1 reply/ }).click()
  const thread = await page.getByRole('complementary', { name: 'Thread' }).boundingBox()
  if (thread?.width !== 420) throw new Error(`the thread is ${thread?.width} wide`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  if (wide > 420) throw new Error(`the page is ${wide} wide`)
  await page.getByRole('button', { name: 'Close thread' }).click()
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function winds(page: Page): Promise<void> {
  const clock = page.getByRole('button', { name: /^Clock:/ })
  await choose(page, clock, '+ 1 hour')
  // An incident was led to its end a day ahead.
  await page.getByRole('button', { name: /1 d 1 h ahead/ }).waitFor()
  for (const days of [8, 15, 22]) {
    await choose(page, clock, '+ 7 days')
    await page.getByRole('button', { name: new RegExp(`${days} d 1 h ahead`) }).waitFor()
  }
  await choose(page, clock, '+ 7 days')
  await page.getByText('The clock goes no further than 24 days ahead.').waitFor()
}

async function startsAnew(page: Page): Promise<void> {
  await choose(page, pageMenu(page), /Start anew/)
  await confirm(page, 'Start anew')
  await page.getByText('Starting anew…').waitFor()
  await page.getByText('Starting anew…').waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByRole('button', { name: 'general' }).first().waitFor()
  if (await page.getByRole('button', { name: /^inc-/ }).first().isVisible())
    throw new Error('an incident is still there')
  await page.getByRole('button', { name: /^Clock: [\d:]+\s?[AP]?M?\. Wind/ }).waitFor()
}
