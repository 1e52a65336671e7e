// The pages that pictures are taken of, and what is done on each before.
import type { BrowserContext, Page } from 'playwright-core'
import { INBOX_VIEWS } from '#contract/inbox.ts'

export interface Shot {
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

const PALETTE: readonly Shot[] = [
  { name: 'get-started', path: '/get-started' }, { name: 'help-page', path: '/help/to-do' },
  { name: 'palette', path: '/todo', prepare: async (page) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Search for anything' }).fill('au')
    await page.waitForTimeout(900)
  } },
]

const INSIGHTS: readonly Shot[] = [
  { name: 'insights', path: '/insights' },
  { name: 'insights-table', path: '/insights', prepare: async (page) => {
    for (const label of await page.locator('.insight-card').all()) {
      await label.getByText('Table', { exact: true }).click({ force: true })
    }
    await page.waitForTimeout(300)
  } },
  { name: 'insights-list', path: '/insights?report=aging&bar=collectible%7C1_30' },
]

const SECTIONS = ['organization', 'safety', 'email', 'sms', 'links', 'keys', 'webhooks', 'members',
  'profile', 'notices']

const step = async (page: Page) => {
  await page.locator('.step-toggle').nth(1).click()
  await page.waitForTimeout(400)
}

/** Every page of the sample company, in the states that matter. */
export async function listShots(context: BrowserContext, address: string): Promise<Shot[]> {
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
  return [
    ...SIMULATION, ...INSIGHTS, ...PALETTE,
    { name: 'todo', path: '/todo' },
    { name: 'todo-item', path: `/todo?item=${reply?.id ?? ''}` },
    { name: 'todo-reply', path: `/todo?item=${reply?.id ?? ''}`, prepare: press(/^Reply/) },
    { name: 'todo-due', path: '/todo?tab=due' }, { name: 'todo-held', path: '/todo?tab=held' },
    ...['later', 'letters', 'check'].map((tab) =>
      ({ name: `todo-${tab}`, path: `/todo?tab=${tab}` })),
    ...INBOX_VIEWS.map((view) => ({ name: `inbox-${view}`, path: `/inbox?view=${view}` })),
    { name: 'customers', path: '/customers' },
    { name: 'customer', path: `/customers/${customerId}` },
    { name: 'customer-compose', path: `/customers/${customerId}?compose=new` },
    { name: 'customer-invoices', path: `/customers/${customerId}?tab=invoices` },
    { name: 'customer-contacts', path: `/customers/${customerId}?tab=contacts` },
    { name: 'customer-links', path: `/customers/${customerId}?tab=links` },
    { name: 'customer-why', path: `/customers/${customerId}`, prepare: press(/^Why\?/) },
    { name: 'customer-pause', path: `/customers/${customerId}`, prepare: press('Pause') },
    { name: 'invoices', path: '/invoices' }, { name: 'invoice', path: `/invoices/${invoiceId}` },
    { name: 'invoice-payment', path: `/invoices/${invoiceId}`, prepare: press('Record payment') },
    { name: 'invoice-dispute', path: `/invoices/${invoiceId}`, prepare: press('Dispute') },
    { name: 'invoice-promise', path: `/invoices/${invoiceId}`, prepare: press('Promise') },
    { name: 'workflows', path: '/workflows' },
    { name: 'workflow', path: `/workflows/${workflowId}`, prepare: step },
    ...await workflowShots(context, address, workflowId),
    { name: 'templates', path: '/templates' },
    { name: 'template', path: `/templates/${templateId}` },
    { name: 'import', path: '/import' }, { name: 'outbox', path: '/outbox' },
    { name: 'payment-page', path: payment },
    { name: 'payment-promise', path: payment, prepare: press(/Say when you will pay|Annoncer/) },
    ...SECTIONS.map((section) => (
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
      // Where nobody gets anything else there is nothing to unfold.
      const examples = page.locator('.blast-examples summary')
      if (await examples.count() > 0) await examples.click()
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
