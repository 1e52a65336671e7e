// SMS in the sandbox, one click away: sent from To Do, delivered, texted back, answered by SMS.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'
import { pictureThatFits, setUpWithSample } from './story-steps.ts'

let database: FreshDatabase
let app: RunningApp
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

test('an SMS is sent from To Do, delivered, texted back and answered by SMS', async () => {
  await setUpWithSample(page, app)
  await page.goto(`${app.address}/todo?tab=due`)
  await page.getByRole('button', { name: /Gärtnerei Sonnleitner/ }).click()
  await page.getByRole('button', { name: /^Review and send/ }).click()
  await page.getByText('Mobile · Germany · consent on record').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText(/^Leaving in/).waitFor()
  const customerId = await theCustomer()
  await page.goto(`${app.address}/customers/${customerId}`)
  await page.getByText('Delivered', { exact: true }).first().waitFor({ timeout: 120_000 })
  await pictureThatFits(page, 'sms-timeline')

  await page.goto(`${app.address}/outbox`)
  await page.getByLabel('Text back as the customer').fill('We pay on Friday')
  await page.getByRole('button', { name: 'Text back' }).click()
  await page.getByText('It came in').waitFor()
  await pictureThatFits(page, 'sms-outbox')

  await page.goto(`${app.address}/inbox`)
  await page.getByRole('button', { name: /Gärtnerei Sonnleitner/ }).first().click()
  await page.getByText('We pay on Friday').first().waitFor()
  await page.getByRole('button', { name: /^Reply/ }).first().waitFor()
  await page.keyboard.press('r')
  const text = page.getByRole('textbox', { name: 'Message' })
  await text.fill('Thank you, Friday is fine.')
  await page.getByTestId('sms-counter').getByText('1 part', { exact: true }).waitFor()
  await page.getByText('Mobile · Germany · consent on record').waitFor()
  await page.getByText('Draft kept', { exact: true }).waitFor()
  await pictureThatFits(page, 'sms-reply')
  // A narrow screen showed the list alone; the draft is there when the answer is opened again.
  await expect.poll(async () => {
    if (!await text.isVisible()) await page.keyboard.press('r')
    return text.isVisible()
  }, { timeout: 30_000, interval: 500 }).toBe(true)
  await expect.poll(() => text.inputValue()).toBe('Thank you, Friday is fine.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(async () => (await captured()).some(({ text: sent, channel }) =>
    channel === 'sms' && sent === 'Thank you, Friday is fine.'),
  { timeout: 60_000, interval: 500 }).toBe(true)
}, 300_000)

async function read<T>(where: string): Promise<T> {
  const answer = await context.request.get(`${app.address}/api/v1${where}`)
  return await answer.json() as T
}

async function theCustomer(): Promise<string> {
  const { items } = await read<{ items: { id: string }[] }>('/customers?search=Sonnleitner')
  return items[0]?.id ?? ''
}

const captured = async () =>
  (await read<{ items: { text: string; channel: string }[] }>('/outbox?limit=50')).items
