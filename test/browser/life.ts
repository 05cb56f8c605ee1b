import type { Page } from 'playwright-core'
import { act, actAs, type Check, choose, message, openChannel, type } from './hands.ts'
import { look, picture } from './look.ts'

/** The incident that was reported, led to its end by three people. */
export const life: Check[] = [
  ['the commander engages somebody, who is welcomed', engages],
  ['another claims a role, and its duties come', claims],
  ['command is handed over, and taken', handsOver],
  ['who gives no update is reminded, and snoozes', reminds],
  ['an update changes the brief, the announcement and its thread', updates],
  ['what was pinned, and what was added by hand, stand on the timeline', keeps],
  ['people, details and the menu say how it stands', tells],
  ['the document and the live summary stand in canvases', documents],
  ['it is closed with its resolution, and all of it follows', closes],
  ['a report like it finds none that is open; the list has the closed one', lists],
]

const room = (page: Page) => openChannel(page, /inc-1-/)
const dialog = (page: Page) => page.getByRole('dialog').last()
const press = (page: Page, name: string) =>
  dialog(page).getByRole('button', { name, exact: true }).last().click()

async function direct(page: Page): Promise<void> {
  await openChannel(page, 'Dispatch')
  await page.getByRole('tab', { name: 'Messages' }).click()
}

async function engages(page: Page): Promise<void> {
  await actAs(page, 'Ana')
  await room(page)
  await type(page, '/dispatch engage @Cleo who knows the payments')
  await page.getByText('3 people in').first().waitFor()
  await actAs(page, 'Cleo')
  await direct(page)
  await message(page, 'You are in INC-1').waitFor()
  await page.getByText('who knows the payments').waitFor()
  await look(page, 'welcome')
}

async function claims(page: Page): Promise<void> {
  await actAs(page, 'Ben')
  await room(page)
  await type(page, '/dispatch claim')
  await look(page, 'claim')
  await dialog(page).getByRole('button', { name: 'Claim' }).last().click()
  await dialog(page).getByText('You are Scribe').waitFor()
  await press(page, 'Close')
  await direct(page)
  await message(page, 'Scribe').waitFor()
  await look(page, 'duties')
}

async function handsOver(page: Page): Promise<void> {
  await actAs(page, 'Ana')
  await room(page)
  await type(page, '/dispatch handover @Cleo ')
  await page.getByText('You will be told of the answer').waitFor()
  await actAs(page, 'Cleo')
  await direct(page)
  await look(page, 'offer')
  await page.getByRole('button', { name: 'Accept' }).last().click()
  await room(page)
  await page
    .getByText(/Commander: .*Cleo/)
    .first()
    .waitFor()
}

async function updates(page: Page): Promise<void> {
  await room(page)
  await page.getByRole('button', { name: 'Update', exact: true }).first().click()
  const form = dialog(page)
  await form.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Stable' }).click()
  await form.getByLabel('What changed, and why').fill('Rolled back; errors are gone since 14:40.')
  await picture(page, 'update')
  await press(page, 'Update')
  await message(page, 'Rolled back; errors are gone').waitFor()
  await look(page, 'updated')
  await openChannel(page, 'incidents')
  await message(page, 'INC-1').getByText('Stable').waitFor()
  await message(page, 'INC-1').getByRole('button', { name: /repl/ }).click()
  await page.getByRole('complementary', { name: 'Thread' }).getByText('Rolled back').last().waitFor()
  await look(page, 'announcement-thread')
  await page.getByRole('button', { name: 'Close thread' }).click()
}

async function keeps(page: Page): Promise<void> {
  await actAs(page, 'Ben')
  await room(page)
  await type(page, 'Card payments work again, I just paid.')
  const said = message(page, 'I just paid')
  await said.hover()
  await said.getByRole('button', { name: 'Add reaction' }).first().click()
  await page.getByRole('searchbox', { name: 'Emoji name' }).fill('pushpin')
  await page.keyboard.press('Enter')
  await said
    .getByRole('button', { name: /white check mark|bookmark|Dispatch/ })
    .first()
    .waitFor()
  await type(page, '/dispatch event the bank confirmed')
  await page.getByText(/Added/).last().waitFor()
  await type(page, '/dispatch timeline')
  await dialog(page).getByText('I just paid').waitFor()
  await dialog(page).getByText('the bank confirmed').waitFor()
  await picture(page, 'timeline')
  await press(page, 'Close')
}

async function tells(page: Page): Promise<void> {
  await type(page, '/dispatch people')
  await dialog(page).getByText('Cleo').first().waitFor()
  await look(page, 'people')
  await press(page, 'Close')
  await type(page, '/dispatch')
  await page
    .getByText('What can be done')
    .or(page.getByRole('button', { name: 'Timeline' }))
    .first()
    .waitFor()
  await look(page, 'menu')
  await page.getByRole('button', { name: 'Details' }).last().click()
  await dialog(page).waitFor()
  await look(page, 'details')
  await press(page, 'Close')
}

async function reminds(page: Page): Promise<void> {
  await actAs(page, 'Cleo')
  await direct(page)
  await choose(page, page.getByRole('button', { name: /^Clock:/ }), '+ 1 day')
  await page
    .getByRole('button', { name: 'Snooze' })
    .or(page.getByRole('combobox', { name: /Snooze/ }))
    .last()
    .waitFor()
  await picture(page, 'nudge')
}

async function documents(page: Page): Promise<void> {
  await room(page)
  await page.getByRole('tab', { name: 'Canvases 2' }).click()
  const canvas = (name: string) => page.getByRole('article', { name })
  await canvas('INC-1 document').getByText('Since 14:02').first().waitFor()
  await canvas('INC-1 summary').getByText('Rolled back; errors are gone').first().waitFor()
  await look(page, 'canvases')
  await page.getByRole('tab', { name: 'Messages' }).click()
}

async function closes(page: Page): Promise<void> {
  await type(page, '/dispatch close')
  await dialog(page).getByLabel('How it was resolved').fill('The deploy of payments was rolled back.')
  await look(page, 'close')
  await press(page, 'Close it')
  await message(page, 'The deploy of payments was rolled back').waitFor()
  await picture(page, 'closed')
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: /OPS-1/ }).first().click()
  const ticket = await opened
  await expectDone(ticket)
  await look(ticket, 'ticket')
  await ticket.close()
}

async function lists(page: Page): Promise<void> {
  await actAs(page, 'Ana')
  await openChannel(page, 'general')
  await type(page, '/dispatch list closed')
  await dialog(page).getByText('INC-1').waitFor()
  await look(page, 'list')
  await press(page, 'Close')
  await act(page, 'the checkout answers with error 500', /Report/)
  await dialog(page).getByLabel('Title').waitFor()
  await press(page, 'Cancel')
}

// The ticket follows a moment later, and its page is read anew by hand.
async function expectDone(ticket: Page): Promise<void> {
  for (let read = 0; read < 20; read++) {
    if (await ticket.getByText('Done', { exact: true }).isVisible()) return
    await ticket.waitForTimeout(500)
    await ticket.reload()
  }
  throw new Error('the ticket is not done')
}
