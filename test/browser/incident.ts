import type { Page } from 'playwright-core'
import { actAs, type Check, openChannel, type } from './hands.ts'
import { look, picture } from './look.ts'

/** An incident from its report on, as several people. */
export const incident: Check[] = [
  ['the page opens with its channels', opens],
  ['one line opens the form, and Report records the incident', reports],
  ['the channel has the people and the pinned brief', hasChannel],
  ['the announcement lets another person join', isJoined],
  ['a guest is told why not', refusesGuest],
  ['somebody of another organisation sees their own channel only', showsStrangerLittle],
  ['Home has the first choices', hasHome],
]

async function opens(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'general' }).first().waitFor()
  await page.getByRole('button', { name: 'incidents' }).first().waitFor()
}

async function reports(page: Page): Promise<void> {
  await openChannel(page, 'general')
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
  await openChannel(page, /inc-1-checkout/)
  await page.getByText('INC-1 Checkout answers 500 for everyone').first().waitFor()
  await page.getByText('Pinned').first().waitFor()
  await page.getByRole('link', { name: /OPS-1/ }).first().waitFor()
}

async function isJoined(page: Page): Promise<void> {
  await actAs(page, 'Ben')
  await openChannel(page, 'incidents')
  await look(page, 'announcement')
  await page.getByRole('button', { name: 'Join', exact: true }).first().click()
  await openChannel(page, /inc-1-checkout/)
  await page.getByText('2 people in').first().waitFor()
  await picture(page, 'incident')
}

async function refusesGuest(page: Page): Promise<void> {
  await actAs(page, 'Gus')
  await openChannel(page, 'general')
  await type(page, '/dispatch let me in')
  await page.getByText('Guests cannot use Dispatch').first().waitFor()
}

async function showsStrangerLittle(page: Page): Promise<void> {
  await actAs(page, 'Sam')
  await page.getByRole('heading', { name: 'northwind' }).first().waitFor()
  const list = page.getByRole('navigation', { name: 'Channels and messages' })
  if ((await list.getByRole('button', { name: /general|incidents|inc-/ }).count()) > 0)
    throw new Error('a stranger sees channels that they are not in')
}

async function hasHome(page: Page): Promise<void> {
  await actAs(page, 'Ana')
  await openChannel(page, 'Dispatch')
  await page.getByRole('tab', { name: 'Home' }).click()
  await page.getByText('Announce incidents in').first().waitFor()
  await picture(page, 'home')
}
