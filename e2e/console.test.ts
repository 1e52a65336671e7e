// Every page keeps the console clean: no error, and nothing that our content security policy stops.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import {
  complaintsOf, keepPolicyReports, openBrowser, startApp, type RunningApp,
} from './running-app.ts'

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

const PAGES = [
  '/todo', '/todo?tab=due', '/todo?tab=held', '/todo?tab=check', '/inbox', '/messages',
  '/customers', '/invoices', '/import', '/workflows', '/templates', '/outbox', '/settings',
  '/settings?section=email', '/settings?section=safety', '/settings?section=keys',
]

test('no page complains', async () => {
  await keepPolicyReports(page)
  const complaints = complaintsOf(page)
  await page.goto(app.setUpLink)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByRole('button', { name: 'Explore with sample data' }).waitFor()
  const made = await page.request.post(`${app.address}/api/v1/customers`, {
    headers: { origin: app.address }, data: { reference: 'C-1', name: 'Zwölf', country: 'DE' },
  })
  const { id } = await made.json() as { id: string } // As the contract says.
  const workflows = await page.request.get(`${app.address}/api/v1/workflows`)
  const { items } = await workflows.json() as { items: { id: string }[] } // The same.
  for (const where of [...PAGES, `/customers/${id}`, `/workflows/${items[0]?.id}`]) {
    await page.goto(app.address + where)
    await page.getByRole('main').getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle')
  }
  await page.context().clearCookies()
  await page.goto(`${app.address}/sign-in`)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(complaints).toEqual([])
}, 300_000)

test('the check itself hears a script that the policy stops', async () => {
  const complaints = complaintsOf(page)
  await page.goto(`${app.address}/sign-in`)
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.stopped = true'
    document.head.append(script)
  })
  await expect.poll(() => complaints.join('\n')).toContain('ontent')
})
