import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openStory, pictureThatFits, setUpWithSample, type Story } from './story-steps.ts'

const LONG = 240_000
let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(setUpWithSample)
  page = story.page
}, LONG)
afterAll(() => story?.close())

const rows = () => page.getByRole('region', { name: 'Customers' }).locator('[data-item]')
const open = async (address: string) => {
  await page.goto(`${story.app.address}${address}`)
  await rows().or(page.getByRole('region', { name: 'Invoices' }).locator('[data-item]')).first()
    .waitFor()
}
const addFilter = async (name: string, choice: string) => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
  await page.getByRole('checkbox', { name: choice, exact: true }).check()
  await page.keyboard.press('Escape')
}

it('a view is made of a filter, shared, and opened by its link', async () => {
  await open('/customers')
  await pictureThatFits(page, 'lists-customers')
  await addFilter('Country', 'Germany')
  await page.getByText('outside the filter').waitFor()
  expect(page.url()).toContain('country=DE')
  await page.getByRole('button', { name: 'Save as a view' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Germany, all')
  await page.getByRole('switch', { name: 'Everybody here sees it' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const tab = page.getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Germany, all' })
  await tab.waitFor()
  const link = page.url()
  const other = await page.context().newPage()
  await other.goto(link)
  await other.getByRole('button', { name: /^Country: Germany/ }).waitFor()
  expect(await other.getByRole('navigation', { name: 'Views' })
    .locator('[aria-current]').textContent()).toBe('Germany, all')
  await other.close()
}, LONG)

it('filters narrow both lists, are taken off one by one, and an old link still works', async () => {
  await open('/customers?overdue=true')
  await page.getByRole('button', { name: 'Overdue', exact: true }).waitFor()
  await addFilter('With', 'A dispute')
  await page.getByRole('button', { name: /^With: A dispute/ }).waitFor()
  await page.getByRole('button', { name: 'Remove the filter With' }).click()
  await page.getByRole('button', { name: 'Clear the filters' }).first().click()
  await page.getByText(/^\d+ rows/).waitFor()
  await open('/invoices?list=overdue')
  await page.getByText(/days? late/).first().waitFor()
  await addFilter('Currency', 'EUR · Euro')
  await page.getByRole('button', { name: /^Currency: EUR/ }).waitFor()
  await pictureThatFits(page, 'lists-invoices')
}, LONG)

it('more than twenty get an owner only when their number is typed, and it is undone', async () => {
  await open('/customers?sort=name')
  await page.keyboard.press('Control+a')
  const bar = page.getByRole('region', { name: 'Chosen customers' })
  await bar.getByText(/chosen/).waitFor()
  const all = bar.getByRole('button', { name: /that match/ })
  if (await all.count() > 0) await all.click()
  await bar.getByText('120 chosen').waitFor()
  await bar.getByRole('button', { name: 'Owner…' }).click()
  await page.getByRole('dialog').getByLabel('Owner', { exact: true }).first().click()
  await page.getByRole('option', { name: 'Mara Lindqvist' }).click()
  const save = page.getByRole('button', { name: 'Give them over' })
  expect(await save.isDisabled()).toBe(true)
  await page.getByLabel('Type 120 to go on').fill('12')
  expect(await save.isDisabled()).toBe(true)
  await page.getByLabel('Type 120 to go on').fill('120')
  await save.click()
  await page.getByText('have another owner').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('are as before').waitFor()
}, LONG)

it('by keyboard only: a range is chosen, its money is said, and a row is opened', async () => {
  await open('/customers?sort=name')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  const bar = page.getByRole('region', { name: 'Chosen customers' })
  await bar.getByText('3 chosen').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/)
  await page.goBack()
  await rows().first().waitFor()
}, LONG)

it('by keyboard only: a filter is added by f and the next view is opened by ]', async () => {
  await open('/customers')
  await rows().first().locator('a').focus()
  await page.keyboard.press('f')
  await page.getByRole('menuitem', { name: 'Collection', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Paused', exact: true }).focus()
  await page.keyboard.press('Space')
  await page.waitForURL(/state=paused/)
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press(']')
  await page.waitForURL(/country=DE/)
}, LONG)

it('columns and the height of rows stay as they were chosen', async () => {
  await open('/customers')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Country' }).check()
  await page.getByText('Compact').click()
  await page.keyboard.press('Escape')
  await page.locator('.list-compact').waitFor()
  await page.reload()
  await page.locator('.list-compact').waitFor()
  await page.getByRole('group', { name: 'Order of the list' }).getByText('Country').waitFor()
}, LONG)

it('a long list keeps its place when one comes back from a row', async () => {
  await open('/invoices?status=all&sort=number')
  for (let turn = 0; turn < 8; turn++) {
    await page.mouse.wheel(0, 4_000)
    await page.waitForTimeout(300)
  }
  const y = await page.evaluate(() => window.scrollY)
  expect(y).toBeGreaterThan(4_000)
  const inSight = page.locator('[data-item]:has(a)').filter({ visible: true })
  expect(await inSight.count()).toBeLessThan(80)
  await inSight.nth(20).locator('a').click()
  await page.waitForURL(/\/invoices\/[0-9a-f-]{36}/)
  await page.goBack()
  await page.waitForFunction((at) => Math.abs(window.scrollY - at) < 400, y)
}, LONG)

it('at 360 px: a list is narrowed, nothing runs over, and names stay whole', async () => {
  await page.setViewportSize({ width: 360, height: 800 })
  await open('/customers?country=DE')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await page.getByText(/^\d+ rows/).waitFor()
  await page.setViewportSize({ width: 1280, height: 1000 })
}, LONG)
