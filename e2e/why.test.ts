// The Why in a browser: what holds a customer, the deed beside it, and the new verdict after it.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'
import { pictureThatFits, setUpWithSample } from './story-steps.ts'

let database: FreshDatabase
let app: RunningApp
let browser: Browser
let page: Page

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  browser = await openBrowser()
  const context = await browser.newContext({
    viewport: { width: 1280, height: 1000 }, locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

test('a held customer: the Why names it, what helps is pressed, and the verdict is another one',
  async () => {
    await setUpWithSample(page, app)
    await page.goto(`${app.address}/customers/${await anActiveCustomer()}`)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByLabel('Reason').fill('They moved')
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
    await page.getByText('is paused.').first().waitFor()

    await page.keyboard.press('w')
    const dialog = page.getByRole('dialog')
    const verdict = dialog.getByTestId('verdict')
    await verdict.waitFor()
    const before = await verdict.innerText()
    await dialog.getByText('They moved').first().waitFor()
    await pictureThatFits(page, 'why-held')
    const found = (await new AxeBuilder({ page }).include('[role="dialog"]').analyze()).violations
    expect(found.map(({ id, help }) => `${id}: ${help}`)).toEqual([])

    await dialog.getByRole('button', { name: 'End the pause' }).click()
    await page.getByText('The pause is over').first().waitFor()
    await expect.poll(() => verdict.innerText()).not.toBe(before)
    expect(await dialog.getByText('They moved').count()).toBe(0)
    await pictureThatFits(page, 'why-free')

    await dialog.getByRole('button', { name: 'The day before' }).click()
    await dialog.getByRole('region', { name: 'What is on record' }).waitFor()
    await pictureThatFits(page, 'why-past')
    await dialog.getByRole('button', { name: 'Today', exact: true }).click()
    await dialog.getByRole('region', { name: 'Because' }).waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Contacts' }).or(page.getByRole('link',
      { name: /^Contacts/ })).first().click()
    await page.getByText(/in 7 days/).first().waitFor()
    await pictureThatFits(page, 'why-room')
    await seePassport()
  }, 240_000)

/** One who was written to, and whose next message comes by itself. */
async function anActiveCustomer(): Promise<string> {
  const read = async (path: string): Promise<unknown> =>
    (await page.request.get(`${app.address}/api/v1${path}`)).json()
  // The answers of our own contract.
  const { items } = await read('/customers?sort=overdue&onlyOverdue=true&limit=100') as {
    items: { id: string; collection: string; lastContactOn: string | null }[]
  }
  for (const { id, collection, lastContactOn } of items) {
    if (collection !== 'active' || lastContactOn === null) continue
    const why = await read(`/customers/${id}/why`) as { verdict: { state: string } }
    if (why.verdict.state === 'waits') return id
  }
  throw new Error('The sample company has nobody whose next message waits.')
}

/** A message on the timeline says by which rule it was sent. */
async function seePassport(): Promise<void> {
  await page.goto(page.url().split('?')[0] ?? '')
  const sent = page.locator('.event', { hasText: /sent to/ }).first()
  await sent.getByRole('button', { name: 'Why?' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/sent its step|wrote it to/).first().waitFor()
  await pictureThatFits(page, 'why-message')
  await page.keyboard.press('Escape')
}
