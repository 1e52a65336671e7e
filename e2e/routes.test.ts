// Every address of the application over the sample company, in both looks and three widths, under a
// long name and from right to left: accessible, inside the window, nothing cut.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeProblems, layoutProblems, prepareChecks, setTheme } from './page-checks.ts'
import { addressesOfRoutes } from './route-addresses.ts'
import { openStory, setUpWithSample, type Story } from './story-steps.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(setUpWithSample)
  page = story.page
  page.setDefaultTimeout(60_000)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}, 300_000)
afterAll(() => story.close())

async function openStill(path: string, where = page): Promise<void> {
  await where.goto(story.app.address + path)
  await where.locator('main :is(h1, h2), .entry h1').first().waitFor()
  await where.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await where.waitForLoadState('networkidle')
}

// For work on one: ROUTE=inbox npx vitest run e2e/routes.test.ts
const wanted = (path: string) => path.includes(process.env.ROUTE ?? '')

const widths = async (then: (width: number) => Promise<void>) => {
  for (const width of [1280, 768, 360]) {
    await page.setViewportSize({ width, height: 860 })
    await then(width)
  }
}

describe('every route over the sample company', () => {
  test('is accessible and fits, light and dark, at three widths', async () => {
    const found: string[] = []
    for (const path of (await addressesOfRoutes(page.context(), story.app)).filter(wanted)) {
      await openStill(path)
      // The policy of the pages lets no foreign script in; this is the browser's own door.
      await prepareChecks(page)
      await widths(async (width) => {
        const note = (problems: readonly string[], theme: string) =>
          found.push(...problems.map((problem) => `${path} ${width} ${theme}: ${problem}`))
        note([...await axeProblems(page), ...await layoutProblems(page)], 'light')
        await setTheme(page, 'dark')
        note(await axeProblems(page, ['color-contrast']), 'dark')
        await setTheme(page, 'light')
      })
    }
    expect(found).toEqual([])
  }, 1_200_000)

  test('fits with names of 300 characters, at 200 % zoom, in long words and from right to left',
    async () => {
      const found: string[] = []
      const context = await stressed(page.context())
      const other = await context.newPage()
      for (const path of (await addressesOfRoutes(page.context(), story.app)).filter(wanted)) {
        for (const width of [640, 360]) {
          await other.setViewportSize({ width, height: 430 })
          await openStill(path, other)
          found.push(...(await layoutProblems(other)).map((one) => `${path} ${width}: ${one}`))
        }
      }
      await context.close()
      expect(found).toEqual([])
    }, 1_200_000)
})

/** The same person in a browser that speaks the pseudo language, where every name is very long. */
async function stressed(context: BrowserContext): Promise<BrowserContext> {
  const browser = context.browser()
  if (!browser) throw new Error('This browser was closed.')
  const other = await browser.newContext({ storageState: await context.storageState(),
    locale: 'en-GB', reducedMotion: 'reduce' })
  await other.addInitScript(() => { localStorage.setItem('duebox.language', 'pseudo-rtl') })
  await other.route('**/api/v1/**', async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    const answer = await route.fetch()
    if (!answer.headers()['content-type']?.includes('json')) return route.fulfill({ response: answer })
    await route.fulfill({ response: answer, json: lengthened(await answer.json()) })
  })
  return other
}

const NAME_FIELDS = new Set(['name', 'customerName', 'subject', 'subjectName', 'workflowName',
  'fromName', 'ownerName', 'title', 'invoiceNumber'])

/** What people name themselves becomes 300 characters, a word of 64 without a gap among them. */
function lengthened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lengthened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key,
    NAME_FIELDS.has(key) && typeof part === 'string' && !/^[a-z_]+$/.test(part)
      ? `${part} ${'Beteiligungen und Verwaltung '.repeat(8)}${'w'.repeat(64)}`.slice(0, 300)
      : lengthened(part)]))
}
