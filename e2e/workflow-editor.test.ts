// The workflow editor as people use it: by keys alone, by dragging, together, on a phone.
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
  await setUpCompany(page, app)
  await aLedger()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await database?.close()
})

test('a workflow is built from an empty one to published by keys alone, and undone', async () => {
  await page.goto(`${app.address}/workflows`)
  await page.getByRole('link', { name: /Standard reminders/ }).waitFor()
  await page.getByRole('button', { name: 'New workflow' }).press('Enter')
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
  await page.keyboard.type('By keys')
  await page.getByRole('radio', { name: /^Empty/ }).focus()
  await keys('Space', 'Tab', 'Tab', 'Enter')
  await page.getByRole('heading', { name: 'By keys' }).waitFor()

  await mark('First step').focus()
  await keys('ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'ArrowLeft')
  await said('First step: 11 days after the due day.')
  await keys('n')
  await expect.poll(() => focusedLabel()).toBe('Name')
  await page.keyboard.type('Written reminder')
  await mark('Written reminder').focus()
  await keys('Alt+ArrowUp')
  await said('Written reminder is number 1 of 2.')
  expect(await order()).toEqual(['Written reminder', 'First step'])
  await keys('Control+d')
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
  await mark('Written reminder 2').focus()
  await keys('Delete')
  await page.getByText('“Written reminder 2” was removed.').waitFor()
  expect(await order()).toEqual(['Written reminder', 'First step'])
  await keys('Control+z')
  expect(await order()).toEqual(['Written reminder', 'Written reminder 2', 'First step'])
  await keys('Control+Shift+z')
  expect(await order()).toEqual(['Written reminder', 'First step'])
  await help('Step a week later')

  // What is wrong stands at its field, at the mark, and in a summary that leads there.
  await page.getByRole('button', { name: 'Publish…' }).press('Enter')
  const summary = page.getByRole('alert', { name: 'What needs a look' })
  await summary.getByRole('button', { name: /Step 1, Written reminder: .*template/ }).press('Enter')
  await expect.poll(() => focusedLabel()).toBe('Template')
  await page.getByLabel('Fields of “Written reminder”').getByText('Choose a template for this step')
    .waitFor()
  expect(await mark('Written reminder').getAttribute('aria-label')).toContain('needs a look')
  await pictureThatFits(page, 'editor-wrong')
  await page.getByRole('textbox', { name: 'Template' }).or(
    page.getByRole('combobox', { name: 'Template' })).first().focus()
  await page.keyboard.type('First rem')
  await page.getByRole('option', { name: 'First reminder' }).waitFor()
  await keys('ArrowDown', 'Enter')
  await summary.waitFor({ state: 'detached' })
  await page.getByLabel('Preview').getByText('Reminder: €1,200.00 overdue').waitFor()

  await page.getByRole('button', { name: 'Publish…' }).press('Enter')
  // It may be pressed as soon as it shows what publishing would change.
  await page.getByRole('dialog')
    .locator('button:not([aria-disabled])', { hasText: /^Publish$/ }).press('Enter')
  await page.getByText('Version 1 is published.').waitFor()
  await page.getByRole('button', { name: 'Undo publishing' }).press('Enter')
  await page.getByText('The publishing is undone; everything is as before.').waitFor()
  await page.getByText('Not published yet; nobody can follow it.').waitFor()
}, 240_000)

test('a step is dragged to another day, and to another place of the order', async () => {
  await open('Standard reminders')
  const call = mark('Call')
  const before = await dayOf('Call')
  const box = await boxOf(call)
  // The ticks tell how wide a day is.
  const [first, second] = [await tick('+4'), await tick('+14')]
  const perDay = (second - first) / 10
  await page.mouse.move(box.x + 8, box.y + 8)
  await page.mouse.down()
  await page.mouse.move(box.x + 8 + perDay * 4, box.y + 8, { steps: 6 })
  await call.getByText(`due +${before + 4}`).waitFor()
  await page.mouse.up()
  expect(await dayOf('Call')).toBe(before + 4)
  await said(`Call: ${before + 4} days after the due day.`)
  // Given up with Escape it stays.
  const moved = await boxOf(call)
  await page.mouse.move(moved.x + 8, moved.y + 8)
  await page.mouse.down()
  await page.mouse.move(moved.x + 8 + perDay * 9, moved.y + 8, { steps: 4 })
  await keys('Escape')
  await page.mouse.up()
  expect(await dayOf('Call')).toBe(before + 4)

  const names = await order()
  const grips = page.locator('.step-grip')
  const [from, to] = [await boxOf(grips.nth(0)), await boxOf(grips.nth(1))]
  await page.mouse.move(from.x + 5, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(from.x + 5, to.y + to.height - 4, { steps: 5 })
  await page.mouse.up()
  expect(await order()).toEqual([names[1], names[0], ...names.slice(2)])
  await page.getByRole('button', { name: 'Order by day' }).click()
  expect(await order()).toEqual(names)
}, 120_000)

test('the simulation beside plays what is not saved, compares it, and tells who', async () => {
  const beside = page.getByRole('region', { name: 'Simulation' })
  await beside.getByText(/than version 1|As many contacts as version 1/).waitFor()
  await beside.locator('.sim-day[data-heat="4"]').first().click()
  await beside.getByRole('link', { name: 'Atelier Dubois' }).first().waitFor()
  await page.getByLabel('Days between two contacts').fill('30')
  await beside.getByText(/\d+ fewer contacts? than version 1/).waitFor()
  await pictureThatFits(page, 'editor-beside')
  await beside.getByText(/\d+ fewer contacts? than version 1/).waitFor()
  await page.getByRole('combobox', { name: 'Add a currency' }).click()
  await page.keyboard.type('SEK')
  await page.getByRole('option', { name: 'SEK' }).click()
  await page.getByLabel('Less than, in SEK').fill('250')
}, 120_000)

test('whoever leaves is asked, and what a reload cut off is there again', async () => {
  await page.getByRole('link', { name: 'Templates' }).click()
  const asked = page.getByRole('dialog', { name: 'Leave with unsaved changes?' })
  await asked.getByRole('button', { name: 'Stay here' }).click()
  page.once('dialog', (dialog) => void dialog.accept())
  await page.waitForTimeout(700)
  await page.reload()
  await page.getByText(/What you changed .* did not save is here again/).waitFor()
  expect(await page.getByLabel('Less than, in SEK').inputValue()).toBe('250.00')
  await page.getByRole('button', { name: /Save draft/ }).click()
  await page.getByText('The draft is saved; the published version still runs.').waitFor()
  await page.getByText(/did not save is here again/).waitFor({ state: 'detached' })
}, 120_000)

test('of two who save, the second sees what the first changed, and decides', async () => {
  const { id, draft } = await workflowNamed('Standard reminders')
  await page.locator('.step-toggle').first().click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine')
  const theirs = await context.request.put(`${app.address}/api/v1/workflows/${id}/draft`, {
    headers: { origin: app.address }, data: { mcdDays: 3, steps: draft?.steps, basedOn: draft?.id },
  })
  expect(theirs.ok(), await theirs.text()).toBe(true)
  await page.getByRole('button', { name: /Save draft/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Two people changed this workflow' })
  await dialog.getByLabel('What they changed').getByText(/30 → 3|3 days/).waitFor()
  await dialog.getByLabel('What you changed').getByText(/is now called “Mine”/).waitFor()
  await pictureThatFits(page, 'editor-overtaken')
  await dialog.getByRole('button', { name: 'Take theirs' }).click()
  expect(await page.getByLabel('Days between two contacts').inputValue()).toBe('3')
  await page.getByRole('heading', { name: 'Standard reminders' }).click()
  await keys('Control+z')
  expect(await order()).toContain('Mine')
  await page.getByRole('button', { name: /Save draft/ }).click()
  await page.getByText('The draft is saved; the published version still runs.').first().waitFor()
  expect((await workflowNamed('Standard reminders')).draft).toMatchObject({ mcdDays: 30 })
}, 120_000)

test('on a phone the line stands, and a step opens as a sheet', async () => {
  await page.setViewportSize({ width: 360, height: 800 })
  // What was open beside the list is open as a sheet now.
  await page.getByRole('button', { name: 'Close the step' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await mark('Call').click()
  const sheet = page.getByRole('dialog', { name: /Call/ })
  await sheet.getByRole('button', { name: 'Move “Call” up' }).click()
  await sheet.getByText(/^Step 3 of \d$/).waitFor()
  await sheet.getByRole('combobox', { name: 'Done by: add' }).click()
  await page.getByRole('option', { name: 'Any manager' }).click()
  await sheet.getByText('The first who is there on the day.').waitFor()
  await page.getByRole('button', { name: 'Close the step' }).click()
  await page.setViewportSize({ width: 1280, height: 1000 })
  await page.getByRole('button', { name: /Save draft/ }).click()
  await page.getByText('The draft is saved; the published version still runs.').first().waitFor()
}, 120_000)

test('a text is written in the editor, and a workflow is duplicated', async () => {
  await open('Standard reminders')
  await page.locator('.step-toggle').first().click()
  await page.getByRole('button', { name: 'Edit the text' }).click()
  const dialog = page.getByRole('dialog', { name: /^The text of/ })
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Due soon: {{ total_open }}')
  await dialog.getByText('Due soon: €1,200.00').waitFor()
  await dialog.getByRole('button', { name: 'Save template' }).click()
  await page.getByLabel('Preview').getByText('Due soon: €1,200.00').waitFor()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Duplicate…' }).click()
  await page.getByRole('button', { name: 'Make a draft' }).click()
  await page.getByRole('heading', { name: 'Standard reminders (copy)' }).waitFor()
  expect(await order()).toContain('Call')
}, 120_000)

test('the editor has no barrier, in light and dark, wide and narrow, with a dialog open', async () => {
  const { id } = await workflowNamed('Standard reminders')
  const state = await context.storageState()
  for (const colorScheme of ['light', 'dark'] as const) {
    const checked = await browser.newContext({
      bypassCSP: true, colorScheme, reducedMotion: 'reduce', storageState: state,
    })
    const visitor = await checked.newPage()
    for (const width of [1280, 360]) {
      await visitor.setViewportSize({ width, height: 900 })
      await visitor.goto(`${app.address}/workflows/${id}`)
      await visitor.locator('[data-step-mark]').first().click()
      await visitor.getByLabel('Preview').getByText('Due soon').first().waitFor()
      await checkBarriers(visitor)
      if (width === 360) {
        await visitor.goto(`${app.address}/workflows/${id}?tab=simulation`)
        await visitor.locator('.sim-day').first().waitFor()
        await checkBarriers(visitor)
      }
      await visitor.goto(`${app.address}/workflows`)
      await visitor.getByRole('button', { name: 'New workflow' }).click()
      await visitor.getByRole('radio', { name: /^Firm/ }).waitFor()
      await checkBarriers(visitor)
    }
    await checked.close()
  }
}, 240_000)

test('nothing was complained of', () => expect(complaints).toEqual([]))

async function keys(...pressed: string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key)
}

/** On the line of time; its label begins with the name of the step. */
const mark = (name: string) =>
  page.locator(`[data-step-place="line"][aria-label^="${name},"]`)

const said = (text: string) =>
  page.getByRole('status').filter({ hasText: text }).waitFor({ state: 'attached' })

const order = () => page.locator('.step-toggle .strong').allInnerTexts()

const focusedLabel = () => page.evaluate(() => {
  const field = document.activeElement
  return field instanceof HTMLInputElement
    ? field.labels?.[0]?.innerText.replace(/\s*\*$/, '') ?? field.ariaLabel : field?.tagName
})

async function help(line: string): Promise<void> {
  await page.getByRole('heading', { name: 'By keys' }).click()
  await keys('?')
  await page.getByRole('dialog').getByText(line).waitFor()
  await keys('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function dayOf(name: string): Promise<number> {
  const label = await mark(name).getAttribute('aria-label')
  return Number(/(\d+) days? after the due day/.exec(label ?? '')?.[1])
}

async function boxOf(of: ReturnType<Page['locator']>) {
  const box = await of.boundingBox()
  if (box === null) throw new Error('It is not on the screen.')
  return box
}

async function tick(text: string): Promise<number> {
  const { x, width } = await boxOf(page.locator('.lane-tick', { hasText: text }).first())
  return x + width / 2
}

async function open(name: string): Promise<void> {
  await page.goto(`${app.address}/workflows`)
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { name }).waitFor()
}

interface Found { id: string; name: string; draft: Draft | null }
interface Draft { id: string; mcdDays: number; steps: unknown[] }

async function workflowNamed(name: string): Promise<Found> {
  const answer = await context.request.get(`${app.address}/api/v1/workflows`)
  const { items } = await answer.json() as { items: Found[] } // As the contract says.
  const found = items.find((one) => one.name === name)
  if (!found) throw new Error(`There is no workflow ${name}.`)
  return found
}

async function checkBarriers(visitor: Page): Promise<void> {
  await visitor.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  const { violations } = await new AxeBuilder({ page: visitor })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

async function write(where: string, data: unknown): Promise<{ id: string }> {
  const answer = await context.request.post(`${app.address}/api/v1${where}`,
    { data, headers: { origin: app.address } })
  expect(answer.ok(), await answer.text()).toBe(true)
  return await answer.json() as { id: string }
}

/** One who owes for some weeks, so that every simulation has somebody to write to. */
async function aLedger(): Promise<void> {
  const { id } = await write('/customers', {
    reference: 'C-1', name: 'Atelier Dubois', country: 'FR',
  })
  await write(`/customers/${id}/contacts`, {
    name: 'Jeanne Dubois', emails: ['jeanne@atelier-dubois.example.com'],
  })
  const now = Date.now()
  const day = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10)
  await write('/invoices', {
    customerId: id, number: 'INV-1', currency: 'EUR', totalMinor: 120_000,
    issuedOn: day(-31), dueOn: day(-1),
  })
}
