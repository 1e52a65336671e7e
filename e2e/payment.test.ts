// A customer opens their link on a phone: promises with a code from the mail, writes, downloads.
import AxeBuilder from '@axe-core/playwright'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepLinks, makePreviewLink, newLink } from '../server/customers/links.ts'
import { recordPayment } from '../server/invoices/record-payment.ts'
import { systemNow } from '../server/platform/clock.ts'
import type { Installation } from '../server/platform/installation.ts'
import { hashToken } from '../server/platform/secrets.ts'
import { saveLinkSettings } from '../server/settings/link-settings.ts'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { aLinkingCompany, type Linking } from '../server/testing/links-scene.ts'
import { openInstallation } from '../server/testing/mail-scene.ts'
import { aDebtor, addAccount, mailedCode, openAs, PASSWORD } from './payment-scene.ts'
import {
  complaintsOf, keepPolicyReports, openBrowser, startApp, type RunningApp,
} from './running-app.ts'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let app: RunningApp
let browser: Browser
let company: Linking

beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  installation = await openInstallation(database.url, systemNow)
  company = await aLinkingCompany(installation)
  await company.do((org) => saveLinkSettings(org, {
    linkOrigin: null, linkDays: 60, payLinkTemplate: null, bankDetails: 'IBAN FR76 3000',
    asksSecondFactor: true }))
  await addAccount(installation, 'mara')
  browser = await openBrowser()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await installation?.close()
  await app?.stop()
  await database?.close()
})

const open = async (page: Page, token: string) => {
  await page.goto(`${app.address}/p/${token}`)
  await page.getByRole('heading').first().waitFor()
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`))
    .toEqual([])
  const isWide = await page.evaluate(() =>
    document.documentElement.scrollWidth > document.documentElement.clientWidth)
  expect(isWide).toBe(false)
}

test('a promise is made on a phone with the code from the mail, and lands in the inbox', async () => {
  const debtor = await aDebtor(company, 'Atelier Moreau', [
    { number: 'RE-104', dueOn: '2027-01-05' }, { number: 'RE-117', dueOn: '2027-02-20' }])
  const page = await openAs(browser, { width: 360 })
  await keepPolicyReports(page)
  const complaints = complaintsOf(page)
  await open(page, debtor.token)
  await page.getByText('20 days overdue').waitFor()
  expect(await page.title()).toBe('Your invoices · Seller')
  await expectAccessible(page)
  await page.getByRole('button', { name: /Say when you will pay/ }).click()
  await expectAccessible(page)
  // Nothing is sent while something is missing, and what was typed stays.
  await page.getByLabel('Anything to add?').fill('After our own customers pay.')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Choose a day from').waitFor()
  await page.getByLabel('Day of payment').fill('2027-02-01')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('button', { name: 'Send the code' }).click()
  await page.getByLabel('Code').fill('12')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('This is not the code.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Code').fill(await mailedCode(company, debtor.email))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('We have noted €100.00 for February 1, 2027.').waitFor()
  await page.getByText('€100.00 promised for February 1, 2027').waitFor()
  // Proven once, a message needs no second code.
  await page.getByRole('button', { name: /Write a message/ }).click()
  await page.getByLabel('Your message').fill('Which account shall we use?')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Your message is with Seller now.').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()

  const { rows } = await company.do(({ tx }) => sql`
    select amount_minor, promised_on::text, made_by, state from promise
    where customer_id = ${debtor.id}`.execute(tx))
  expect(rows).toEqual([{ amount_minor: 10_000, promised_on: '2027-02-01',
    made_by: 'portal:contact', state: 'active' }])
  const mara = await openAs(browser, { width: 1280 })
  await mara.goto(`${app.address}/sign-in`)
  await mara.getByLabel('E-mail').fill('mara@seller.example')
  await mara.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await mara.getByRole('button', { name: 'Sign in' }).click()
  await mara.getByTestId('sandbox-clock').waitFor()
  await mara.goto(`${app.address}/todo?tab=replies`)
  await mara.getByRole('button', { name: /Atelier Moreau/ }).first().click()
  await mara.getByText('Which account shall we use?').first().waitFor()
  await mara.goto(`${app.address}/customers/${debtor.id}`)
  await mara.getByText('Bea opened the payment page').waitFor()
  await mara.context().close()
}, 240_000)

test('keys alone are enough, in another language and in the dark', async () => {
  const { token } = await aDebtor(company, 'Clavier', [{ number: 'RE-7', dueOn: '2027-01-05' }])
  const page = await openAs(browser, { width: 1280, isDark: true, locale: 'fr-FR' })
  await open(page, `${token}?lang=fr`)
  await page.getByRole('heading', { name: 'Vos factures' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('fr')
  await expectAccessible(page)
  await page.getByRole('button', { name: /Écrire un message/ }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Bonjour')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Nous envoyons un code').waitFor()
  await page.getByRole('button', { name: 'Annuler' }).press('Enter')
  expect(await page.getByLabel('Votre message').inputValue()).toBe('Bonjour')
  await page.context().close()
}, 120_000)

test('after the payment there is nothing to pay, and an ended link says whom to ask', async () => {
  const { token, id } = await aDebtor(company, 'Payer', [{ number: 'RE-8', dueOn: '2027-01-05' }])
  const page = await openAs(browser, { width: 360, isDark: true })
  await company.do((org) => recordPayment(org, {
    customerId: id, reference: 'P-8', currency: 'EUR', amountMinor: 10_000,
    receivedOn: '2027-01-20', wanted: null }))
  await open(page, token)
  await page.getByRole('heading', { name: 'Nothing to pay' }).waitFor()
  await page.getByText('Settled on January 20, 2027').waitFor()
  await expectAccessible(page)
  await company.do(({ tx }) => sql`update customer_link set expires_at = made_at
    where token_hash = ${hashToken(token)}`.execute(tx))
  await open(page, token)
  await page.getByRole('heading', { name: 'This link has expired' }).waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  await expectAccessible(page)
  await open(page, 'nothing')
  await page.getByRole('heading', { name: 'This link leads nowhere' }).waitFor()
  await expectAccessible(page)
  await page.context().close()
}, 120_000)

test('a link that came by SMS ends SMS in two presses', async () => {
  const { id } = await aDebtor(company, 'Texted', [{ number: 'RE-11', dueOn: '2027-01-05' }])
  const phone = '+33612345678'
  const token = await company.do(async (org) => {
    const link = newLink(org)
    await keepLinks(org, [{ link, customerId: id, recipient: phone, messageId: null,
      invoiceId: null }])
    return link.token
  })
  const page = await openAs(browser, { width: 360 })
  await open(page, token)
  await page.getByRole('button', { name: 'No more SMS to this number' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Stop SMS' }).click()
  await page.getByText('No more SMS go to this number.').waitFor()
  const { rows } = await company.do(({ tx }) => sql`select state from suppression
    where channel = 'phone' and address = ${phone}`.execute(tx))
  expect(rows).toEqual([{ state: 'opted_out' }])
  await page.context().close()
}, 120_000)

test('the page is small, its own, and neither kept nor found', async () => {
  const { id } = await aDebtor(company, 'Looked at', [{ number: 'RE-9', dueOn: '2027-01-05' }])
  const address = await company.do((org) => makePreviewLink(org, id))
  const page = await openAs(browser, { width: 1280 })
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url())
  })
  const answer = await page.goto(app.address + new URL(address).pathname)
  await page.getByRole('note').waitFor()
  expect(answer?.headers()).toMatchObject({
    'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow, noarchive',
    'referrer-policy': 'no-referrer' })
  expect(scripts.filter((script) => !script.startsWith(app.address))).toEqual([])
  expect(scripts.some((script) => /main|router|mantine/i.test(script))).toBe(false)
  await page.getByRole('button', { name: /Write a message/ }).click()
  await page.getByLabel('Your message').fill('Hello')
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
  await page.context().close()
}, 120_000)
