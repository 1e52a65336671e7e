// SMS as the finance team meets it: set up without an account, a sender, the counter while writing.
import fs from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { complaintsOf, openBrowser, startApp, type RunningApp } from './running-app.ts'

const folder = process.env.PICTURES

let database: FreshDatabase
let app: RunningApp
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
  complaints = complaintsOf(page)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

test('SMS are set up without an account: a test to oneself arrives, and a sender is added', async () => {
  await setUp()
  await page.goto(`${app.address}/settings?section=sms`)
  await page.getByText('Not proven by a test yet').waitFor()
  await page.getByLabel('A phone of your own').fill('+33 6 12 34 00 07')
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByTestId('sms-test-delivered').waitFor()
  await page.getByText('SMS work.').waitFor()

  await page.getByRole('button', { name: 'Add a sender' }).click()
  await page.getByRole('textbox', { name: 'Number' }).fill('0612340123')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Write the number with its country code').waitFor()
  await page.getByRole('textbox', { name: 'Number' }).fill('+33 6 12 34 01 23')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByLabel('Senders').getByText('+33 612 34 01 23').waitFor()
  await page.getByText('1 sender may send').waitFor()
  await picture('sms-settings')

  await page.getByRole('link', { name: 'outbox', exact: true }).click()
  await page.getByText('this is a test from Duebox').first().waitFor()
}, 180_000)

test('nothing was complained of', () => expect(complaints).toEqual([]))

async function setUp(): Promise<void> {
  await page.goto(app.setUpLink)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByRole('button', { name: 'Explore with sample data' }).waitFor()
}

/** For people to look at, when asked for; on every screen it must fit. */
async function picture(name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 1000 })
    const overflow = await page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0)
    if (!folder) continue
    fs.mkdirSync(folder, { recursive: true })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.waitForTimeout(200)
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true })
    }
  }
  await page.setViewportSize({ width: 1280, height: 1000 })
}
