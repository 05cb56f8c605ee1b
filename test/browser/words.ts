import type { Page } from 'playwright-core'
import { act, actAs, type Check, confirm, message, openChannel, type } from './hands.ts'

/** What people do with messages. */
export const words: Check[] = [
  ['a thread opens beside the channel and counts its replies', threads],
  ['a reaction is found by its name, told with who gave it, and taken away', reacts],
  ['one’s own message is edited and deleted, another’s is not', edits],
  ['a user group is mentioned by its handle', mentionsGroup],
  ['what is pinned has a tab of its own', showsPins],
]

async function threads(page: Page): Promise<void> {
  await openChannel(page, 'general')
  const said = message(page, 'the checkout answers with error 500')
  await said.hover()
  await said.getByRole('button', { name: 'Reply in thread' }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  const reply = thread.getByRole('textbox', { name: 'Reply in thread' })
  await reply.fill('Looking into it.')
  await reply.press('Enter')
  await thread.getByText('Looking into it.').waitFor()
  await thread.getByRole('button', { name: 'Close thread' }).click()
  await said.getByRole('button', { name: /1 reply/ }).waitFor()
}

async function reacts(page: Page): Promise<void> {
  const said = message(page, 'Payments 4.2 is out.')
  await said.hover()
  await said.getByRole('button', { name: 'Add reaction' }).first().click()
  await page.getByRole('searchbox', { name: 'Emoji name' }).fill('hourglass_flowing')
  await page.keyboard.press('Enter')
  const given = said.getByRole('button', { name: 'hourglass flowing sand: Ana' })
  await given.click()
  await given.waitFor({ state: 'detached' })
}

async function edits(page: Page): Promise<void> {
  await type(page, 'It is the deploi of #ops & co')
  await act(page, 'It is the deploi', 'Edit message')
  const box = page.getByRole('textbox', { name: 'Edit message' })
  if ((await box.inputValue()) !== 'It is the deploi of #ops & co') throw new Error(await box.inputValue())
  await box.fill('It is the deploy')
  await box.press('Enter')
  await page.getByText('(edited)').waitFor()
  await act(page, 'It is the deploy', 'Delete message…')
  await confirm(page, 'Delete')
  await message(page, 'It is the deploy').waitFor({ state: 'detached' })
  const others = message(page, 'Payments 4.2 is out.')
  await others.hover()
  await others.getByRole('button', { name: 'More message actions' }).click()
  if (await page.getByRole('menuitem', { name: 'Edit message' }).isVisible())
    throw new Error('another’s message can be edited')
  await page.keyboard.press('Escape')
}

async function mentionsGroup(page: Page): Promise<void> {
  await type(page, '@payments please look ')
  await page.getByText('please look').waitFor()
  await actAs(page, 'Ben')
  await openChannel(page, 'general')
  await page.locator('.mention.me', { hasText: '@payments' }).waitFor()
  await actAs(page, 'Ana')
}

async function showsPins(page: Page): Promise<void> {
  await openChannel(page, /inc-1-checkout/)
  await page.getByRole('tab', { name: 'Pins 1' }).click()
  await page.getByRole('button', { name: 'Show where it was said' }).click()
  await page.getByRole('tab', { name: 'Messages', selected: true }).waitFor()
}
