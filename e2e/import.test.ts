// Importing in a real browser: mistakes mended in place, columns remembered, undo, by keyboard, small.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory, pictureThatFits, setUpCompany, type Story } from './story-steps.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(async (opened, app) => {
    await setUpCompany(opened, app)
    await opened.getByRole('link', { name: 'Skip for now' }).click()
    await opened.getByRole('link', { name: /^Get started/ }).waitFor()
  })
  page = story.page
}, 300_000)
afterAll(() => story.close())

const lines = (...rows: string[]) => Buffer.from(rows.map((row) => `${row}\n`).join(''))
const button = (name: string | RegExp) => page.getByRole('button', { name })
const heading = (name: string) => page.getByRole('heading', { name })
const count = (words: string) => page.getByText(words, { exact: true }).locator('..')
  .locator('dd').textContent()

async function isAccessible() {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

async function give(kind: string, name: string, buffer: Buffer) {
  await page.goto(`${story.app.address}/import`)
  await page.getByRole('radio', { name: kind, exact: true }).check()
  await page.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer })
  await heading('How the file is written').waitFor()
}

it('an empty history teaches, and each kind has a template with sample rows', async () => {
  await page.goto(`${story.app.address}/import`)
  await page.getByText('Nothing imported yet').waitFor()
  const template = page.getByRole('link', { name: 'Download a template with sample rows' })
  for (const kind of ['Customers', 'Invoices', 'Payments']) {
    await page.getByRole('radio', { name: kind, exact: true }).check()
    await expect.poll(() => template.getAttribute('download'))
      .toBe(`${kind.toLowerCase()}-template.csv`)
  }
  await pictureThatFits(page, 'import')
  await isAccessible()
}, 90_000)

it('dates are asked, a mistake is mended in place, and the good rows go in', async () => {
  await give('Invoices', 'may.csv', lines(
    'Kundennr;Rechnung;Betrag;Datum;Fällig;Kundenname;Gebiet',
    'C1;R-1;1.200,50;02/03/2026;04/05/2026;Kite;North', 'C1;R-2;zehn;02/03/2026;04/05/2026;;',
    'C2;R-3;30,00;02/03/2026;04/05/2026;Bolt;South'))
  await pictureThatFits(page, 'import-format')
  await isAccessible()
  await button('Day first: 2 March').click()
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await heading('What each column is').waitFor()
  expect(await page.getByRole('combobox', { name: 'What the column Gebiet is' }).inputValue())
    .toBe('Keep as its own field')
  await pictureThatFits(page, 'import-columns')
  await isAccessible()
  await button('Check every row').click()
  await heading('What would happen').waitFor({ timeout: 60_000 })
  expect(await count('will be created')).toBe('2')
  await page.getByText('New customers').waitFor()
  await pictureThatFits(page, 'import-check')
  await isAccessible()
  await page.getByLabel('Line 3, Total: corrected').fill('10,00')
  await button('Check again with 1 corrected').click()
  await button('Import 3 rows').click({ timeout: 60_000 })
  await heading('Imported').waitFor({ timeout: 60_000 })
  expect(await count('created')).toBe('3')
  await pictureThatFits(page, 'import-report')
  await isAccessible()
}, 240_000)

it('a field of its own is on the invoice, and a list leaves as a file as it is filtered', async () => {
  await page.goto(`${story.app.address}/invoices?search=R-1`)
  await page.getByText('1 row', { exact: false }).first().waitFor()
  const leaves = page.getByRole('link', { name: 'Export CSV' })
  const file = await page.request.get(`${story.app.address}${await leaves.getAttribute('href')}`)
  const [headings, ...rows] = (await file.text()).trimEnd().split('\r\n')
  expect(headings).toMatch(/,Gebiet$/)
  expect(rows).toEqual([expect.stringMatching(/^C1,R-1,1200\.50,.*,North$/)])
  await pictureThatFits(page, 'import-export-list')
  await page.getByRole('region', { name: 'Invoices' }).getByRole('link', { name: /R-1/ }).click()
  const own = page.getByRole('region', { name: 'From your ledger' })
  await own.getByText('North').waitFor()
  expect(await own.textContent()).toContain('Gebiet')
  await pictureThatFits(page, 'import-own-fields')
  await page.goto(`${story.app.address}/customers?search=Bolt`)
  expect(await leaves.getAttribute('href')).toContain('search=Bolt')
}, 90_000)

it('the same file again is named as imported already, and nothing in it is new', async () => {
  const file = lines('reference,name', 'C8,Mole', 'C9,Weir')
  await give('Customers', 'people.csv', file)
  expect(await page.getByText('This very file was already imported').count()).toBe(0)
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await button('Check every row').click()
  await button('Import 2 rows').click({ timeout: 60_000 })
  await heading('Imported').waitFor({ timeout: 60_000 })
  await give('Customers', 'people.csv', file)
  await page.getByText('This very file was already imported').waitFor()
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await button('Check every row').click()
  await heading('What would happen').waitFor({ timeout: 60_000 })
  expect(await count('unchanged')).toBe('2')
  expect(await page.getByRole('button', { name: 'Import', exact: true })
    .getAttribute('aria-description')).toContain('Nothing in this file')
}, 240_000)

it('columns chosen once are remembered for such files, and can be forgotten', async () => {
  const file = (row: string) => lines('Nr,Bez', row)
  await give('Customers', 'one.csv', file('C5,Quay'))
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await page.getByText('Still needed: Number, Name').waitFor()
  for (const [column, field] of [['Nr', 'Number *'], ['Bez', 'Name *']] as const) {
    await page.getByRole('combobox', { name: `What the column ${column} is` }).click()
    await page.getByRole('option', { name: field, exact: true }).click()
  }
  await button('Check every row').click()
  await button('Import 1 row').click({ timeout: 60_000 })
  await heading('Imported').waitFor({ timeout: 60_000 })
  await give('Customers', 'two.csv', file('C6,Pier'))
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await page.getByText('As last time').waitFor()
  await button('Forget it').click()
  await page.getByText('Still needed: Number, Name').waitFor()
}, 240_000)

it('an import is undone: what would go is shown first, and then it is gone', async () => {
  await give('Customers', 'wrong.csv', lines('reference,name', 'W1,Wrong Ltd'))
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await button('Check every row').click()
  await button('Import 1 row').click({ timeout: 60_000 })
  await heading('Imported').waitFor({ timeout: 60_000 })
  await button('See what would be taken back').click()
  await page.getByText('Customers: 1 would be removed').waitFor()
  await isAccessible()
  await button('Undo the import').click()
  await heading('This import was undone').waitFor()
  await page.goto(`${story.app.address}/customers?search=Wrong`)
  await page.getByText(/No customer|Nothing|no customer/).first().waitFor()
}, 240_000)

it('by keyboard only: from the file to the report', async () => {
  await page.goto(`${story.app.address}/import`)
  await heading('New import').waitFor()
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 80; presses++) {
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
      if (focused.trim() === name) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab never comes to ${name}.`)
  }
  await page.getByRole('radio', { name: 'Customers', exact: true }).focus()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'),
    tabTo('Choose a file').then(() => page.keyboard.press('Enter'))])
  await chooser.setFiles({ name: 'keys.csv', mimeType: 'text/csv',
    buffer: lines('reference,name', 'K1,Keys Ltd') })
  await heading('How the file is written').waitFor()
  await tabTo('Next: columns')
  await page.keyboard.press('Enter')
  await heading('What each column is').waitFor()
  await tabTo('Check every row')
  await page.keyboard.press('Enter')
  await heading('What would happen').waitFor({ timeout: 60_000 })
  await tabTo('Import 1 row')
  await page.keyboard.press('Enter')
  await heading('Imported').waitFor({ timeout: 60_000 })
}, 240_000)

it('at 360 px: a file goes in on a telephone, and every step fits', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  const fits = async () => expect(await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  await give('Customers', 'small.csv', lines('reference,name', 'S1,Small Ltd', ',Nameless'))
  await fits()
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await fits()
  await button('Check every row').click()
  await button('Import the 1 good row').click({ timeout: 60_000 })
  await heading('Imported').waitFor({ timeout: 60_000 })
  await fits()
  await page.getByText('This row has no reference.').waitFor()
  await page.setViewportSize({ width: 1280, height: 1000 })
}, 240_000)
