import type { Page } from 'playwright-core'
import { actAs, type Check, choose, confirm, openChannel } from './hands.ts'

/** What people do with channels. */
export const channels: Check[] = [
  ['people are added to a channel and removed from it', addsPeople],
  ['a channel is renamed, made private, archived and opened again', changesChannel],
  ['a member may not make a channel private', offersMemberLess],
  ['an owner deactivates somebody, who then cannot be acted as, and brings them back', deactivates],
]

const menu = (page: Page) => page.getByRole('main').getByRole('button', { name: /what can be done$/ })

async function addsPeople(page: Page): Promise<void> {
  await openChannel(page, 'northwind')
  await choose(page, menu(page), 'Add people…')
  const form = page.getByRole('dialog')
  await form.getByRole('combobox', { name: 'People' }).click()
  await page.getByRole('option', { name: /Dan/ }).click()
  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: '4 members' }).click()
  await form.getByRole('button', { name: 'Remove Dan' }).click()
  await form.getByRole('heading', { name: /: 3$/ }).waitFor()
  await form.getByRole('button', { name: 'Close' }).click()
}

async function changesChannel(page: Page): Promise<void> {
  await choose(page, menu(page), 'Rename…')
  await page.getByRole('dialog').getByLabel('Name').fill('Northwind Support')
  await confirm(page, 'Rename')
  await page.getByRole('button', { name: /^northwind-support: what/ }).waitFor()
  await choose(page, menu(page), 'Make private…')
  await confirm(page, 'Make private')
  await page.getByText('made this channel').waitFor()
  await choose(page, menu(page), 'Archive…')
  await confirm(page, 'Archive')
  await page.getByText('This channel is archived.').waitFor()
  await page.getByRole('button', { name: 'Unarchive' }).click()
  await page.getByRole('textbox', { name: 'Message #northwind-support' }).waitFor()
}

async function offersMemberLess(page: Page): Promise<void> {
  await actAs(page, 'Ben')
  await openChannel(page, 'general')
  await menu(page).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).waitFor()
  if (await page.getByRole('menuitem', { name: 'Make private…' }).isVisible())
    throw new Error('a member is offered to make a channel private')
  await page.keyboard.press('Escape')
  await actAs(page, 'Ana')
}

async function deactivates(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Tour, appearance and more' })
  const close = page.getByRole('dialog').getByRole('button', { name: 'Close' })
  const cleo = page.getByRole('menuitemradio', { name: /Cleo/ })
  await choose(page, menu, /People and app/)
  await page.getByRole('button', { name: 'Deactivate Cleo' }).click()
  await page.getByRole('button', { name: 'Reactivate Cleo' }).waitFor()
  await close.click()
  await page.getByRole('button', { name: /^Acting as/ }).click()
  if ((await cleo.getAttribute('aria-disabled')) !== 'true') throw new Error('Cleo can still be acted as')
  await page.keyboard.press('Escape')
  await choose(page, menu, /People and app/)
  await page.getByRole('button', { name: 'Reactivate Cleo' }).click()
  await page.getByRole('button', { name: 'Deactivate Cleo' }).waitFor()
  await close.click()
}
