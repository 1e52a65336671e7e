// The inbox as people live it: whose is it, what came back, and three answers by keyboard alone.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import {
  bounceOf, brokenMail, deliver, hostileMail, type Reminder,
} from './inbox-mails.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'

let database: FreshDatabase
let app: RunningApp
let browser: Browser
let page: Page
let intake: string

const OURS = 'mara@lindqvist.example.com'

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  page.setDefaultTimeout(30_000)
  await setUp()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

async function setUp(): Promise<void> {
  await page.goto(app.setUpLink)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill(OURS)
  await page.getByRole('textbox', { name: 'Password' }).fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByRole('button', { name: 'Explore with sample data' }).click()
  await page.getByTestId('sandbox-clock').waitFor({ timeout: 120_000 })
  intake = (await api<{ organization: { intakeAddress: string } }>('/me')).organization.intakeAddress
}

async function api<T>(where: string): Promise<T> {
  const answer = await page.request.get(`${app.address}/api/v1${where}`)
  if (!answer.ok()) throw new Error(`${where}: ${answer.status()} ${await answer.text()}`)
  return await answer.json() as T // The contract says what each address answers.
}

interface Row { id: string; from: string; customerName: string | null; preview: string }
const rowsOf = async (view: string) =>
  (await api<{ items: Row[] }>(`/inbox?view=${view}&limit=200`)).items

/** Reminders of the sample, one of each customer that has not answered yet. */
async function reminders(): Promise<Reminder[]> {
  const { items } = await api<{ items: Reminder[] }>('/outbox?limit=200')
  // Notices to ourselves stand in the outbox as well.
  const answered = new Set([OURS, ...(await rowsOf('needs_answer')).map(({ from }) => from)])
  // So do texts to telephones.
  const byCustomer = new Map(items.filter(({ headers }) => headers['Reply-To'] !== undefined)
    .map((one) => [one.to[0] ?? '', one]))
  return [...byCustomer].flatMap(([to, one]) => (answered.has(to) ? [] : [one]))
}

test('a message that fits nobody is linked, and undone, and linked for its whole domain',
  async () => {
    await deliver(app.smtpPort, {
      from: 'Pat Novak <pat@novak-accounting.example>', to: intake, subject: 'Who do we pay?',
      text: 'Which account shall we use?',
    })
    await page.goto(`${app.address}/inbox?view=unmatched`)
    await page.getByRole('button', { name: /Pat Novak/ }).click()
    await page.getByRole('combobox', { name: 'Customer' }).fill('Nordic')
    await page.getByRole('option', { name: /Nordic Timber/ }).click()
    await page.getByLabel('Always for @novak-accounting.example').check()
    await page.getByRole('button', { name: 'Link to customer' }).click()
    await page.getByText('Linked to Nordic Timber AB.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await rowsOf('needs_answer')).some(({ customerName }) =>
      customerName === 'Nordic Timber AB'), POLL).toBe(false)
    await page.getByRole('button', { name: /Pat Novak/ }).click()
    await page.getByRole('combobox', { name: 'Customer' }).fill('Nordic')
    await page.getByRole('option', { name: /Nordic Timber/ }).click()
    await page.getByLabel('Always for @novak-accounting.example').check()
    await page.getByRole('button', { name: 'Link to customer' }).click()
    await page.getByText('Every message has its customer').waitFor()
    await deliver(app.smtpPort, { from: 'boss@novak-accounting.example', to: intake,
      subject: 'Also from us', text: 'A second voice.' })
    await expect.poll(async () => (await rowsOf('needs_answer'))
      .find(({ customerName }) => customerName === 'Nordic Timber AB')?.preview, POLL)
      .toMatch('A second voice.')
  }, 120_000)

const POLL = { timeout: 30_000 }

test('a bounce says which address and why, and takes the new one', async () => {
  const [reminder] = await reminders()
  if (!reminder) throw new Error('The sample has no reminder without an answer.')
  const known = new Set((await rowsOf('bounces')).map(({ id }) => id))
  const fresh = async () => (await rowsOf('bounces')).filter(({ id }) => !known.has(id))
  await deliver(app.smtpPort, bounceOf(reminder))
  await expect.poll(async () => (await fresh()).length, POLL).toBe(1)
  await page.goto(`${app.address}/inbox?view=bounces&item=${(await fresh())[0]?.id}`)
  await page.getByRole('heading', { name: `Mail to ${reminder.to[0]} came back` }).waitFor()
  await page.getByText('There is no such mailbox').first().waitFor()
  await page.getByRole('button', { name: 'New address' }).click()
  await page.getByLabel('E-mail').fill('new@address.example.com')
  await page.getByRole('button', { name: 'Save address' }).click()
  await page.getByText('no contact has this address any more').waitFor()
}, 90_000)

test('three answers are handled without a pointer: one written, one ignored, one paused',
  async () => {
    await page.goto(`${app.address}/inbox`)
    await page.getByRole('region', { name: 'Messages' }).waitFor()
    const [before, waiting, done] = await Promise.all(['needs_answer', 'waiting', 'done']
      .map(async (view) => (await rowsOf(view)).length))
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
    await page.keyboard.type('To the one on the invoice.')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/^Leaving in \d+ s$/).waitFor()
    await page.keyboard.press('e')
    await page.getByText(/no answer needed\./).waitFor()
    await page.keyboard.press('p')
    await page.getByRole('dialog').getByLabel('Reason').press('Enter')
    await page.getByText(/is paused until/).waitFor()
    await expect.poll(async () => (await rowsOf('needs_answer')).length, POLL)
      .toBe((before ?? 0) - 3)
    expect((await rowsOf('waiting')).length).toBe((waiting ?? 0) + 1)
    expect((await rowsOf('done')).length).toBe((done ?? 0) + 2)
  }, 120_000)

test('hostile HTML runs nothing and loads nothing; its own picture is shown', async () => {
  const [, reminder] = await reminders()
  if (!reminder) throw new Error('The sample has no second reminder without an answer.')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await deliver(app.smtpPort, hostileMail(reminder))
  await expect.poll(async () => (await rowsOf('needs_answer'))
    .some(({ from }) => from === reminder.to[0]), POLL).toBe(true)
  const row = (await rowsOf('needs_answer')).find(({ from }) => from === reminder.to[0])
  await page.goto(`${app.address}/inbox?item=${row?.id}`)
  await page.getByText('Original', { exact: true }).last().click()
  const frame = page.frameLocator('iframe.mail-frame')
  await frame.getByText('twelve chairs').waitFor()
  await frame.locator('img[alt="The chair"][src^="data:image/png"]').waitFor()
  expect(await frame.locator('script,form,input,[onclick]').count()).toBe(0)
  await frame.getByText('(leads to evil.example)').waitFor()
  await page.getByText('2 remote images blocked').waitFor()
  expect(await page.title()).toMatch(/^Inbox/)
  expect(asked.filter((url) => !url.startsWith(app.address) && !url.startsWith('data:')))
    .toEqual([])
  await page.getByRole('button', { name: 'Download invoice.pdf.exe, which may be dangerous' })
    .click()
  await page.getByText('Download anyway').waitFor()
}, 90_000)

test('on a phone an answer is opened, read and left again', async () => {
  await page.setViewportSize({ width: 360, height: 780 })
  await page.goto(`${app.address}/inbox`)
  await page.locator('.inbox-row .row-link').first().click()
  await page.getByRole('button', { name: 'Reply' }).waitFor()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await page.locator('.inbox-row .row-link').first().waitFor()
  await page.setViewportSize({ width: 1280, height: 900 })
}, 60_000)

test.each(['needs_answer', 'waiting', 'done', 'unmatched', 'automated', 'bounces', 'quarantine'])(
  'the view %s has no barrier, in light and dark, wide and narrow', async (view) => {
    if (view === 'quarantine') await deliver(app.smtpPort, brokenMail(intake))
    for (const colorScheme of ['light', 'dark'] as const) {
      const checked = await browser.newContext({
        bypassCSP: true, colorScheme, reducedMotion: 'reduce',
        storageState: await page.context().storageState(),
      })
      const visitor = await checked.newPage()
      for (const width of [1280, 360]) {
        await visitor.setViewportSize({ width, height: 800 })
        await visitor.goto(`${app.address}/inbox?view=${view}`)
        await visitor.getByRole('heading', { name: 'Inbox' }).waitFor()
        await visitor.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
        const { violations } = await new AxeBuilder({ page: visitor })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .setLegacyMode(true).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
        expect(await visitor.evaluate(() => document.documentElement.scrollWidth
          - document.documentElement.clientWidth)).toBe(0)
      }
      await checked.close()
    }
  }, 120_000)
