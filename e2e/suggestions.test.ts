// What was read from an answer, decided in a browser: by key, by hand, corrected, taken back.
import nodemailer from 'nodemailer'
import fs from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'

const CUSTOMER = 'Zwölf & Partner GmbH'
const CONTACT = 'rechnung@zwoelf.example.com'
/** Set to keep pictures of it at both widths, light and dark. */
const PICTURES = process.env.DUEBOX_PICTURES

let database: FreshDatabase
let app: RunningApp
let browser: Browser
let page: Page

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 1100 }, locale: 'en-GB' })
  page.setDefaultTimeout(30_000)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

test('a promise and a dispute are read from an answer, accepted by key and taken back',
  async () => {
    await setUp()
    await writeToUs()
    await openReply()
    const promise = page.getByRole('region', { name: 'Suggested: Promise' })
    await promise.waitFor({ timeout: 60_000 })
    expect(await promise.locator('mark').innerText()).toBe('We will pay ZW-1 on Friday.')
    await pictures('open')

    await page.keyboard.press('m')
    await page.getByText('Promise added by Mara Lindqvist').waitFor()
    await promise.waitFor({ state: 'detached' })
    expect(await promisesOf('ZW-1')).toEqual([{ amountMinor: 125_040, state: 'active' }])

    // The dispute names an invoice, too; a person corrects its amount first.
    const dispute = page.getByRole('region', { name: 'Suggested: Dispute' })
    await dispute.getByRole('button', { name: 'Change' }).click()
    await dispute.getByLabel('Contested amount').fill('99.50')
    await pictures('corrected')
    await dispute.getByRole('button', { name: 'Open dispute' }).click()
    await page.getByText('Dispute opened by Mara Lindqvist').waitFor()

    await page.getByText('Promise added by').locator('..').getByRole('button', { name: 'Undo' })
      .click()
    await promise.waitFor()
    expect(await promisesOf('ZW-1')).toEqual([{ amountMinor: 125_040, state: 'cancelled' }])

    await promise.getByRole('button', { name: 'Dismiss' }).click()
    await page.getByText('Promise dismissed by Mara Lindqvist').waitFor()
    // With none left to accept, the key opens the plain dialog, over all that is open.
    await page.locator('h2').first().click()
    await page.keyboard.press('m')
    await page.getByRole('dialog', { name: 'Promise to pay' }).getByText('ZW-1').waitFor()
    await page.keyboard.press('Escape')
    await seeTimeline()
  }, 240_000)

async function setUp(): Promise<void> {
  await page.goto(app.setUpLink)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByText('How do you want to begin?').waitFor()
  await importText('customers', 'reference,name,country,email,contact_name\n'
    + `Z-12,${CUSTOMER},DE,${CONTACT},Zora Zwölf\n`)
  await importText('invoices', 'customer_reference,number,total,currency,issued_on,due_on\n'
    + 'Z-12,ZW-1,1250.40,EUR,2025-01-10,2025-02-10\n'
    + 'Z-12,ZW-2,800.00,EUR,2025-01-20,2025-02-20\n')
}

async function importText(kind: string, text: string): Promise<void> {
  const answer = await page.request.post(`${app.address}/api/v1/imports/${kind}`, {
    data: text, headers: { 'content-type': 'text/csv', origin: app.address },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

async function writeToUs(): Promise<void> {
  const me = await (await page.request.get(`${app.address}/api/v1/me`)).json() as {
    organization: { intakeAddress: string }
  }
  const smtp = nodemailer.createTransport({ host: '127.0.0.1', port: app.smtpPort, secure: false,
    tls: { rejectUnauthorized: false } })
  await smtp.sendMail({
    envelope: { from: CONTACT, to: me.organization.intakeAddress },
    from: `Zora Zwölf <${CONTACT}>`, to: me.organization.intakeAddress, subject: 'Your invoices',
    text: 'Hello Mara,\n\nWe will pay ZW-1 on Friday. Half of the goods on ZW-2 arrived damaged.\n'
      + 'The PO number is missing on ZW-2.\n\nI am not the right person, please contact Anna Roth '
      + '(anna.roth@zwoelf.example.com) next time.\n\nBest regards\nZora',
  })
  smtp.close()
}

/** By its address: a narrow window shows the list first. */
async function openReply(): Promise<void> {
  await expect.poll(async () => {
    const { items } = await (await page.request.get(`${app.address}/api/v1/reply-actions`)).json() as {
      items: { id: string }[]
    }
    if (items[0]) await page.goto(`${app.address}/todo?item=${items[0].id}`)
    return items.length
  }, { timeout: 60_000 }).toBe(1)
}

async function promisesOf(number: string) {
  const list = await (await page.request.get(
    `${app.address}/api/v1/invoices?search=${number}&status=all`)).json() as {
    items: { id: string }[]
  }
  const invoice = await (await page.request.get(
    `${app.address}/api/v1/invoices/${list.items[0]?.id ?? ''}`)).json() as {
    promises: { amountMinor: number; state: string }[]
  }
  return invoice.promises.map(({ amountMinor, state }) => ({ amountMinor, state }))
}

async function seeTimeline(): Promise<void> {
  await page.getByRole('link', { name: CUSTOMER }).first().click()
  await page.getByText('Suggested promise dismissed, read from “We will pay ZW-1 on Friday.”')
    .waitFor()
  await page.getByText('Zora Zwölf wrote').waitFor()
  await page.locator('details.event-card').last().locator('summary').click()
  await page.getByText('Promise dismissed by Mara Lindqvist').waitFor()
  await pictures('timeline')
}

async function pictures(name: string): Promise<void> {
  if (PICTURES === undefined) return
  fs.mkdirSync(PICTURES, { recursive: true })
  for (const width of [1280, 360]) {
    for (const scheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 1100 })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.waitForTimeout(500)
      await page.screenshot({ path: `${PICTURES}/${name}-${width}-${scheme}.png`, fullPage: true })
    }
  }
  await page.setViewportSize({ width: 1280, height: 1100 })
  await page.emulateMedia({ colorScheme: 'light' })
}
