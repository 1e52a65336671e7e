// Answers as people give them: from each of the four places, and when two write at the same time.
import { sql } from 'kysely'
import nodemailer from 'nodemailer'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#domain/day.ts'
import { systemNow } from '../server/platform/clock.ts'
import { asInstallation } from '../server/platform/database.ts'
import type { Installation } from '../server/platform/installation.ts'
import { hashPassword } from '../server/team/password.ts'
import { aCollectingCompany, type Collecting } from '../server/testing/collecting-scene.ts'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { openInstallation } from '../server/testing/mail-scene.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'

const PASSWORD = 'a calm and long sentence'
const TODAY = '2027-03-02'
const MCD_DAYS = 7
const WAIT_MS = 60_000

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let app: RunningApp
let browser: Browser
let company: Collecting
let mara: Page

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  installation = await openInstallation(database.url, systemNow)
  company = await aCollectingCompany(installation, {
    start: '2027-03-01', workflows: [{ level: 'customer', offsets: [5, 8], mcdDays: MCD_DAYS }],
  })
  for (const userId of ['mara', 'max']) await addAccount(userId)
  browser = await openBrowser()
  mara = await signIn('mara')
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await installation?.close()
  await app?.stop()
  await database?.close()
})

type Place = (page: Page, customer: Reminded, text: string) => Promise<Locator>

/** Each opens the composer where a person finds it. */
const PLACES: Record<string, Place> = {
  'Bell Ltd': async (page, { name }) => {
    await page.goto(`${app.address}/customers`)
    await page.getByRole('button', { name: /^Notifications, \d+ unread/ }).first().click()
    const panel = page.getByRole('dialog', { name: 'Notifications' })
    await panel.getByRole('button', { name: new RegExp(`^Reply: ${name}`) }).click()
    return panel
  },
  'Timeline Ltd': async (page, { id }, text) => {
    await page.goto(`${app.address}/customers/${id}`)
    const entry = page.getByRole('listitem').filter({ hasText: text }).first()
    await entry.getByRole('button', { name: 'Reply' }).click()
    return page.getByRole('region', { name: 'Reply to' })
  },
  'Button Ltd': async (page, { id }) => {
    await page.goto(`${app.address}/customers/${id}`)
    await page.getByRole('button', { name: 'Email due now' }).click()
    return page.getByRole('region', { name: 'Reply to' })
  },
  'List Ltd': async (page, { name }, text) => {
    await page.goto(`${app.address}/todo?tab=replies`)
    await page.getByRole('button', { name: new RegExp(name) }).first().click()
    const detail = page.getByRole('article')
    await detail.getByText(text).first().waitFor()
    await openToWrite(page, detail)
    return page.getByRole('region', { name: 'Reply to' })
  },
}

test('an answer is given from each of the four places, and the run resumes after the delay',
  async () => {
    const names = Object.keys(PLACES)
    const customers = await remind(names)
    for (const [place, customer] of customers.entries()) {
      await forwarded(customer, { id: `asks-${place}`, text: `Which account, asks ${customer.name}?` })
    }
    for (const [place, customer] of customers.entries()) {
      const reply = await waitingOf(customer)
      const answer = `To the one on the invoice, ${customer.name}.`
      const composer = await PLACES[customer.name]?.(mara, customer,
        `Which account, asks ${customer.name}?`)
      await composer?.getByRole('textbox', { name: 'Message' }).fill(answer)
      await composer?.getByRole('button', { name: 'Send', exact: true }).click()
      const [sent] = await captured(customer, answer, 1)
      const asked = `<asks-${place}@buyer.example.com>`
      expect(sent?.to).toEqual([customer.email])
      expect(sent?.headers['In-Reply-To']).toBe(asked)
      expect(sent?.headers['References']).toBe(`${customer.reminderRef} ${asked}`)
      await expect.poll(() => stateOf(reply), { timeout: WAIT_MS }).toBe('replied')
      expect(await company.waiting(customer.id)).toEqual([])
      await resumes(customer)
    }
  }, 400_000)

test('two people on one reply: one answer leaves, and none over what nobody has read', async () => {
  const [customer] = await remind(['Both Ltd'])
  if (!customer) throw new Error('Nobody was reminded.')
  const max = await signIn('max')
  await forwarded(customer, { id: 'both-1', text: 'Which invoice is it?' })
  const first = await waitingOf(customer)
  await openInToDo(mara, first)
  await openInToDo(max, first)
  await write(mara, 'It is the one of January.')
  await max.getByText('Mara is replying').waitFor()
  await write(max, 'It is that of December.')
  await max.getByText('Draft kept', { exact: true }).waitFor()

  await sendAllTheSame(mara, 'Max is writing an answer right now')
  await captured(customer, 'It is the one of January.', 1)
  await expect.poll(() => stateOf(first), { timeout: WAIT_MS }).toBe('replied')
  await send(max)
  await max.getByRole('alert').filter({ hasText: 'handled already: answered by Mara' }).waitFor()
  expect(await message(max).inputValue()).toBe('It is that of December.')
  expect(await draftOf(max, first)).toBe('It is that of December.')

  await stoppedByNewerMail(max, customer)
  expect(await answersTo(customer)).toEqual(['It is INV-7, and paid?', 'It is the one of January.'])
}, 300_000)

/** By its key: the message above is still being read and moves the button under a click. */
async function openToWrite(page: Page, detail: Locator): Promise<void> {
  await detail.getByRole('button', { name: /^Reply/ }).waitFor()
  await page.keyboard.press('r')
}

/** What comes in while one writes is on screen at once, and yet one has to be told of it. */
async function stoppedByNewerMail(page: Page, customer: Reminded): Promise<void> {
  await forwarded(customer, { id: 'both-2', text: 'And what is its number?' })
  const reply = await waitingOf(customer)
  await openInToDo(page, reply)
  await write(page, 'It is INV-7, and paid?')
  await forwarded(customer, { id: 'both-3', text: 'Found it, we have paid.' })
  await page.getByText('Found it, we have paid.').first().waitFor()
  await send(page)
  await page.getByRole('alert').filter({ hasText: 'A newer message has come' }).waitFor()
  expect(await stateOf(reply)).toBe('open')
  expect(await answersTo(customer)).toEqual(['It is the one of January.'])
  await send(page)
  const [sent] = await captured(customer, 'It is INV-7, and paid?', 1)
  expect(sent?.headers['In-Reply-To']).toBe('<both-3@buyer.example.com>')
  await expect.poll(() => stateOf(reply), { timeout: WAIT_MS }).toBe('replied')
}

interface Reminded { id: string; name: string; email: string; reminderRef: string }

/** Customers whose first reminder stands in the outbox; the clock moves for the first ones only. */
async function remind(names: readonly string[]): Promise<Reminded[]> {
  const made = []
  for (const name of names) {
    made.push({ name, ...await company.aCustomer(name, [{ number: name, dueOn: '2027-02-25' }]) })
  }
  const { today } = await company.do((org) => Promise.resolve({ today: org.today }))
  if (today < TODAY) await company.goTo(TODAY)
  else await company.tick()
  const reminded: Reminded[] = []
  for (const customer of made) {
    const [reminder] = await captured(customer, '', 1)
    reminded.push({ ...customer, reminderRef: reminder?.headers['Message-ID'] ?? '' })
  }
  return reminded
}

/** An answer to the seller's own mailbox, as a forwarding address of Gmail hands it on. */
async function forwarded(
  customer: Reminded, mail: { id: string; text: string },
): Promise<void> {
  const { intake } = company
  const smtp = nodemailer.createTransport({ host: '127.0.0.1', port: app.smtpPort, secure: false,
    ignoreTLS: true })
  await smtp.sendMail({
    envelope: { from: `ar+caf_=${intake.replace('@', '=')}@seller.example`, to: intake },
    raw: [
      `Return-Path: <ar+caf_=${intake.replace('@', '=')}@seller.example>`,
      `X-Forwarded-To: ${intake}`, `X-Forwarded-For: ar@seller.example ${intake}`,
      'Delivered-To: ar@seller.example',
      `From: Bea Buyer <${customer.email}>`, 'To: ar@seller.example',
      'Subject: Re: Open', `Message-ID: <${mail.id}@buyer.example.com>`,
      'Date: Tue, 02 Mar 2027 10:00:00 +0100', 'MIME-Version: 1.0',
      `In-Reply-To: ${customer.reminderRef}`, `References: ${customer.reminderRef}`,
      'Content-Type: text/plain; charset=utf-8', '', mail.text, '',
    ].join('\r\n'),
  })
  smtp.close()
}

async function waitingOf(customer: Reminded): Promise<string> {
  const waiting = () => company.waiting(customer.id)
  await expect.poll(async () => (await waiting()).length, { timeout: WAIT_MS }).toBe(1)
  return (await waiting())[0]?.id ?? ''
}

const stateOf = (replyActionId: string) => company.do(async ({ tx }) =>
  (await sql<{ state: string }>`select state from reply_action where id = ${replyActionId}`
    .execute(tx)).rows[0]?.state)

async function resumes({ id }: Reminded): Promise<void> {
  await mara.goto(`${app.address}/customers/${id}`)
  const next = mara.getByRole('region', { name: 'What comes next' })
  await next.getByText('E-mail: Day 8').waitFor()
  await expect.poll(() => next.locator('time').first().getAttribute('datetime'),
    { timeout: WAIT_MS }).toBe(addDays(TODAY, MCD_DAYS))
}

interface Captured { to: string[]; text: string; headers: Record<string, string> }

const outboxOf = async (email: string): Promise<Captured[]> => {
  const { items } = await read<{ items: Captured[] }>(mara, '/outbox?limit=200')
  return items.filter(({ to }) => to.includes(email))
}

/** What was sent to one customer and says this, once there are so many of it. */
async function captured(
  { email }: { email: string }, text: string, count: number,
): Promise<Captured[]> {
  const found = async () => (await outboxOf(email)).filter((one) => one.text.includes(text))
  await expect.poll(async () => (await found()).length, { timeout: WAIT_MS, interval: 500 })
    .toBe(count)
  return found()
}

/** The first lines of all that people wrote to the customer, in the order of the alphabet. */
const answersTo = async ({ email }: Reminded) => (await outboxOf(email))
  .filter(({ headers }) => headers['In-Reply-To'] !== undefined)
  .map(({ text }) => text.split('\n')[0]?.trim() ?? '').sort((a, b) => a.localeCompare(b))

const message = (page: Page) => page.getByRole('textbox', { name: 'Message' })

async function openInToDo(page: Page, replyActionId: string): Promise<void> {
  await page.goto(`${app.address}/todo?item=${replyActionId}`)
  await page.getByRole('article').getByRole('button', { name: /^Reply/ }).waitFor()
}

async function write(page: Page, text: string): Promise<void> {
  await openToWrite(page, page.getByRole('article'))
  await message(page).fill(text)
}

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click()

/** Told that a colleague writes as well, one has to say so. */
async function sendAllTheSame(page: Page, told: string): Promise<void> {
  await send(page)
  await page.getByRole('alert').filter({ hasText: told }).waitFor()
  await page.getByLabel('Send mine all the same').check()
  await send(page)
}

const draftOf = async (page: Page, replyActionId: string) =>
  (await read<{ body: string }>(page, `/drafts/reply-${replyActionId}`)).body

async function addAccount(userId: string): Promise<void> {
  const hash = await hashPassword(PASSWORD)
  await asInstallation(installation.database.db, (tx) => sql`
    insert into account (user_id, name, email, password_hash, created_at)
    values (${userId}, ${userId}, ${`${userId}@seller.example`}, ${hash}, now())`.execute(tx))
}

async function signIn(userId: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 1000 }, locale: 'en-GB',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  await page.goto(`${app.address}/sign-in`)
  await page.getByLabel('E-mail').fill(`${userId}@seller.example`)
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByTestId('sandbox-clock').waitFor()
  return page
}

async function read<T>(page: Page, where: string): Promise<T> {
  const answer = await page.request.get(`${app.address}/api/v1${where}`)
  if (!answer.ok()) throw new Error(`${where}: ${answer.status()} ${await answer.text()}`)
  return await answer.json() as T // The contract says what each address answers.
}
