import type { Page } from 'playwright-core'
import { type Check, choose, message } from './hands.ts'

/** What the app does not show yet, from an app that shows it. */
export const samples: Check[] = [
  ['a form is filled with what the app offers, several choices, times and boxes', fills],
  ['rich text, tables, whispers and replies for all read as in Slack', reads],
  ['a canvas is read and written, a file is read', opensPages],
]

async function fills(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave the tour' }).click()
  await choose(page, page.getByRole('button', { name: 'Shortcuts' }), /Report an incident/)
  const form = page.getByRole('dialog')
  await form.getByText('Two tasks are open.').waitFor()
  await form.getByRole('combobox', { name: 'Incident' }).click()
  await page.getByText('Type 2 characters or more').waitFor()
  await page.getByRole('searchbox').fill('chec')
  await page.getByRole('option', { name: 'Checkout' }).click()
  await form.getByRole('combobox', { name: 'Tags' }).click()
  for (const tag of ['red', 'blue']) await page.getByRole('option', { name: tag }).click()
  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: 'Remove red' }).click()
  await form.getByRole('radio', { name: 'Stable' }).check()
  await form.getByRole('checkbox', { name: 'Tell customers' }).check()
  await form.getByLabel('Detected').fill('2026-11-25T14:02')
  await form.getByRole('button', { name: 'Send' }).click()
  await form.getByText('It is closed.').waitFor()
  await form.getByRole('button', { name: 'Cancel' }).click()
}

async function reads(page: Page): Promise<void> {
  const sample = message(page, 'Commander')
  await sample.locator('.mention.me', { hasText: '@payments' }).waitFor()
  await sample.getByRole('cell', { name: 'Commander' }).waitFor()
  await sample.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Timeline' }).waitFor()
  await page.keyboard.press('Escape')
  await message(page, 'between us').getByText('Only visible to you').waitFor()
  await message(page, 'for all').getByText('replied to').waitFor()
  await message(page, 'for all').getByRole('button', { name: 'a thread' }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('Also sent to the channel').waitFor()
  await thread.getByRole('button', { name: 'Close thread' }).click()
}

async function opensPages(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Canvas' }).click()
  const canvas = page.getByRole('tabpanel', { name: 'Canvas' })
  await canvas.getByText('@BEN').waitFor()
  await canvas.getByRole('button', { name: 'Edit' }).click()
  await canvas.getByRole('textbox', { name: 'The canvas in Markdown' }).fill('# Done')
  await canvas.getByRole('button', { name: 'Save' }).click()
  await canvas.getByRole('heading', { name: 'Done' }).waitFor()
  await page.keyboard.press('Tab')
  await page.getByRole('tab', { name: 'Canvas' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByText('log.txt').click()
  await page.getByText('all well').waitFor()
}
