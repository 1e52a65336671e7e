// Pictures of every page at two widths in light and dark, each checked for accessibility and width.
// Run: npm run pictures [folder] [part of a name]; without a folder, the few of the README; with
// `--docs` instead of one, those of docs/screens.md.
import AxeBuilder from '@axe-core/playwright'
import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { keepPicture, shootScreens } from './document-pictures.ts'
import { openBrowser, startApp } from './running-app.ts'
import { listShots, type Shot } from './shots.ts'

const isForScreens = process.argv[2] === '--docs'
const isForDocuments = process.argv[2] === undefined || isForScreens
const given = isForScreens ? undefined : process.argv[2]
const folder = given ?? path.join(import.meta.dirname, '../docs/images')
const only = process.argv[3] ?? ''
const WIDTHS = [1280, 360]
const SCHEMES = ['light', 'dark'] as const

async function main(): Promise<void> {
  fs.mkdirSync(folder, { recursive: true })
  const named = process.env.DUEBOX_ADDRESS
  const app = named === undefined ? await startApp() : null
  const address = named ?? app?.address ?? ''
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height:
      860 } })
    if (app) await setUp(context, app.setUpLink)
    else await signIn(context, address)
    const every = await listShots(context, address)
    if (isForScreens) return await shootScreens(context, address, every)
    if (isForDocuments) return await shootDocuments(context, address, every)
    const shots = every.filter(({ name }) => name.includes(only))
    let wrong = 0
    for (const shot of shots) wrong += await shoot(context, address, shot)
    process.stdout.write(`${shots.length * 4} pictures in ${folder}; ${wrong} problems\n`)
  } finally {
    await browser.close()
    await app?.stop()
  }
}

/** What README shows: one window each, as a newcomer sees it. */
const DOCUMENTS = [
  { file: 'to-do', name: 'todo-item', scheme: 'light' },
  { file: 'to-do-dark', name: 'todo-item', scheme: 'dark' },
  { file: 'customer', name: 'customer', scheme: 'light' },
  { file: 'customer-dark', name: 'customer', scheme: 'dark' },
] as const

async function shootDocuments(
  context: BrowserContext, address: string, every: readonly Shot[],
): Promise<void> {
  for (const { file, name, scheme } of DOCUMENTS) {
    const page = await context.newPage()
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.goto(address + (every.find((shot) => shot.name === name)?.path ?? '/'))
    await page.locator('main h1, main h2').first().waitFor()
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
    await page.waitForTimeout(500)
    await page.screenshot({ path: path.join(folder, `${file}.png`) })
    await page.close()
  }
  process.stdout.write(`${DOCUMENTS.length} pictures in ${folder}\n`)
}

async function setUp(context: BrowserContext, link: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(link)
  await page.getByLabel('Your company').fill('Lindqvist & Partner')
  await picture(page, 'set-up')
  await page.getByLabel('Your name').fill('Mara Lindqvist')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByLabel('Password', { exact: false }).first().fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Create my organization' }).click()
  await page.getByText('How do you want to begin?').waitFor()
  await picture(page, 'welcome')
  await page.goto(new URL('/todo', link).href)
  await page.getByText('Bring in your invoices').waitFor()
  await picture(page, 'empty-todo')
  await page.goto(new URL('/welcome', link).href)
  await page.getByRole('button', { name: 'Explore with sample data' }).click()
  await page.getByTestId('sandbox-clock').waitFor({ timeout: 120_000 })
  await page.close()
  if (isForScreens) await pictureOfSignIn(context, new URL('/sign-in', link).href)
}

/** As whoever is not signed in sees it. */
async function pictureOfSignIn(context: BrowserContext, address: string): Promise<void> {
  const page = await context.browser()?.newPage({ viewport: { width: 1280, height: 800 } })
  if (!page) return
  await page.goto(address)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await keepPicture(page, 'sign-in')
  await page.close()
}

async function signIn(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${address}/sign-in`)
  await picture(page, 'sign-in')
  await page.getByLabel('E-mail').fill('mara@lindqvist.example.com')
  await page.getByLabel('Password', { exact: false }).first().fill('a calm and long sentence')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'To Do' }).waitFor()
  await page.close()
  const me = await (await context.request.get(`${address}/api/v1/me`)).json() as {
    organizations: { id: string; isSandbox: boolean }[]
  }
  const sandbox = me.organizations.find(({ isSandbox }) => isSandbox)
  await context.request.put(`${address}/api/v1/me/organization`, {
    data: { organizationId: sandbox?.id }, headers: { origin: address },
  })
}

async function shoot(context: BrowserContext, address: string, shot: Shot): Promise<number> {
  let wrong = 0
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      const page = await context.newPage()
      const say = (what: string) => {
        wrong++
        process.stdout.write(`${shot.name} ${width} ${scheme}: ${what}\n`)
      }
      page.on('pageerror', (error) => say(`page error: ${error.message}`))
      page.on('console', (entry) => {
        if (entry.type() === 'error') say(`console: ${entry.text()}`)
      })
      await page.setViewportSize({ width, height: width === 360 ? 780 : 860 })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.goto(address + shot.path)
      await page.locator('main h1, main h2').first().waitFor({ timeout: 15_000 })
        .catch(() => say('nothing is shown'))
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 8_000
        })
        .catch(() => say('still loading'))
      await page.waitForTimeout(350)
      await shot.prepare?.(page).catch((error: Error) => say(`cannot prepare: ${error.message}`))
      await picture(page, `${shot.name}-${width}-${scheme}`)
      for (const problem of await problemsOf(page)) say(problem)
      await page.close()
    }
  }
  return wrong
}

async function picture(page: Page, name: string): Promise<void> {
  if (isForScreens) await keepPicture(page, name)
  if (isForDocuments) return
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
}

async function problemsOf(page: Page): Promise<string[]> {
  const overflow = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth)
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // Not into the sandboxed frames of mail: no script may run there, so axe would wait for ever.
    .setLegacyMode(true).analyze()
  return [
    ...(overflow > 0 ? [`the page is ${overflow} px too wide`] : []),
    ...violations.map(({ id, help, nodes }) =>
      `axe ${id}: ${help} (${nodes.length}) ${nodes.slice(0, 2).map(({ html }) =>
        html.slice(0, 140)).join(' | ')}`),
  ]
}

await main()
