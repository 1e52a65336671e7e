// The main job as a person lives it, in a browser: from set-up to the reminder after an answer.
import nodemailer from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, MONDAY_TO_FRIDAY, rollForward } from '#domain/day.ts'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'
import { importFile } from './story-steps.ts'

const PASSWORD = 'a calm and long sentence'
const CUSTOMER = 'Zwölf & Partner GmbH'
const CONTACT = 'rechnung@zwoelf.example.com'
const MCD_DAYS = 7

let database: FreshDatabase
let app: RunningApp
let browser: Browser
let page: Page

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  page.setDefaultTimeout(30_000)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

test('a reminder goes out, an answer halts it, and it resumes after the delay', async () => {
  await setUpWithSample()
  // Else the company's own workflow would write to the new customer at once, on a weekday.
  await turnAutomationOff()
  await importLedger()
  await makeWorkflow()
  await turnAutomationOn()
  const reminder = await waitForReminder()
  await answerByMail(reminder)
  await replyFromToDo()
  const { today } = await clock()
  const resumesOn = rollForward(addDays(today, MCD_DAYS), MONDAY_TO_FRIDAY)
  await openCustomer()
  const next = page.getByRole('region', { name: 'What comes next' })
  await next.getByText('E-mail: Second reminder').waitFor()
  expect(await next.locator('time').first().getAttribute('datetime')).toBe(resumesOn)
}, 300_000)

async function setUpWithSample(): Promise<void> {
  await page.goto(app.setUpLink)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByRole('button', { name: 'Explore with sample data' }).click()
  await page.getByTestId('sandbox-clock').waitFor({ timeout: 120_000 })
  // A public holiday on the way would move the day that is asked for at the end.
  await page.goto(`${app.address}/settings`)
  await page.getByLabel('Public holidays are free days').uncheck()
  await page.getByRole('button', { name: 'Save…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click()
  await page.getByText('The calendar is saved.').waitFor()
}

async function importLedger(): Promise<void> {
  const { today } = await clock()
  await importFile(page, app, { kind: 'Customers', name: 'customers.csv', button: /good row/,
    text: `reference,name,country,email,contact_name\nZ-12,${CUSTOMER},DE,${CONTACT},Zora Zwölf\n`
      + ',no number,DE,,\n' })
  await page.getByText('This row has no reference.').waitFor()
  await importFile(page, app, { kind: 'Invoices', name: 'invoices.csv', button: 'Import 1 row',
    text: 'customer_reference,number,total,currency,issued_on,due_on\n'
      + `Z-12,ZW-1,1250.40,EUR,${addDays(today, -70)},${addDays(today, -40)}\n` })
}

/** Two automatic e-mails, seven days between contacts, used for our customer. */
async function makeWorkflow(): Promise<void> {
  await page.goto(`${app.address}/workflows`)
  await page.getByRole('button', { name: 'New workflow' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Gentle by machine')
  await page.getByRole('radio', { name: /Gentle/ }).click()
  await page.getByRole('button', { name: 'Make a draft' }).click()
  for (const step of [0, 1]) {
    await page.locator('.step-toggle').nth(step).click()
    await page.getByLabel('Sent', { exact: true }).getByText('Automatic').click()
    await page.locator('.step-toggle').nth(step).click()
  }
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Version 1 is published.').waitFor()
  await openCustomer()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Choose the workflow' }).click()
  await page.getByRole('combobox', { name: 'Workflow' }).click()
  await page.getByRole('option', { name: 'Gentle by machine' }).click()
  await page.getByRole('button', { name: 'Use this workflow' }).click()
  await page.getByText('The workflow was changed.').waitFor()
}

async function turnAutomationOff(): Promise<void> {
  await page.goto(`${app.address}/settings?section=safety`)
  await page.getByRole('button', { name: 'Turn automatic sending off' }).click()
  await page.getByLabel(/^Type \d+ to confirm$/).waitFor()
}

async function turnAutomationOn(): Promise<void> {
  await page.goto(`${app.address}/settings?section=safety`)
  const field = page.getByLabel(/^Type \d+ to confirm$/)
  await field.waitFor()
  // Old debt is proposed to begin where it fits, which would leave no second reminder to see.
  await page.getByRole('radio', { name: 'From the first step' }).check()
  await field.waitFor()
  const button = page.getByRole('button', { name: 'Turn automatic sending on' })
  // The number is that of the beginning just chosen, once it has been looked at.
  await expect.poll(async () => {
    const label = await page.getByText(/^Type \d+ to confirm$/).innerText()
    await field.fill(/\d+/.exec(label)?.[0] ?? '')
    return button.isEnabled()
  }, { timeout: 60_000 }).toBe(true)
  await button.click()
  await page.getByText('Automatic sending is on.').waitFor()
}

interface Captured { to: string[]; subject: string; headers: Record<string, string> }

/** Moves the clock by its button until the reminder stands in the outbox; a weekend takes three. */
async function waitForReminder(): Promise<Captured> {
  for (let day = 0; day < 5; day++) {
    const before = await page.getByTestId('sandbox-clock').innerText()
    await page.getByRole('button', { name: '+1 day' }).click()
    await expect.poll(() => page.getByTestId('sandbox-clock').innerText(), { timeout: 60_000 })
      .not.toBe(before)
    const { items } = await api<{ items: Captured[] }>('/outbox?limit=200')
    const reminder = items.find(({ to }) => to.includes(CONTACT))
    if (reminder === undefined) continue
    await page.goto(`${app.address}/outbox`)
    await page.getByRole('button', { name: new RegExp(CONTACT) }).first().click()
    await page.getByRole('heading', { name: reminder.subject }).waitFor()
    return reminder
  }
  throw new Error(`No reminder to ${CONTACT} was captured in five days.`)
}

async function answerByMail({ headers, subject }: Captured): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1', port: app.smtpPort, secure: false, ignoreTLS: true,
  })
  await transport.sendMail({
    from: `Zora Zwölf <${CONTACT}>`, to: headers['Reply-To'], subject: `Re: ${subject}`,
    inReplyTo: headers['Message-ID'], references: headers['Message-ID'],
    text: 'Hello Mara,\n\nwhich bank account shall we pay to?\n\nZora',
  })
  transport.close()
}

async function replyFromToDo(): Promise<void> {
  await page.goto(`${app.address}/todo`)
  await page.getByRole('button', { name: new RegExp(CUSTOMER) }).click()
  await page.getByText('which bank account shall we pay to?').first().waitFor()
  await page.getByRole('heading', { name: 'To Do' }).click()
  await page.keyboard.press('r')
  const body = page.getByRole('textbox', { name: 'Message' })
  await body.fill('Hello Zora,\n\nto the one on the invoice.\n\nMara')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Leaving in \d+ s$/).waitFor()
  await page.getByRole('status').filter({ hasText: /^Sent$/ }).waitFor({ timeout: 60_000 })
  await page.goto(`${app.address}/todo`)
  await page.getByRole('button', { name: /Boulangerie/ }).waitFor()
  expect(await page.getByRole('button', { name: new RegExp(CUSTOMER) }).count()).toBe(0)
}

async function openCustomer(): Promise<void> {
  await page.goto(`${app.address}/customers`)
  await page.getByLabel('Search customers').fill('Z-12')
  await page.getByRole('link', { name: new RegExp(CUSTOMER) }).click()
  await page.getByRole('heading', { name: CUSTOMER }).waitFor()
}

const clock = () => api<{ today: string }>('/clock')

async function api<T>(where: string): Promise<T> {
  const answer = await page.request.get(`${app.address}/api/v1${where}`)
  if (!answer.ok()) throw new Error(`${where}: ${answer.status()} ${await answer.text()}`)
  return await answer.json() as T // The contract says what each address answers.
}
