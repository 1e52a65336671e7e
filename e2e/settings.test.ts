// Settings as people meet them: one's profile, two versions, no permission, health, help, sample data.
import AxeBuilder from '@axe-core/playwright'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOrg } from '../server/platform/database.ts'
import { freshDatabase, type FreshDatabase } from '../server/testing/fresh-database.ts'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'
import { pictureThatFits, setUpCompany } from './story-steps.ts'

let database: FreshDatabase
let app: RunningApp
let browser: Browser
let page: Page
beforeAll(async () => {
  database = await freshDatabase()
  app = await startApp(database.url)
  browser = await openBrowser()
  page = await (await browser.newContext({ locale: 'en-GB',
    viewport: { width: 1280, height: 1000 } })).newPage()
  page.setDefaultTimeout(60_000)
  await setUpCompany(page, app)
  await page.getByRole('link', { name: 'Skip for now' }).click()
  await page.getByRole('heading', { name: 'To Do' }).waitFor()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

const open = (section: string) => page.goto(`${app.address}/settings?section=${section}`)

/** The organization's own; a free day further down has a name as well. */
const nameField = (of: Page) =>
  of.locator('form.card').first().getByRole('textbox', { name: 'Name' })

async function isAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

it('the profile holds a signature with its preview, the theme, and where one is signed in', async () => {
  await open('profile')
  await page.getByLabel('Your signature').fill('Mara Lindqvist\nAccounts')
  await page.getByText('Your words …').waitFor()
  await page.getByRole('button', { name: 'Save the signature' }).click()
  await page.getByText('Your signature is saved.').waitFor()
  await page.getByText(/^Chrome on /).waitFor()
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText('Dark').click()
  expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText('As the device').click()
  await pictureThatFits(page, 'settings-profile')
  await isAccessible()
}, 180_000)

it('leaving with a change that is not saved asks first, and staying keeps what was typed', async () => {
  await open('organization')
  await page.getByLabel('Postal address').fill('Quai des Bateaux 1')
  await page.getByRole('link', { name: 'Invoices', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click()
  expect(await page.getByLabel('Postal address').inputValue()).toBe('Quai des Bateaux 1')
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await page.getByText('The settings are saved.').waitFor()
}, 120_000)

it('two people who change the same setting see both versions and choose', async () => {
  await open('organization')
  const other = await page.context().newPage()
  await other.goto(`${app.address}/settings?section=organization`)
  await nameField(other).fill('Lindqvist AB')
  await nameField(page).fill('Lindqvist GmbH')
  await other.getByRole('button', { name: 'Save', exact: true }).first().click()
  await other.getByText('The settings are saved.').waitFor()
  await other.close()
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Two versions of the same settings' })
  await dialog.getByText('Lindqvist AB').waitFor()
  await dialog.getByText('Lindqvist GmbH').waitFor()
  await isAccessible()
  await dialog.getByRole('button', { name: 'Save mine over it' }).click()
  await page.getByText('The settings are saved.').waitFor()
  await page.reload()
  expect(await nameField(page).inputValue()).toBe('Lindqvist GmbH')
}, 120_000)

it('the checks of health run at a press, and hold', async () => {
  await open('health')
  await page.getByText('Not checked yet').waitFor()
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('nobody was contacted twice', { exact: false }).waitFor()
  expect(await page.getByText(/breach/).count()).toBe(0)
  await pictureThatFits(page, 'settings-health')
  await isAccessible()
}, 120_000)

it('a test of the sender lands in the outbox while no server is set', async () => {
  await open('email')
  await page.getByText('Outbox only').waitFor()
  await page.getByRole('button', { name: 'Send me a test' }).click()
  await page.getByText('The test is on its way to mara@lindqvist.example.com.').waitFor()
  await pictureThatFits(page, 'settings-email')
  await isAccessible()
}, 120_000)

it('by keyboard only: help opens the page of this screen', async () => {
  await open('email')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.locator('body').press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await dialog.getByRole('link', { name: 'Read about this page' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'E-mail', level: 1 }).waitFor()
  await isAccessible()
}, 120_000)

it('at 360 px: help is read and searched, and leads on', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${app.address}/help/settings`)
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'master switch' }).click()
  await page.getByRole('heading', { name: 'Safety', level: 1 }).waitFor()
  await page.getByLabel('Search the help').fill('quarantine')
  const pages = page.getByRole('navigation', { name: 'Pages of the help' })
  await pages.getByRole('link', { name: 'Inbox' }).waitFor()
  await pages.getByRole('link', { name: 'Safety' }).waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 1280, height: 1000 })
  await pictureThatFits(page, 'help')
}, 120_000)

it('at 360 px: who may not change a page reads it, and is told whom to ask', async () => {
  const me = await page.request.get(`${app.address}/api/v1/me`)
  const { organization } = await me.json() as { organization: { id: string } }
  // A second owner, so that there is somebody to ask; the first becomes a viewer.
  await asOrg(database.db, organization.id, async (tx) => {
    await sql`insert into member (user_id, name, email, role, joined_at)
      values ('ida', 'Ida', 'ida@lindqvist.example.com', 'owner', now())`.execute(tx)
    await sql`update member set role = 'viewer' where user_id <> 'ida'`.execute(tx)
  })
  await page.setViewportSize({ width: 360, height: 740 })
  await open('organization')
  await page.getByText('You can read this. To change it, ask Ida (owner).').waitFor()
  expect(await nameField(page).isDisabled()).toBe(true)
  await open('keys')
  await page.getByText('Your role does not include it. Ask Ida (owner).').waitFor()
  await isAccessible()
}, 120_000)
