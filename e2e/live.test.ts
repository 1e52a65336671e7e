// The screen moves by itself: an answer appears in an open To Do, and is answered from the bell.
import { sql } from 'kysely'
import nodemailer from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { notify } from '../server/notifications/notify.ts'
import { inOrganization, SYSTEM } from '../server/platform/in-organization.ts'
import type { Installation } from '../server/platform/installation.ts'
import { openReplies } from '../server/testing/arriving-mail.ts'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import {
  aCustomer, aSentMessage, openInstallation, type SceneMessage, type SceneOrganization,
} from '../server/testing/mail-scene.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'

const BEA = 'bea@buyer.example.com'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let app: RunningApp
let browser: Browser
let page: Page
let org: SceneOrganization
let customerId: string
let userId: string
let sent: SceneMessage

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  installation = await openInstallation(database.url, () => new Date().toISOString())
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  page.setDefaultTimeout(30_000)
  // Nothing asks again by itself any more: what moves, the stream has moved.
  await page.addInitScript('window.setInterval = () => 0')
  await setUp()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await installation?.close()
  await app?.stop()
  await database?.close()
})

async function setUp(): Promise<void> {
  await page.goto(app.setUpLink)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByText('How do you want to begin?').waitFor()
  const me = await page.evaluate(async () => (await fetch('/api/v1/me')).json() as Promise<{
    userId: string; organization: { id: string } }>)
  userId = me.userId
  const { id } = me.organization
  org = {
    id, intake: '', do: (work) => inOrganization(installation, id, SYSTEM, work),
  }
  org.intake = await org.do((open) =>
    Promise.resolve(`in-${open.settings.intake_code}@localhost`))
  customerId = await aCustomer(org, { name: 'Buyer Ltd', emails: [BEA] })
  sent = await aSentMessage(org, { customerId, to: [BEA], authorId: userId })
}

async function mailFromBea(text: string): Promise<void> {
  const smtp = nodemailer.createTransport({ host: '127.0.0.1', port: app.smtpPort, secure: false,
    ignoreTLS: true })
  await smtp.sendMail({
    from: `Bea Buyer <${BEA}>`, to: org.intake, subject: 'Re: Your invoices', text,
    inReplyTo: `<${sent.ref}>`, references: `<${sent.ref}>`,
  })
  smtp.close()
}

test('a received mail appears in an open To Do without a reload', async () => {
  const stream = page.waitForResponse((response) => response.url().endsWith('/api/v1/stream'))
  await page.goto(`${app.address}/todo?tab=replies`)
  await stream
  await page.getByText('Buyer Ltd').waitFor({ state: 'hidden' })
  await mailFromBea('Which invoice do you mean?')
  await page.getByText('Which invoice do you mean?').first().waitFor()
}, 120_000)

test('the bell rings, its panel opens by keys, and the customer is answered in it', async () => {
  const [reply] = await openReplies(org, customerId)
  await org.do((open) => notify(open, {
    event: 'reply_received', to: [userId], title: 'Bea Buyer answered', customerId,
    messageId: reply?.newest_message_id ?? null, replyActionId: reply?.id ?? null,
  }))
  await page.getByRole('button', { name: /Notifications, 1 unread/ }).first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  const panel = page.getByRole('dialog', { name: 'Notifications' })
  await panel.getByRole('button', { name: /^Reply:/ }).click()
  await panel.getByRole('textbox', { name: 'Message' }).fill('INV-7 of March.')
  await panel.getByRole('button', { name: /^Send/ }).click()
  await page.getByRole('button', { name: 'Notifications', exact: true }).first().waitFor()
  await expect.poll(async () => {
    const { rows } = await org.do(({ tx }) => sql<{ body_text: string }>`
      select body_text from captured_message where ${BEA} = any(to_addresses)`.execute(tx))
    return rows.map((row) => row.body_text)
  }, { timeout: 60_000 }).toEqual([
    expect.stringMatching(/^INV-7 of March\.\n\n.*> Which invoice do you mean\?$/s)])
  await expect.poll(() => openReplies(org, customerId), { timeout: 30_000 }).toEqual([])
}, 120_000)

test('without the stream, an open To Do still finds the mail by asking', async () => {
  const other = await browser.newPage()
  await other.context().addCookies(await page.context().cookies())
  await other.route('**/api/v1/stream', (route) => route.abort())
  await other.goto(`${app.address}/todo?tab=replies`)
  await other.getByText('No answer waits').waitFor()
  await mailFromBea('And which of April?')
  await other.getByText('And which of April?').first().waitFor()
  await other.close()
}, 120_000)
