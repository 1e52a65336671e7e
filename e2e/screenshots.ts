// Pictures of every page at two widths in light and dark, each checked for accessibility and width.
// Run: npm run pictures [folder] [part of a name]; without a folder, the few of the documents.
import AxeBuilder from '@axe-core/playwright'
import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { INBOX_VIEWS } from '#contract/inbox.ts'
import { openBrowser, startApp } from './running-app.ts'

const isForDocuments = process.argv[2] === undefined
const folder = process.argv[2] ?? path.join(import.meta.dirname, '../docs/images')
const only = process.argv[3] ?? ''
const WIDTHS = [1280, 360]
const SCHEMES = ['light', 'dark'] as const

interface Shot {
  name: string
  path: string
  /** What to do on the page before the picture. */
  prepare?: (page: Page) => Promise<void>
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.waitForTimeout(400)
}

async function played(page: Page): Promise<void> {
  await press(/^Play$/)(page)
  await page.getByRole('region', { name: 'Calendar' }).waitFor()
  await page.locator('.sim-day[data-heat="4"]').first().click()
  await page.getByRole('button', { name: 'Show the text' }).first().click()
  await page.waitForTimeout(600)
}

async function compared(page: Page): Promise<void> {
  await page.getByText('A share', { exact: true }).click()
  await press('Work, times and the past')(page)
  await press(/^Play$/)(page)
  await page.getByRole('region', { name: 'Calendar' }).waitFor()
  await page.getByRole('combobox', { name: 'Beside it' }).click()
  await page.getByRole('option', { name: /nobody pays/ }).first().click()
  await page.getByRole('region', { name: 'Day by day' }).waitFor()
}

const SIMULATION: readonly Shot[] = [
  { name: 'simulation-empty', path: '/workflows/simulation' },
  { name: 'simulation', path: '/workflows/simulation', prepare: played },
  { name: 'simulation-compare', path: '/workflows/simulation', prepare: compared },
]

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

async function listShots(context: BrowserContext, address: string): Promise<Shot[]> {
  const read = async (where: string) => {
    const answer = await context.request.get(`${address}/api/v1${where}`)
    return (await answer.json() as {
      items: { id: string; customerId?: string; overdue?: unknown[] }[]
    }).items
  }
  const replies = await read('/reply-actions')
  // One of a customer who still owes shows more.
  const reply = replies.find(({ overdue = [] }) => overdue.length > 0) ?? replies[0]
  const customerId = reply?.customerId ?? (await read('/customers'))[0]?.id ?? ''
  const invoiceId = (await read('/invoices?status=open'))[3]?.id ?? ''
  const workflowId = (await read('/workflows'))[0]?.id ?? ''
  const templateId = (await read('/templates'))[0]?.id ?? ''
  const preview = await context.request.post(
    `${address}/api/v1/customers/${customerId}/payment-page-preview`, {
      headers: { origin: address } })
  const payment = new URL((await preview.json() as { address: string }).address).pathname
  const step = async (page: Page) => {
    await page.locator('.step-toggle').nth(1).click()
    await page.waitForTimeout(400)
  }
  return [
    ...SIMULATION,
    { name: 'todo', path: '/todo' },
    { name: 'todo-item', path: `/todo?item=${reply?.id ?? ''}` },
    { name: 'todo-reply', path: `/todo?item=${reply?.id ?? ''}`, prepare: press(/^Reply/) },
    { name: 'todo-due', path: '/todo?tab=due' }, { name: 'todo-held', path: '/todo?tab=held' },
    { name: 'todo-check', path: '/todo?tab=check' },
    ...INBOX_VIEWS.map((view) => ({ name: `inbox-${view}`, path: `/inbox?view=${view}` })),
    { name: 'customers', path: '/customers' },
    { name: 'customer', path: `/customers/${customerId}` },
    { name: 'customer-compose', path: `/customers/${customerId}?compose=new` },
    { name: 'customer-invoices', path: `/customers/${customerId}?tab=invoices` },
    { name: 'customer-contacts', path: `/customers/${customerId}?tab=contacts` },
    { name: 'customer-links', path: `/customers/${customerId}?tab=links` },
    { name: 'customer-pause', path: `/customers/${customerId}`, prepare: press('Pause') },
    { name: 'invoices', path: '/invoices' }, { name: 'invoice', path: `/invoices/${invoiceId}` },
    { name: 'invoice-payment', path: `/invoices/${invoiceId}`, prepare: press('Record payment') },
    { name: 'workflows', path: '/workflows' },
    { name: 'workflow', path: `/workflows/${workflowId}`, prepare: step },
    ...await workflowShots(context, address, workflowId),
    { name: 'templates', path: '/templates' },
    { name: 'template', path: `/templates/${templateId}` },
    { name: 'import', path: '/import' }, { name: 'outbox', path: '/outbox' },
    { name: 'payment-page', path: payment },
    { name: 'payment-promise', path: payment, prepare: press(/Say when you will pay|Annoncer/) },
    ...['organization', 'safety', 'email', 'links', 'keys', 'webhooks', 'members', 'profile',
      'notices'].map((section) => (
      { name: `settings-${section}`, path: `/settings?section=${section}` })),
    { name: 'notices', path: '/todo', prepare: async (page) => {
      await page.keyboard.press('g')
      await page.keyboard.press('b')
      await page.waitForTimeout(700)
    } },
    { name: 'help', path: '/todo', prepare: async (page) => {
      await page.keyboard.press('?')
      await page.waitForTimeout(400)
    } },
  ]
}

/** Publishing, versions, archiving, and who follows which workflow. */
async function workflowShots(
  context: BrowserContext, address: string, workflowId: string,
): Promise<Shot[]> {
  await makeDraftAndRules(context, address, workflowId)
  return [
    { name: 'workflow-publish', path: `/workflows/${workflowId}`, prepare: async (page) => {
      await press('Publish…')(page)
      await page.locator('.blast-examples summary').click({ timeout: 8_000 })
    } },
    { name: 'workflow-versions', path: `/workflows/${workflowId}?tab=versions` },
    { name: 'workflow-archive', path: `/workflows/${workflowId}`, prepare: async (page) => {
      await press('More')(page)
      await page.getByRole('menuitem', { name: 'Archive…' }).click()
      await page.waitForTimeout(400)
    } },
    { name: 'assignment-rules', path: '/assignment-rules', prepare: async (page) => {
      await page.locator('.rule-toggle').first().click()
      await page.locator('.rule-moves').first().waitFor({ timeout: 8_000 })
    } },
    { name: 'assignment-empty', path: '/assignment-rules?level=invoice' },
    { name: 'customers-chosen', path: '/customers', prepare: async (page) => {
      for (const place of [0, 1]) await page.locator('.row-check input').nth(place).check()
      await press('Workflow…')(page)
    } },
  ]
}

/** So that there is something to publish, and somebody whom the rules would move. */
async function makeDraftAndRules(
  context: BrowserContext, address: string, workflowId: string,
): Promise<void> {
  const api = `${address}/api/v1`
  const headers = { origin: address }
  const workflow = await (await context.request.get(`${api}/workflows/${workflowId}`)).json() as {
    published: {
      entryLogic: string; mcdDays: number
      steps: { name: string; trigger: { offsetDays: number } }[]
    }
  }
  const { steps, entryLogic, mcdDays } = workflow.published
  const rules = { entryLogic, mcdDays }
  await context.request.put(`${api}/workflows/${workflowId}/draft`, {
    headers, data: { ...rules, steps: steps.flatMap((step, place) => (place === 3 ? []
      : [{ ...step, trigger: { ...step.trigger,
        offsetDays: step.trigger.offsetDays + (place === 2 ? 6 : 0) } }])) },
  })
  const made = await (await context.request.post(`${api}/workflows`, {
    headers, data: { ...rules, name: 'Large and late', level: 'customer', isDefault: false, steps },
  })).json() as { id: string }
  await context.request.put(`${api}/assignment-rules`, {
    headers, data: { level: 'customer', rules: [
      { name: 'Large ones', workflowId: made.id, filters: [{ field: 'open', values: [
        { currency: 'EUR', fromMinor: 500_000, belowMinor: null }] }] },
      { name: 'France and Germany, nobody’s', workflowId: made.id, filters: [
        { field: 'country', values: ['FR', 'DE'] }, { field: 'owner', values: [''] }] }] },
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
