// The first ten minutes of a newcomer, step by step; how long each took is printed, not judged.
import fs from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importFile, openStory, setUpCompany, type Story } from './story-steps.ts'

const DAY_MS = 86_400_000

let story: Story
let page: Page
let beganAt = 0
const marks: string[] = []

beforeAll(async () => {
  beganAt = performance.now()
  story = await openStory(async (opened, app) => {
    opened.setDefaultTimeout(90_000)
    await opened.goto(app.setUpLink)
    await opened.getByLabel('Your company').waitFor()
    mark('the form of the set-up link')
    // Country, currency and time zone are guessed, and all of it is one form of six fields.
    expect(await opened.locator('form input:not([type=hidden]):visible').count())
      .toBeLessThanOrEqual(6)
    await setUpCompany(opened, app)
    mark('owner and organization')
  })
  page = story.page
}, 300_000)
afterAll(async () => {
  process.stdout.write(`First ten minutes: ${marks.join(' · ')}\n`)
  await story.close()
})

const mark = (what: string) => {
  marks.push(`${what} ${Math.round((performance.now() - beganAt) / 1000)} s`)
}
const go = (where: string) => page.goto(`${story.app.address}${where}`)

it('the sample data is there, says that nothing leaves, and an answer is sent and taken back', async () => {
  await page.getByRole('button', { name: 'Explore with sample data' }).click()
  await page.getByTestId('sandbox-clock').waitFor({ timeout: 180_000 })
  mark('sample data')
  await page.getByText('Sample data: nothing leaves this machine').waitFor()
  await page.getByRole('button', { name: /Boulangerie/ }).first().click()
  await page.waitForURL(/item=/)
  const answered = page.url()
  await page.getByRole('heading', { name: 'To Do' }).click()
  await page.keyboard.press('r')
  await page.getByRole('textbox', { name: 'Message' }).fill('Thank you, Friday is fine.')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Leaving in \d+ s$/).waitFor()
  await page.getByRole('button', { name: /^Undo/ }).first().click()
  await page.getByText('Taken back').waitFor()
  // The list has gone on to the next one; the words wait where they were written.
  await page.goto(answered)
  await page.getByRole('button', { name: /^Reply/ }).first().waitFor()
  await page.keyboard.press('r')
  await expect.poll(() => page.getByRole('textbox', { name: 'Message' }).inputValue(),
    { timeout: 60_000 }).toBe('Thank you, Friday is fine.')
  mark('an answer, and an undo')
}, 300_000)

it('the workflow is played for sixty days, and nothing is sent by it', async () => {
  const before = await captured()
  await go('/workflows/simulation')
  await page.getByLabel('Days', { exact: true }).fill('60')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('group', { name: 'Days; arrow keys walk' }).waitFor()
  mark('sixty days played')
  expect(await captured()).toBe(before)
}, 300_000)

it('the sample data goes in one press, and the own organization stays as it was', async () => {
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('button', { name: 'Remove sample data' }).click()
  await page.getByText('How do you want to begin?').waitFor()
  await go('/customers')
  await page.getByRole('heading', { name: 'Customers' }).waitFor()
  expect(await page.getByTestId('sandbox-clock').count()).toBe(0)
  const me = await api<{ organization: { name: string }; organizations: unknown[] }>('/me')
  expect(me.organization.name).toBe('Lindqvist & Partner')
  expect(me.organizations).toHaveLength(1)
  mark('sample data removed')
}, 180_000)

it('the own invoices come from a file of a thousand, and the row with a mistake comes back', async () => {
  await importFile(page, story.app, { kind: 'Customers', name: 'customers.csv',
    button: 'Import 100 rows', text: csv('reference,name,country,email,contact_name',
      100, (row) => `C${row},Customer ${row},FR,ap${row}@buyer.example.com,Ida`) })
  mark('a hundred customers')
  const due = new Date(Date.now() - 12 * DAY_MS).toISOString().slice(0, 10)
  await importFile(page, story.app, { kind: 'Invoices', name: 'invoices.csv',
    button: 'Import the 999 good rows',
    text: csv('customer_reference,number,total,currency,issued_on,due_on', 1_000, (row) =>
      `C${row % 100},R-${row},${row === 500 ? 'ten' : `${row + 50}.00`},EUR,2026-01-01,${due}`) })
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download errors.csv' }).click()])
  const errors = fs.readFileSync(await download.path(), 'utf8').trim().split(/\r?\n/)
  expect(errors).toHaveLength(2)
  expect(errors[1]).toContain('R-500')
  await page.getByRole('link', { name: 'See them' }).click()
  await page.getByRole('heading', { name: 'Invoices', exact: true }).waitFor()
  await go('/invoices?search=R-999')
  await page.getByText('R-999').first().waitFor()
  mark('a thousand invoices, one of them back')
}, 400_000)

it('the sender is tested to oneself: a real text with the figures of a real customer', async () => {
  await go('/settings?section=email')
  await page.getByRole('button', { name: 'Send me a test' }).click()
  await page.getByText('The test is on its way to mara@lindqvist.example.com.').waitFor()
  mark('a test to oneself')
  const { items } = await api<{ items: { to: string[]; text: string }[] }>('/outbox')
  expect(items.map(({ to }) => to)).toEqual([['mara@lindqvist.example.com']])
  expect(items[0]?.text).toMatch(/R-\d+/)
}, 180_000)

it('turning sending on shows what leaves and wants its count', async () => {
  await go('/settings?section=safety')
  const field = page.getByLabel(/^Type \d+ to confirm$/)
  const button = page.getByRole('button', { name: 'Turn automatic sending on' })
  await field.fill('0.5')
  expect(await button.isEnabled()).toBe(false)
  // The number is that of the beginning proposed, once it has been looked at.
  await expect.poll(async () => {
    const label = await page.getByText(/^Type \d+ to confirm$/).innerText()
    await field.fill(/\d+/.exec(label)?.[0] ?? '')
    return button.isEnabled()
  }, { timeout: 60_000 }).toBe(true)
  await button.click()
  await page.getByRole('button', { name: 'Turn automatic sending off' }).waitFor()
  mark('automatic reminders on')
}, 180_000)

const csv = (head: string, count: number, rowOf: (row: number) => string) =>
  [head, ...Array.from({ length: count }, (_, row) => rowOf(row)), ''].join('\n')

const captured = async () => (await api<{ items: unknown[] }>('/outbox')).items.length

async function api<T>(where: string): Promise<T> {
  const answer = await page.request.get(`${story.app.address}/api/v1${where}`)
  if (!answer.ok()) throw new Error(`${where}: ${answer.status()} ${await answer.text()}`)
  return await answer.json() as T // The contract says what each address answers.
}
