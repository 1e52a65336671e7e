// The language of the pages: chosen in the profile, followed in every browser, accented for tests.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from './running-app.ts'
import { openStory, setUpCompany, type Story } from './story-steps.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(setUpCompany)
  page = story.page
}, 300_000)
afterAll(() => story.close())

const html = (shown: Page, name: 'lang' | 'dir') =>
  shown.evaluate((attribute) => document.documentElement.getAttribute(attribute), name)

it('the profile is asked for German, and every browser follows once one has signed in', async () => {
  await page.goto(`${story.app.address}/settings?section=profile`)
  await page.getByRole('combobox', { name: 'Language of these pages' }).click()
  await page.getByRole('option', { name: 'Deutsch' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => html(page, 'lang'), { timeout: 20_000 }).toBe('de')

  const browser = await openBrowser()
  try {
    const other = await browser.newPage({ locale: 'fr-FR' })
    await other.goto(`${story.app.address}/sign-in`)
    await other.locator('input[type=email]').fill('mara@lindqvist.example.com')
    await other.locator('input[type=password]').fill('a calm and long sentence')
    expect(await html(other, 'lang')).toBe('fr')
    await other.keyboard.press('Enter')
    await expect.poll(() => html(other, 'lang'), { timeout: 20_000 }).toBe('de')
  } finally {
    await browser.close()
  }
}, 120_000)

it('the accented language, from right to left, is whole at 360 px', async () => {
  await page.setViewportSize({ width: 360, height: 800 })
  await page.evaluate(() => localStorage.setItem('duebox.language', 'pseudo-rtl'))
  await page.goto(`${story.app.address}/todo`)
  await page.locator('main h1').first().waitFor()
  expect(await html(page, 'dir')).toBe('rtl')
  expect(await page.evaluate(() => document.documentElement.scrollWidth
    - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
}, 60_000)
