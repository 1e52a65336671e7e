// SMS as the finance team meets it: set up without an account, a sender, the counter while writing.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { complaintsOf, openBrowser, startApp, type RunningApp } from './running-app.ts'
import { pictureThatFits, setUpCompany } from './story-steps.ts'

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
  await setUpCompany(page, app)
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
  await page.getByLabel('Senders').getByText('+33 6 12 34 01 23').waitFor()
  await page.getByText('1 sender may send').waitFor()
  await pictureThatFits(page, 'sms-settings')

  await page.getByRole('link', { name: 'outbox', exact: true }).click()
  await page.getByText('this is a test from Duebox').first().waitFor()
}, 180_000)

test('the composer counts parts, tells what is dear, and keeps a draft for each channel', async () => {
  const customerId = await aCustomer()
  await page.goto(`${app.address}/customers/${customerId}`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Write an SMS' }).click()
  await expect.poll(() => page.getByRole('combobox', { name: 'To', exact: true }).inputValue())
    .toBe('+33612340009')
  await page.getByText('Mobile · France · no consent on record').waitFor()
  await page.getByText('from +33 6 12 34 01 23').waitFor()
  const text = page.getByRole('textbox', { name: 'Message' })
  await text.fill('a'.repeat(160))
  await page.getByTestId('sms-counter').getByText('1 part', { exact: true }).waitFor()
  await text.fill('a'.repeat(161))
  await page.getByTestId('sms-counter').getByText('2 parts', { exact: true }).waitFor()
  await text.fill('Paid? 👍')
  await page.getByTestId('sms-counter').getByText('UCS-2').waitFor()
  await text.fill('Reçu: “merci”')
  await page.getByRole('button', { name: /Cheaper spelling/ }).click()
  expect(await text.inputValue()).toBe('Recu: "merci"')
  await page.getByTestId('sms-counter').getByText('GSM-7').waitFor()
  await pictureThatFits(page, 'sms-composer')

  await page.getByLabel('Send by').getByText('E-mail').click()
  await page.getByRole('textbox', { name: 'Subject' }).waitFor()
  expect(await text.inputValue()).toBe('')
  await page.getByLabel('Send by').getByText('SMS').click()
  await expect.poll(() => text.inputValue()).toBe('Recu: "merci"')
}, 180_000)

test('a step says before it goes live whom it cannot text, and a template how long it may get', async () => {
  const { items } = await read<{ items: { id: string }[] }>('/workflows')
  await page.goto(`${app.address}/workflows/${items[0]?.id ?? ''}`)
  await page.getByRole('button', { name: /Call/ }).first().click()
  await page.getByRole('combobox', { name: 'Channel' }).click()
  await page.getByRole('option', { name: 'SMS' }).click()
  await page.getByTestId('sms-reach').getByText('0 of 1 customer').waitFor()
  await page.getByRole('button', { name: 'Who?' }).click()
  await page.getByRole('link', { name: 'Atelier Dubois' }).waitFor()
  await pictureThatFits(page, 'sms-step')

  await page.goto(`${app.address}/templates/new`)
  await page.getByRole('combobox', { name: 'Channel' }).click()
  await page.getByRole('option', { name: 'SMS' }).click()
  await page.getByRole('textbox', { name: 'Text' })
    .fill('{{ organization.name }}: {{ total_open }} is open. Reply STOP to opt out.')
  await page.getByText(/With the longest names and amounts: 1 part/).waitFor()
  await pictureThatFits(page, 'sms-template')
}, 180_000)

test('neither the settings nor the composer has a barrier, in light and dark, wide and narrow', async () => {
  const { items } = await read<{ items: { id: string }[] }>('/customers')
  const state = await context.storageState()
  for (const colorScheme of ['light', 'dark'] as const) {
    const checked = await browser.newContext({
      bypassCSP: true, colorScheme, reducedMotion: 'reduce', storageState: state,
    })
    const visitor = await checked.newPage()
    for (const width of [1280, 360]) {
      await visitor.setViewportSize({ width, height: 800 })
      await visitor.goto(`${app.address}/settings?section=sms`)
      await visitor.getByLabel('Rules for SMS').waitFor()
      await checkBarriers(visitor)
      await visitor.goto(`${app.address}/customers/${items[0]?.id ?? ''}?compose=sms&tab=contacts`)
      await visitor.getByTestId('sms-counter').waitFor()
      await checkBarriers(visitor)
    }
    await checked.close()
  }
}, 180_000)

test('nothing was complained of', () => expect(complaints).toEqual([]))

async function checkBarriers(visitor: Page): Promise<void> {
  await visitor.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  const { violations } = await new AxeBuilder({ page: visitor })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

async function read<T>(where: string): Promise<T> {
  const answer = await context.request.get(`${app.address}/api/v1${where}`)
  return await answer.json() as T
}

async function write(where: string, data: unknown): Promise<{ id: string }> {
  const answer = await context.request.post(`${app.address}/api/v1${where}`,
    { data, headers: { origin: app.address } })
  expect(answer.ok(), await answer.text()).toBe(true)
  return await answer.json() as { id: string }
}

/** Owes something, and has a phone and an address. */
async function aCustomer(): Promise<string> {
  const { id } = await write('/customers', {
    reference: 'C-1', name: 'Atelier Dubois', country: 'FR',
  })
  await write(`/customers/${id}/contacts`, {
    name: 'Jeanne Dubois', emails: ['jeanne@atelier-dubois.example.com'],
    phones: ['06 12 34 00 09'],
  })
  await write('/invoices', {
    customerId: id, number: 'INV-1', currency: 'EUR', totalMinor: 120_000,
    issuedOn: '2026-01-01', dueOn: '2026-01-31',
  })
  return id
}
