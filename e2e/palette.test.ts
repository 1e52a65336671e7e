// The command palette in a real browser: by keys to a page, a customer, an invoice and a deed.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStory, setUpWithSample, type Story } from './story-steps.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(setUpWithSample)
  page = story.page
}, 300_000)
afterAll(() => story.close())

async function ask(query: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('textbox', { name: 'Search for anything' })
  await field.waitFor()
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.type(query)
}

const row = (name: string | RegExp) =>
  page.getByRole('dialog', { name: 'Command palette' }).getByRole('button', { name })

test('a section of the settings, by the beginnings of its words', async () => {
  await page.goto(`${story.app.address}/todo`)
  await page.getByRole('heading', { name: 'To Do' }).waitFor()
  await ask('rep add')
  await row('Reply address').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/settings\?section=reply-address/)
}, 60_000)

test('an invoice by its number, and a customer by a part of the name', async () => {
  await ask('INV-2460')
  await row(/^INV-2460/).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/invoices\//)
  await page.getByRole('heading', { name: /INV-2460/ }).waitFor()
  await ask('autohaus')
  await row(/^Autohaus/).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers\//)
}, 60_000)

test('a deed of the page one is on, and it says which keys do it', async () => {
  await page.goto(`${story.app.address}/todo`)
  await page.getByRole('button', { name: /^Reply/ }).first().waitFor()
  await ask('pause')
  await expect.poll(() => row(/^Pause the customer/).textContent()).toContain('p')
  await row(/^Pause the customer/).click()
  await page.getByRole('dialog').filter({ hasText: /pause/i }).waitFor()
}, 60_000)

test('what nothing is called is said, and Escape leaves everything as it was', async () => {
  await page.goto(`${story.app.address}/customers`)
  await page.getByRole('heading', { name: 'Customers' }).waitFor()
  await ask('zzzz')
  await page.getByText('Nothing is called “zzzz”.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe('/customers')
}, 60_000)
