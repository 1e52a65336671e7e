// Stories of the pages of a customer and of an invoice: narrowed, changed by two, voided.
import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openStory, pictureThatFits, setUpWithSample, type Story } from './story-steps.ts'

const LONG = 240_000
let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(setUpWithSample)
  page = story.page
  await page.goto(`${story.app.address}/customers`)
  await page.getByRole('region', { name: 'Customers' }).locator('[data-item] a').first().click()
  await page.getByRole('navigation', { name: 'Parts' }).waitFor()
  home = page.url()
}, LONG)
afterAll(() => story?.close())
let home = ''

const tools = () => page.getByRole('group', { name: 'Narrow the timeline' })
const part = (name: string) => page.getByRole('navigation', { name: 'Parts' })
  .getByRole('button', { name })

it('the timeline shows one channel, finds words, and its address opens the same', async () => {
  await tools().getByLabel('What to show').first().click()
  await page.getByRole('option', { name: 'Money' }).click()
  await page.waitForURL(/part=money/)
  await tools().getByRole('searchbox').fill('nobody ever wrote this')
  await page.getByText('Nothing here fits').waitFor()
  await page.waitForURL(/q=nobody/)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByText('Nothing here fits').waitFor()
  await other.close()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await page.locator('.timeline').first().waitFor()
  expect(page.url()).not.toContain('part=')
  await page.goto(`${home}?day=2001-01-01`)
  await page.getByText('Nothing here fits').waitFor()
  await page.getByRole('button', { name: /back to the newest/ }).click()
  await page.locator('.timeline').first().waitFor()
}, LONG)

it('by keyboard only: one goes through the parts and finds something in the timeline', async () => {
  await page.goto(home)
  await tools().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('invoice')
  await page.waitForURL(/q=invoice/)
  await page.locator('.timeline').first().waitFor()
  await page.keyboard.press('Escape')
  await part('Files').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/tab=files/)
  await part('Details').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'From your ledger' }).waitFor()
}, LONG)

it('of two who change the same customer, the second sees both versions and chooses', async () => {
  await page.goto(`${home}?tab=details`)
  const change = async (of: Page, city: string) => {
    await of.getByRole('button', { name: 'Change details' }).last().click()
    await of.getByRole('dialog').getByRole('textbox', { name: 'City' }).fill(city)
  }
  const save = (of: Page) => of.getByRole('button', { name: 'Save', exact: true }).click()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await change(page, 'Lyon')
  await change(other, 'Nice')
  await save(other)
  await other.getByRole('dialog').waitFor({ state: 'detached' })
  await save(page)
  const both = page.getByRole('dialog', { name: 'Two versions of the same customer' })
  await both.getByRole('row', { name: /City Nice Lyon/ }).waitFor()
  await both.getByRole('button', { name: 'Save mine over it' }).click()
  await page.getByRole('region', { name: 'Details' }).getByText('Lyon').waitFor()
  await other.close()
}, LONG)

it('at 360 px: long names and every part stay inside the screen, and axe finds nothing', async () => {
  const name = `${'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbau'.repeat(2)} and `
    + 'Sons of the Late Founder, Wholesale and Retail'
  await page.goto(`${home}?tab=details`)
  await page.getByRole('button', { name: 'Change details' }).last().click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  for (const tab of ['timeline', 'invoices', 'files', 'details']) {
    await page.goto(`${home}?tab=${tab}`)
    await part('Details').waitFor()
    await pictureThatFits(page, `customer-${tab}`)
    await page.setViewportSize({ width: 360, height: 1000 })
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    await page.setViewportSize({ width: 1280, height: 1000 })
  }
}, LONG)

it('a voided invoice is struck, says why, and nothing more can be done with it', async () => {
  await page.goto(`${home}?tab=invoices`)
  await page.getByRole('region', { name: 'Invoices' }).locator('[data-item] a').first().click()
  // Both pages have a button of this name.
  await page.getByRole('complementary', { name: 'Ledger' }).waitFor()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Void the invoice' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Billed twice by mistake')
  await page.getByRole('dialog').getByRole('button', { name: /void/i }).last().click()
  const why = page.getByRole('group', { name: 'Closed', exact: true })
  await why.getByText('Billed twice by mistake').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).locator('s').count()).toBe(1)
  for (const deed of ['Dispute', 'Promise', 'Record payment']) {
    expect(await page.getByRole('button', { name: deed, exact: true })
      .and(page.locator(':disabled, [data-disabled], [aria-disabled=true]')).count(), deed).toBe(1)
  }
  await pictureThatFits(page, 'customer-invoice-void')
}, LONG)
