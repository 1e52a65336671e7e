// Takes the pictures of docs/screens.md: small files, each of one window as a newcomer sees it.
import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { DOCUMENT_SCREENS, screensPage, type DocumentScreen } from './screens.ts'
import type { Shot } from './shots.ts'

const docs = path.join(import.meta.dirname, '../docs')
const folder = path.join(docs, 'images/screens')

/** The window as WebP, about a quarter of a PNG. */
export async function keepPicture(page: Page, file: string): Promise<void> {
  fs.mkdirSync(folder, { recursive: true })
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
  fs.writeFileSync(path.join(folder, `${file}.webp`), Buffer.from(data, 'base64'))
  await session.detach()
}

export async function shootScreens(
  context: BrowserContext, address: string, shots: readonly Shot[],
): Promise<void> {
  for (const screen of DOCUMENT_SCREENS) {
    const shot = shots.find(({ name }) => name === screen.shot)
    // Pictures of the set-up were taken while it was done.
    if (shot) await shootScreen(context, address + shot.path, { screen, shot })
  }
  const missing = DOCUMENT_SCREENS.filter(({ file }) =>
    !fs.existsSync(path.join(folder, `${file}.webp`)))
  if (missing.length > 0) {
    throw new Error(`No picture was taken of ${missing.map(({ file }) => file).join(', ')}.`)
  }
  fs.writeFileSync(path.join(docs, 'screens.md'), screensPage())
  process.stdout.write(`${DOCUMENT_SCREENS.length} pictures in ${folder}\n`)
}

async function shootScreen(
  context: BrowserContext, address: string,
  { screen, shot }: { screen: DocumentScreen; shot: Shot },
): Promise<void> {
  const page = await context.newPage()
  await page.setViewportSize(screen.look === 'narrow' ? { width: 360, height: 740 }
    : { width: 1280, height: 800 })
  await page.emulateMedia({
    colorScheme: screen.look === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' })
  await page.goto(address)
  await page.locator('main :is(h1, h2)').first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(500)
  await shot.prepare?.(page).catch((error: Error) => {
    process.stdout.write(`${screen.file} could not be prepared: ${error.message}\n`)
  })
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(300)
  await keepPicture(page, screen.file)
  await page.close()
}
