import type { Locator, Page } from 'playwright-core'

/** One thing that is lived through on the page. */
export type Check = [name: string, run: (page: Page) => Promise<void>]

export async function openChannel(page: Page, name: RegExp | string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Channels and messages' })
    .getByRole('button', { name })
    .first()
    .click()
}

export async function type(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /Message/ }).last()
  await composer.click()
  await composer.pressSequentially(text)
  await composer.press('Enter')
}

export async function actAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Acting as/ }).click()
  await page.getByRole('menuitemradio', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: new RegExp(`^Acting as ${name}`) }).waitFor()
}

/** The message that holds these words. */
export function message(page: Page, words: string | RegExp): Locator {
  return page.getByRole('article').filter({ hasText: words }).first()
}

/** Chooses from the menu of a message, or of whatever opens by the button. */
export async function choose(page: Page, opener: Locator, item: string | RegExp): Promise<void> {
  await opener.click()
  await page.getByRole('menuitem', { name: item }).click()
}

export async function act(page: Page, words: string | RegExp, item: string | RegExp): Promise<void> {
  const said = message(page, words)
  await said.hover()
  await choose(page, said.getByRole('button', { name: 'More message actions' }), item)
}

export async function confirm(page: Page, does: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: does, exact: true }).click()
}
