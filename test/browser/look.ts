import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'

const { values } = parseArgs({
  options: { pictures: { type: 'boolean', default: false }, look: { type: 'string' } },
  strict: false,
})
const shown = values.pictures ? resolve(import.meta.dirname, 'pictures') : undefined
const looked = typeof values.look === 'string' ? resolve(values.look) : undefined
const wide = { width: 1280, height: 800 }
const narrow = { width: 420, height: 800 }

/** A picture that the README shows, taken anew with `--pictures`. */
export async function picture(page: Page, name: string): Promise<void> {
  if (shown) await take(page, shown, name)
  await look(page, name)
}

/** The screen in light and dark, wide and narrow, with `--look FOLDER`. */
export async function look(page: Page, name: string): Promise<void> {
  if (!looked) return
  for (const [breadth, size] of Object.entries({ wide, narrow })) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await take(page, looked, `${name}-${breadth}-${colorScheme}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(wide)
}

async function take(page: Page, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
