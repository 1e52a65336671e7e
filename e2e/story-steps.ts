// What several stories begin with, and the pictures that people may ask of them.
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openBrowser, startApp, type RunningApp } from './running-app.ts'

/** An owner and an empty organization; the page then asks how to begin. */
export async function setUpCompany(page: Page, app: RunningApp): Promise<void> {
  await page.goto(app.setUpLink)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByRole('button', { name: 'Explore with sample data' }).waitFor()
}

export async function setUpWithSample(page: Page, app: RunningApp): Promise<void> {
  await setUpCompany(page, app)
  await page.getByRole('button', { name: 'Explore with sample data' }).click()
  await page.getByTestId('sandbox-clock').waitFor({ timeout: 240_000 })
}

/** Through every step of the wizard; the columns are named as ours are, so nothing is asked. */
export async function importFile(
  page: Page, app: RunningApp,
  file: { kind: string; name: string; text: string; button: string | RegExp },
): Promise<void> {
  await page.goto(`${app.address}/import`)
  await page.getByRole('radio', { name: file.kind, exact: true }).check()
  await page.getByLabel('CSV file').setInputFiles({
    name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text),
  })
  await page.getByRole('link', { name: 'Next: columns' }).click()
  await page.getByRole('button', { name: 'Check every row' }).click()
  await page.getByRole('button', { name: file.button }).click({ timeout: 90_000 })
  await page.getByRole('heading', { name: 'Imported' }).waitFor({ timeout: 120_000 })
}

export interface Story {
  app: RunningApp
  page: Page
  close: () => Promise<void>
}

/** An installation of its own with one person before it, who has begun as told. */
export async function openStory(
  begin: (page: Page, app: RunningApp) => Promise<void>,
): Promise<Story> {
  const app = await startApp()
  const browser = await openBrowser()
  const context = await browser.newContext({ locale: 'en-GB',
    viewport: { width: 1280, height: 1000 } })
  const page = await context.newPage()
  const close = async () => {
    await browser.close()
    await app.stop()
  }
  try {
    await begin(page, app)
  } catch (error) {
    // Nobody else would end the server of a story that never began.
    await close()
    throw error
  }
  return { app, page, close }
}

const folder = process.env.PICTURES

/** For people to look at, when asked for; on every screen it must fit. */
export async function pictureThatFits(page: Page, name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 1000 })
    const overflow = await page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0)
    if (!folder) continue
    fs.mkdirSync(folder, { recursive: true })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.waitForTimeout(200)
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true })
    }
  }
  await page.setViewportSize({ width: 1280, height: 1000 })
}
