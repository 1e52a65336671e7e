// Insights in a real browser: by keyboard to a bar's list, whose sum is the bar; a click does too.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStory, pictureThatFits, setUpWithSample, type Story } from './story-steps.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(setUpWithSample)
  page = story.page
}, 300_000)
afterAll(() => story.close())

const list = () => page.getByRole('dialog')
const aging = () => page.getByRole('region', { name: 'Aging', exact: true })

test('two keys lead there, and the keyboard to the list behind a number', async () => {
  await page.goto(`${story.app.address}/todo`)
  await page.getByRole('heading', { name: 'To Do' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await page.getByRole('heading', { name: 'Insights', exact: true }).waitFor()
  await aging().getByRole('radio', { name: 'Table' }).focus()
  await page.keyboard.press('Space')
  const cell = aging().getByRole('button', { name: /^1–30 days, Collectible/ })
  await cell.focus()
  await page.keyboard.press('Enter')
  await list().getByRole('heading', { name: 'Aging: 1–30 days' }).waitFor()
  await list().locator('.insight-line').first().waitFor()
  // A long list comes in parts; the sum is that of all of them.
  const more = list().getByRole('button', { name: 'Show more' })
  const shown = () => list().locator('.insight-line').count()
  const [total] = /\d+/.exec(await list().getByText(/^\d+ lines?$/).innerText()) ?? []
  for (let before = await shown(); before < Number(total); before = await shown()) {
    await more.click()
    await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThan(before)
  }
  const amounts = await list().locator('.insight-line .num').allTextContents()
  const cents = (text: string) => Number(text.replaceAll(/[^\d-]/g, ''))
  expect(amounts.length).toBeGreaterThan(3)
  expect(amounts.reduce((sum, text) => sum + cents(text), 0))
    .toBe(cents(await cell.textContent() ?? ''))
  await page.keyboard.press('Escape')
  await list().waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.get('bar')).toBeNull()
}, 60_000)

test('a click on a bar opens its list, whose lines lead to the customer', async () => {
  await page.goto(`${story.app.address}/insights`)
  await page.getByRole('region', { name: 'Open disputes' })
    .locator('.recharts-bar-rectangle').first().click()
  await list().getByText(/^\d+ lines?$/).waitFor()
  await list().locator('.insight-line a').first().click()
  await page.waitForURL(/\/customers\//)
  await page.getByRole('button', { name: 'Timeline' }).waitFor()
}, 60_000)

test('another period stands in the address, and the files are there', async () => {
  await page.goto(`${story.app.address}/insights`)
  await page.getByRole('combobox', { name: 'Period' }).click()
  await page.getByRole('option', { name: 'Last 12 months' }).click()
  await page.waitForURL(/from=\d{4}-\d\d-\d\d/)
  for (const name of ['Download aging as CSV', 'PDF']) {
    const address = await page.getByRole('link', { name, exact: true }).getAttribute('href')
    const answer = await page.request.get(new URL(address ?? '', story.app.address).href)
    expect(answer.status(), name).toBe(200)
  }
  await pictureThatFits(page, 'story-insights')
  await page.mouse.move(0, 0)
  await page.getByRole('tooltip').waitFor({ state: 'detached' })
  // The charts measure their words in an invisible span outside of everything.
  const { violations } = await new AxeBuilder({ page }).exclude('#recharts_measurement_span')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}, 120_000)
