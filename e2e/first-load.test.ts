// The first load stays light: what the sign-in page and To Do need before they can be used.
import { gzipSync } from 'node:zlib'
import type { Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStory, setUpCompany, type Story } from './story-steps.ts'

let story: Story
beforeAll(async () => { story = await openStory(setUpCompany) }, 300_000)
afterAll(() => story.close())

/** Kilobytes of JavaScript, compressed, that a browser with nothing kept asks for. */
async function scriptsOf(path: string, isSignedIn: boolean, name: string): Promise<number> {
  const browser = story.page.context().browser()
  if (!browser) throw new Error('This browser was closed.')
  const context = await browser.newContext({ locale: 'en-GB',
    ...(isSignedIn ? { storageState: await story.page.context().storageState() } : {}) })
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  const weigh = async (response: Response) => gzipSync(await response.body()).length
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) sizes.push(weigh(response))
  })
  await page.goto(story.app.address + path)
  await page.getByRole('heading', { name }).first().waitFor()
  await page.waitForLoadState('networkidle')
  const sum = (await Promise.all(sizes)).reduce((whole, size) => whole + size, 0)
  await context.close()
  return sum / 1024
}

test.each([
  ['/sign-in', 300, false, 'Sign in'], ['/todo', 300, true, 'To Do'],
] as const)('%s loads at most %d kB of scripts', async (path, most, isSignedIn, name) => {
  const kilobytes = await scriptsOf(path, isSignedIn, name)
  expect(kilobytes).toBeGreaterThan(50)
  expect(kilobytes).toBeLessThanOrEqual(most)
}, 120_000)
