// Deeds of a day: who follows what by rules, a pause, one promise over several, a dispute to its end.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory, setUpCompany, type Story } from './story-steps.ts'

const POLL = { timeout: 60_000 }
const DAY_MS = 86_400_000

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(async (opened, app) => {
    opened.setDefaultTimeout(60_000)
    await setUpCompany(opened, app)
    const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
    for (const [kind, data] of [
      ['customers', 'reference,name,country,email,contact_name\n'
        + 'C1,Atelier Dubois,FR,jeanne@dubois.example.com,Jeanne\n'
        + 'C2,Café Mistral,FR,hugo@mistral.example.com,Hugo\n'
        + 'C3,Kite Ltd,GB,kay@kite.example.com,Kay\n'],
      ['invoices', 'customer_reference,number,total,currency,issued_on,due_on\n'
        + `C1,D-1,100.00,EUR,${day(-50)},${day(-20)}\nC1,D-2,80.00,EUR,${day(-40)},${day(-10)}\n`
        + `C1,D-3,60.00,EUR,${day(-30)},${day(-3)}\nC2,M-1,40.00,EUR,${day(-40)},${day(-9)}\n`
        + `C3,K-1,75.00,EUR,${day(-40)},${day(-9)}\n`],
    ] as const) {
      const answer = await opened.request.post(`${app.address}/api/v1/imports/${kind}`, {
        data, headers: { 'content-type': 'text/csv', origin: app.address },
      })
      expect(answer.ok(), await answer.text()).toBe(true)
    }
  })
  page = story.page
}, 300_000)
afterAll(() => story.close())

const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' })
const undo = () => button(/^Undo/).first()

it('a rule is made and looked at, applied to those who are there, and taken back', async () => {
  await publishGentle()
  await page.goto(`${story.app.address}/assignment-rules`)
  await button('Add rule').click()
  await page.getByLabel('Name', { exact: true }).fill('The French')
  await page.getByRole('combobox', { name: 'Follows the workflow' }).click()
  await page.getByRole('option', { name: 'For the French' }).click()
  await button('Add a filter').click()
  await page.getByRole('menuitem', { name: 'Country' }).click()
  await page.getByRole('combobox', { name: 'Country' }).or(page.getByLabel('Country')).first()
    .fill('fr')
  await page.keyboard.press('Enter')
  const preview = page.getByRole('region', { name: 'Who would move' })
  await preview.getByText('All but by hand').click()
  await preview.getByText('2 of 3 customers').waitFor()
  await button(/^Save rules/).click()
  await page.getByText('The rules are saved.', { exact: false }).waitFor()
  expect(await followers()).toEqual([])
  await button('Apply to existing ones…', preview).click()
  await preview.getByRole('status', { name: 'What comes then' }).waitFor()
  await button('Move 2 customers', preview).click()
  await page.getByText('2 customers moved.').waitFor()
  await expect.poll(followers, POLL).toEqual(['Atelier Dubois', 'Café Mistral'])
  await undo().click()
  await expect.poll(followers, POLL).toEqual([])
}, 240_000)

it('by keyboard only: a customer is paused, and the pause is taken back and put back', async () => {
  const { id } = await customerNamed('Kite Ltd')
  await page.goto(`${story.app.address}/customers/${id}`)
  await page.getByRole('heading', { name: 'Kite Ltd' }).waitFor()
  await page.keyboard.press('p')
  const reason = page.getByRole('dialog', { name: 'Pause Kite Ltd' }).getByLabel('Reason')
  await reason.focus()
  await page.keyboard.type('They moved house')
  await page.keyboard.press('Enter')
  await page.getByText('Kite Ltd is paused.').waitFor()
  await page.getByText('They moved house').first().waitFor()
  await undo().press('Enter')
  await page.getByText('The pause was taken back.').waitFor()
  await button('End the pause…').waitFor({ state: 'detached' })
}, 120_000)

it('what the end of a pause brings is shown before it, and an undo pauses again', async () => {
  await button('Pause').click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Until their new office')
  await button('Pause', page.getByRole('dialog')).click()
  await button('Change…').click()
  const changing = page.getByRole('dialog', { name: 'Change the pause of Kite Ltd' })
  await changing.getByRole('status', { name: 'What comes then' }).waitFor()
  await button('30 days', changing).click()
  await button('Change', changing).click()
  await page.getByText('The pause was changed.').waitFor()
  await button('End the pause…').click()
  const ending = page.getByRole('dialog', { name: 'End the pause of Kite Ltd?' })
  await ending.getByRole('status', { name: 'What comes then' }).waitFor()
  await button('End the pause', ending).click()
  const over = page.getByText('The pause is over; nothing leaves before')
  await over.waitFor()
  await button('End the pause…').waitFor({ state: 'detached' })
  await over.locator('..').getByRole('button', { name: /^Undo/ }).click()
  await page.getByText('It is paused again.').waitFor()
  await button('End the pause…').waitFor()
}, 180_000)

it('one promise is spread over what is due first, and every invoice of it knows', async () => {
  const { id } = await customerNamed('Atelier Dubois')
  await page.goto(`${story.app.address}/customers/${id}`)
  await button('More').click()
  await page.getByRole('menuitem', { name: 'Note a promise to pay' }).click()
  const dialog = page.getByRole('dialog', { name: 'Promise to pay' })
  await dialog.getByLabel('Promised amount').fill('150')
  await expect.poll(() => dialog.getByLabel('Promised for D-1').inputValue(), POLL).toBe('100.00')
  expect(await dialog.getByLabel('Promised for D-2').inputValue()).toBe('50.00')
  expect(await dialog.getByLabel('Promised for D-3').inputValue()).toBe('')
  await dialog.getByLabel('Promised amount').fill('500')
  await dialog.getByText('Only €240.00 is open and undisputed.').waitFor()
  expect(await button('Note promise', dialog).isEnabled()).toBe(false)
  await dialog.getByLabel('Promised amount').fill('150')
  await button('Note promise', dialog).click()
  await page.getByText('The promise over 2 invoices is noted.').waitFor()
  expect(await promisesOf('D-1')).toEqual([[10_000, 'active']])
  expect(await promisesOf('D-2')).toEqual([[5_000, 'active']])
  expect(await promisesOf('D-3')).toEqual([])
}, 120_000)

it('at 360 px: a dispute is opened, looked into, and settled', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${story.app.address}/invoices/${(await invoiceNumbered('M-1')).id}`)
  await button('Dispute').click()
  const dialog = page.getByRole('dialog', { name: 'Dispute on M-1' })
  await dialog.getByLabel('Reason').first().fill('Two chairs came broken')
  await dialog.getByLabel('Contested amount').fill('15')
  await button('Open dispute', dialog).click()
  await page.getByText('The contested amount is left alone until the dispute ends.').waitFor()
  await button('Look into it').click()
  await page.getByText('Being looked into', { exact: true }).first().waitFor()
  await undo().click()
  await button('Look into it').click()
  await page.getByText('Being looked into', { exact: true }).first().waitFor()
  await button('Settle').click()
  const end = page.getByRole('dialog', { name: 'Settle the dispute' })
  await end.getByRole('radio', { name: 'The invoice stands' }).check()
  await end.getByLabel('What was agreed').fill('They were scratched before')
  await button('Settle', end).click()
  await page.getByText('Settled: the invoice stands').first().waitFor()
  await page.getByText('They were scratched before').first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth
    - document.documentElement.clientWidth)).toBe(0)
  await page.setViewportSize({ width: 1280, height: 1000 })
}, 120_000)

async function publishGentle(): Promise<void> {
  await page.goto(`${story.app.address}/workflows`)
  await button('New workflow').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('For the French')
  await page.getByRole('radio', { name: /Gentle/ }).click()
  await button('Make a draft').click()
  await button(/^Publish…/).click()
  await button('Publish', page.getByRole('dialog')).click()
  await page.getByText('Version 1 is published.').waitFor()
}

async function followers(): Promise<string[]> {
  const { items } = await api<{ items: Customer[] }>('/customers?limit=50')
  const all = await Promise.all(items.map(({ id }) => api<Customer>(`/customers/${id}`)))
  return all.filter(({ planned }) => planned.some((one) => one.workflowName === 'For the French'))
    .map(({ name }) => name).sort((a, b) => a.localeCompare(b))
}

interface Customer { id: string; name: string; planned: { workflowName: string }[] }

async function customerNamed(name: string): Promise<{ id: string }> {
  const { items } = await api<{ items: { id: string; name: string }[] }>('/customers?limit=50')
  const found = items.find((one) => one.name === name)
  if (!found) throw new Error(`There is no customer ${name}.`)
  return found
}

async function invoiceNumbered(number: string): Promise<{ id: string }> {
  const { items } = await api<{ items: { id: string }[] }>(
    `/invoices?search=${number}&status=all`)
  if (!items[0]) throw new Error(`There is no invoice ${number}.`)
  return items[0]
}

async function promisesOf(number: string): Promise<[number, string][]> {
  const { id } = await invoiceNumbered(number)
  const { promises } = await api<{ promises: { amountMinor: number; state: string }[] }>(
    `/invoices/${id}`)
  return promises.map(({ amountMinor, state }) => [amountMinor, state])
}

async function api<T>(where: string): Promise<T> {
  const answer = await page.request.get(`${story.app.address}/api/v1${where}`)
  if (!answer.ok()) throw new Error(`${where}: ${answer.status()} ${await answer.text()}`)
  return await answer.json() as T // The contract says what each address answers.
}
