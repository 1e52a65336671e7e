// Every address over the sample company: accessible in both looks, inside the window, nothing cut.
import type { Page } from 'playwright-core'
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

async function openStill(path: string): Promise<void> {
  await page.goto(story.app.address + path)
  await page.locator('main :is(h1, h2), .entry h1').first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await page.waitForLoadState('networkidle')
}

// For work on one: ROUTE=inbox npx vitest run e2e/routes.test.ts
const wanted = (path: string) => path.includes(process.env.ROUTE ?? '')

describe('every route over the sample company', () => {
  test('is accessible in light and dark and fits three widths', async () => {
    const found: string[] = []
    for (const path of (await addressesOfRoutes(page.context(), story.app)).filter(wanted)) {
      const note = (problems: readonly string[], look: string) =>
        found.push(...problems.map((problem) => `${path} ${look}: ${problem}`))
      await page.setViewportSize(WIDE)
      await openStill(path)
      // The policy of the pages lets no foreign script in; this is the browser's own door.
      await prepareChecks(page)
      note([...await axeProblems(page), ...await layoutProblems(page)], '1280')
      await setTheme(page, 'dark')
      note(await axeProblems(page, ['color-contrast']), '1280 dark')
      await setTheme(page, 'light')
      for (const width of [768, 360]) {
        await page.setViewportSize({ width, height: 780 })
        note(await layoutProblems(page), String(width))
      }
      note(await axeProblems(page, ['target-size']), '360')
    }
    expect(found).toEqual([])
  }, 900_000)
})

const WIDE = { width: 1280, height: 860 }
