import type { Page } from 'playwright-core'
import { actAs, type Check, openChannel, type } from './hands.ts'
import { look } from './look.ts'

/** What is not done every day, by the forms for it. */
export const forms: Check[] = [
  ['two more incidents are reported in a line each', reportsTwo],
  ['forms for people, times and the timeline open, and can be left', opensForms],
  ['one is merged into the other, and taken back', merges],
  ['a false alarm is declined', declines],
  ['one is restricted, and goes on in a private channel', restricts],
  ['what is over is written down', records],
]

const dialog = (page: Page) => page.getByRole('dialog').last()
const press = (page: Page, name: string) =>
  dialog(page).getByRole('button', { name, exact: true }).last().click()

async function reportsTwo(page: Page): Promise<void> {
  await actAs(page, 'Ana')
  for (const title of ['Search answers slowly', 'Mails come twice']) {
    await openChannel(page, 'general')
    await type(page, `/dispatch report ${title}`)
    await dialog(page).getByLabel('Title').waitFor()
    await press(page, 'Report')
    await dialog(page).getByText('its channel is').waitFor()
    await press(page, 'Close')
  }
}

async function opensForms(page: Page): Promise<void> {
  await openChannel(page, /inc-2-/)
  for (const [line, name] of [
    ['engage', 'Engage in INC-2'],
    ['role', 'Roles of INC-2'],
    ['handover', 'Hand over'],
    ['times', 'Times of INC-2'],
    ['event', 'INC-2'],
  ] as const) {
    await type(page, `/dispatch ${line}`)
    await dialog(page).getByRole('heading', { name }).waitFor()
    await look(page, `form-${line}`)
    await press(page, 'Cancel')
  }
}

async function merges(page: Page): Promise<void> {
  await type(page, '/dispatch merge')
  await dialog(page).getByRole('heading', { name: 'Merge INC-2' }).waitFor()
  await dialog(page).getByRole('combobox').first().click()
  await page.getByRole('option', { name: /INC-3/ }).click()
  await dialog(page).getByLabel('Why they are the same').fill('Both are the mail server.')
  await look(page, 'form-merge')
  await press(page, 'Merge it')
  await page.getByText('Both are the mail server.').first().waitFor()
  await look(page, 'merged')
  await type(page, '/dispatch restore INC-2')
  await dialog(page).getByLabel('Why it is taken back').fill('They are two after all.')
  await look(page, 'form-restore')
  await press(page, 'Take it back')
  await page.getByText('They are two after all.').first().waitFor()
}

async function declines(page: Page): Promise<void> {
  await openChannel(page, /inc-3-/)
  await type(page, '/dispatch decline')
  await dialog(page).getByLabel('Why it is a false alarm').fill('It was the newsletter.')
  await look(page, 'form-decline')
  await press(page, 'Decline it')
  await page.getByText('It was the newsletter.').first().waitFor()
  await look(page, 'declined')
}

async function restricts(page: Page): Promise<void> {
  await openChannel(page, /inc-2-/)
  await type(page, '/dispatch restrict')
  await dialog(page).getByLabel('Why').fill('A customer is named in it.')
  await look(page, 'form-restrict')
  await press(page, 'Restrict')
  await page.getByText('is restricted now').first().waitFor()
  await look(page, 'restricted')
  await actAs(page, 'Ben')
  await openChannel(page, 'incidents')
  await page.getByText('restricted').last().waitFor()
  await look(page, 'masked')
}

async function records(page: Page): Promise<void> {
  await openChannel(page, 'general')
  await type(page, '/dispatch record The certificate ran out')
  await dialog(page).getByLabel('How it was resolved').fill('A new one was installed.')
  await dialog(page)
    .getByLabel(/Reported/)
    .fill('2026-11-02T10:00')
  await dialog(page)
    .getByLabel(/Closed/)
    .fill('2026-11-02T11:30')
  await look(page, 'form-record')
  await press(page, 'Write it down')
  await dialog(page).getByText('is recorded').first().waitFor()
  await look(page, 'recorded')
  await press(page, 'Close')
  await actAs(page, 'Ana')
}
