// One draft as a person lives it: it survives a reload and a second tab, takes files along, is sent,
// taken back, and sent again.
import fs from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'
import { setUpWithSample } from './story-steps.ts'

const TEXT = 'The account is on the invoice; the statement is enclosed.'
const folder = process.env.PICTURES

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

test('a draft survives reload and a second tab, takes files along, and comes back by undo', async () => {
  await setUpWithSample(page, app)
  const replyId = await firstReply()
  await openReply(page, replyId)
  await message(page).fill('The account is')
  await page.getByText('Draft kept', { exact: true }).waitFor()
  await page.reload()
  await openReply(page, replyId)
  await expect.poll(() => message(page).inputValue(), { timeout: 30_000 }).toBe('The account is')

  const second = await writeInTwoTabs(replyId)
  await second.close()
  await expect.poll(() => message(page).inputValue(), { timeout: 30_000 }).toBe(TEXT)

  await page.getByLabel('Files to attach').setInputFiles({
    name: 'Bank details.txt', mimeType: 'text/plain', buffer: Buffer.from('IBAN DE00'),
  })
  await page.getByLabel('Take Bank details.txt off').waitFor()
  await page.getByLabel('Statement', { exact: true }).check()
  await picture('composer')
  await fitsAPhone(replyId)

  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText(/^Leaving in/).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Taken back').first().waitFor()
  await openReply(page, replyId)
  await expect.poll(() => message(page).inputValue(), { timeout: 30_000 }).toBe(TEXT)
  await page.getByLabel('Take Bank details.txt off').waitFor()
  await expect.poll(() => page.getByLabel('Statement', { exact: true }).isChecked(),
    { timeout: 30_000 }).toBe(true)

  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(async () => (await newestCaptured()).text, { timeout: 60_000, interval: 500 })
    .toContain(TEXT)
  const captured = await newestCaptured()
  // Who wrote is said in the customer's own language.
  expect(captured.text).toMatch(/ <\S+@\S+>.*:\n>/)
  expect(captured.files.map(({ name }) => name).sort())
    .toEqual(['Bank details.txt', expect.stringMatching(/^Statement-.*\.pdf$/)])
  const statement = captured.files.find(({ name }) => name.startsWith('Statement'))
  const bytes = await (await context.request.get(
    `${app.address}/api/v1/outbox/files/${statement?.id ?? ''}`)).body()
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
}, 300_000)

test('a note is set apart on the timeline and is nowhere in the outbox', async () => {
  const { customerId } = await aCustomer()
  await page.goto(`${app.address}/customers/${customerId}?compose=note`)
  await page.getByRole('textbox', { name: 'Note' }).fill('Pays late on purpose, canary-51')
  await page.getByRole('button', { name: 'Save note' }).click()
  await page.getByText('canary-51').waitFor()
  await page.getByText('never sent to anybody').first().waitFor()
  await picture('note')
  const outbox = await (await context.request.get(`${app.address}/api/v1/outbox?limit=200`)).text()
  expect(outbox).not.toContain('canary-51')
}, 120_000)

const message = (on: Page) => on.getByRole('textbox', { name: 'Message' })

async function read<T>(where: string): Promise<T> {
  const answer = await context.request.get(`${app.address}/api/v1${where}`)
  return await answer.json() as T
}

interface Reply {
  id: string
  customerId: string
}

async function aCustomer(): Promise<{ customerId: string }> {
  const { items } = await read<{ items: { id: string }[] }>('/customers')
  return { customerId: items[0]?.id ?? '' }
}

async function firstReply(): Promise<string> {
  const { items } = await read<{ items: (Reply & { newest: { channel: string } })[] }>(
    '/reply-actions')
  return items.find(({ newest }) => newest.channel === 'email')?.id ?? ''
}

async function openReply(on: Page, id: string): Promise<void> {
  await on.goto(`${app.address}/todo?item=${id}`)
  await on.getByRole('button', { name: /^Reply/ }).waitFor()
  // By its key: the message above is still being read and moves the button under a click.
  await on.keyboard.press('r')
  await message(on).waitFor()
}

/** Both tabs write over one revision; the second sees both texts and chooses its own. */
async function writeInTwoTabs(id: string): Promise<Page> {
  const second = await context.newPage()
  second.setDefaultTimeout(30_000)
  await openReply(second, id)
  await message(page).fill('Written in the first tab')
  await page.getByText('Draft kept', { exact: true }).waitFor()
  await message(second).fill(TEXT)
  await second.getByText('This draft was written in two places at once').waitFor()
  await second.getByText('Written in the first tab').waitFor()
  if (folder) await second.screenshot({ path: path.join(folder, 'rival.png'), fullPage: true })
  await second.getByRole('button', { name: 'Use this' }).nth(1).click()
  await second.getByText('Draft kept', { exact: true }).waitFor()
  await expect.poll(() => message(second).inputValue(), { timeout: 30_000 }).toBe(TEXT)
  await page.reload()
  await openReply(page, id)
  return second
}

async function newestCaptured() {
  interface Captured { text: string; files: { id: string; name: string }[] }
  const { items } = await read<{ items: Captured[] }>('/outbox?limit=100')
  return items.find(({ text }) => text.includes(TEXT)) ?? { text: '', files: [] }
}

async function fitsAPhone(replyId: string): Promise<void> {
  await page.setViewportSize({ width: 360, height: 780 })
  await openReply(page, replyId)
  await page.getByLabel('Take Bank details.txt off').waitFor()
  const overflow = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  await picture('composer-360')
  await page.setViewportSize({ width: 1280, height: 1000 })
  await openReply(page, replyId)
}

/** For people to look at, when asked for. */
async function picture(name: string): Promise<void> {
  if (!folder) return
  fs.mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(200)
    await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`),
      fullPage: true })
  }
}
