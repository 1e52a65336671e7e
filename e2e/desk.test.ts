// The daily work by keyboard alone: To Do and Inbox cleared, put off, taken back; and on a phone.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliver } from './inbox-mails.ts'
import { openStory, pictureThatFits, setUpWithSample, type Story } from './story-steps.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(setUpWithSample)
  ;({ page } = story)
  page.setDefaultTimeout(45_000)
}, 300_000)
afterAll(async () => story?.close())

const POLL = { timeout: 45_000 }

async function api<T>(where: string): Promise<T> {
  const answer = await page.request.get(`${story.app.address}/api/v1${where}`)
  if (!answer.ok()) throw new Error(`${where}: ${answer.status()} ${await answer.text()}`)
  return await answer.json() as T // The contract says what each address answers.
}
interface Counts { replies: number; due: number; later: number }
const counts = () => api<Counts>('/actions/counts')
const press = (...keys: string[]) => keys.reduce<Promise<void>>(async (before, key) => {
  await before
  await page.keyboard.press(key)
}, Promise.resolve())
const open = async (where: string) => {
  await page.goto(`${story.app.address}${where}`)
  await page.locator('main h1').first().waitFor()
}
const openReplies = async () => {
  await open('/todo?tab=replies')
  await page.getByRole('region', { name: 'Chosen item' }).getByRole('button',
    { name: /^Reply/ }).waitFor()
}
const chosenName = () => page.locator('.split-detail h2').first().innerText()
const isFocusInItem = () => page.evaluate(() =>
  document.activeElement?.closest('[data-chosen-item]') !== null)

describe('To Do', () => {
  it('by keyboard only: answers are ignored, the next opens with focus in it, z brings back',
    async () => {
      await openReplies()
      const before = (await counts()).replies
      const first = await chosenName()
      await press('e')
      await expect.poll(chosenName, POLL).not.toBe(first)
      expect(await isFocusInItem()).toBe(true)
      await page.getByText(/no answer needed/).first().waitFor()
      await expect.poll(async () => (await counts()).replies, POLL).toBe(before - 1)
      await press('z')
      await expect.poll(async () => (await counts()).replies, POLL).toBe(before)
    }, 180_000)

  it('by keyboard only: an answer is put off in words, with its zone shown, and taken back',
    async () => {
      await openReplies()
      const before = (await counts()).replies
      await press('h')
      const dialog = page.getByRole('dialog')
      await dialog.getByText(/Time zone: /).waitFor()
      await page.keyboard.type('soon')
      await dialog.getByText('Not understood yet.').waitFor()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('next Tuesday 9')
      await dialog.locator('strong', { hasText: '09:00' }).waitFor()
      await press('Enter')
      await page.getByText(/is back .*09:00/).waitFor()
      await expect.poll(async () => (await counts()).replies, POLL).toBe(before - 1)
      await press('z')
      await expect.poll(async () => (await counts()).replies, POLL).toBe(before)
    }, 180_000)

  it('by keyboard only: a reply is written, looked at, sent, and taken back while it leaves',
    async () => {
      await openReplies()
      const before = (await counts()).replies
      await press('r')
      await page.getByRole('textbox', { name: 'Message' }).waitFor()
      await page.keyboard.type('Thank you, Friday is fine.')
      await press('Control+Shift+P')
      const preview = page.getByRole('dialog', { name: 'As the customer will read it' })
      await preview.getByText('Thank you, Friday is fine.').waitFor()
      await press('Escape')
      await preview.waitFor({ state: 'detached' })
      await page.getByRole('textbox', { name: 'Message' }).focus()
      await press('Control+Shift+Enter')
      await page.getByText(/^Leaving in \d+ s$/).waitFor()
      // An answer above may say so of an earlier message; the notice must not.
      expect(await page.getByRole('status').filter({ hasText: /^Sent$/ }).count()).toBe(0)
      await press('z')
      await page.getByText('Taken back').waitFor()
      await expect.poll(async () => (await counts()).replies, POLL).toBe(before)
    }, 180_000)

  it('by keyboard only: calls are logged with one key each', async () => {
    await open('/todo?tab=due&channel=call')
    await page.getByRole('group', { name: 'How it went' }).waitFor()
    const before = (await counts()).due
    await press('1')
    await page.keyboard.type('Will pay on Friday.')
    await press('Control+Enter')
    await page.getByText(/: noted\.$/).first().waitFor()
    await expect.poll(async () => (await counts()).due, POLL).toBe(before - 1)
  }, 180_000)

  it('by keyboard only: several answers are chosen and ignored together, with count and money',
    async () => {
      await openReplies()
      const before = (await counts()).replies
      await press('x', 'j', 'x')
      const bar = page.getByText(/^2 .*(chosen|selected)/).first()
      await bar.waitFor()
      await page.getByRole('button', { name: /^Ignore .*2/ }).first().focus()
      await press('Enter')
      await page.getByRole('dialog').getByLabel('Reason').press('Enter')
      await page.getByText('2 answers ignored.').waitFor()
      await press('z')
      await expect.poll(async () => (await counts()).replies, POLL).toBe(before)
    }, 180_000)

  it('the filter stands in the address, and an empty one says what waits outside', async () => {
    await open('/todo?tab=replies&over=999999999')
    await page.getByText('Nothing matches this filter').waitFor()
    await page.getByText(/waits? outside of it/).waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByText(/^\d+ of \d+/).first().waitFor()
    expect(new URL(page.url()).searchParams.get('over')).toBeNull()
  }, 120_000)

  it('what leaves by itself stands under Scheduled, and is kept back there', async () => {
    await open('/todo?tab=scheduled')
    await page.getByRole('region', { name: 'Scheduled' }).waitFor()
    await page.getByRole('button', { name: /^Cancel: pause / }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByText(/is paused\.$/).waitFor()
    await page.getByRole('button', { name: 'Undo' }).first().click()
  }, 180_000)
})

describe('Inbox', () => {
  it('by keyboard only: triage moves on by itself and a bracket changes the view', async () => {
    await open('/inbox')
    await page.getByRole('region', { name: 'Messages' }).waitFor()
    const before = (await counts()).replies
    await press('j', 'e')
    await page.getByText(/no answer needed/).first().waitFor()
    expect(await isFocusInItem()).toBe(true)
    await expect.poll(async () => (await counts()).replies, POLL).toBe(before - 1)
    await press(']')
    await expect.poll(() => new URL(page.url()).searchParams.get('view'), POLL).toBe('waiting')
  }, 180_000)

  it('new mail waits behind a pill above what is read, and never moves it', async () => {
    await open('/inbox')
    const rows = page.locator('.inbox-row')
    await rows.nth(2).waitFor()
    await rows.nth(1).locator('.row-link').click()
    const first = await rows.first().innerText()
    const intake = (await api<{ organization: { intakeAddress: string } }>('/me'))
      .organization.intakeAddress
    const items = (await api<{ items: { from: string }[] }>('/inbox?view=waiting&limit=5')).items
    const customers = await api<{ items: { id: string }[] }>('/customers?limit=60')
    const waiting = new Set((await api<{ items: { from: string }[] }>(
      '/inbox?view=needs_answer&limit=200')).items.map(({ from }) => from))
    const emails: string[] = []
    for (const { id } of customers.items.slice(0, 40)) {
      const { contacts } = await api<{ contacts: { emails: string[] }[] }>(`/customers/${id}`)
      emails.push(...contacts.flatMap((contact) => contact.emails))
    }
    const from = emails.find((email) => !waiting.has(email)) ?? items[0]?.from ?? ''
    await deliver(story.app.smtpPort, { from, to: intake, subject: 'A new question',
      text: 'Where do we pay?' })
    const pill = page.getByRole('button', { name: 'Show what is new' })
    await pill.waitFor()
    expect(await rows.first().innerText()).toBe(first)
    await pill.click()
    await expect.poll(() => rows.first().innerText(), POLL).not.toBe(first)
  }, 180_000)

  it('by keyboard only: a message that fits nobody is linked to its customer', async () => {
    const { organization } = await api<{ organization: { intakeAddress: string } }>('/me')
    await deliver(story.app.smtpPort, { from: 'pat@stranger.example',
      to: organization.intakeAddress, subject: 'Which account?', text: 'Where to?' })
    await open('/inbox?view=unmatched')
    await page.getByRole('button', { name: /pat@stranger|Which account/ }).first().waitFor()
    await page.getByRole('combobox', { name: 'Customer' }).focus()
    await page.keyboard.type('Nordic')
    await page.getByRole('option', { name: /Nordic/ }).first().waitFor()
    await press('ArrowDown', 'Enter')
    await page.getByRole('button', { name: 'Link to customer' }).focus()
    await press('Enter')
    await page.getByText(/^Linked to /).waitFor()
  }, 180_000)
})

describe('Keys', () => {
  it('by keyboard only: the palette opens To Do, and ? shows what works there', async () => {
    await open('/customers')
    await press('Control+k')
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    await page.keyboard.type('To Do')
    await page.getByRole('button', { name: /To Do/ }).or(page.getByRole('option',
      { name: /To Do/ })).first().waitFor()
    await press('Enter')
    await expect.poll(() => new URL(page.url()).pathname, POLL).toBe('/todo')
    await page.locator('main h1').first().waitFor()
    await press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await help.getByText('Put it off to a later day').waitFor()
    await press('Escape')
  }, 120_000)

  it('single keys are off once turned off, another key does what it was given', async () => {
    await open('/settings?section=profile')
    const card = page.getByRole('region', { name: 'Keyboard shortcuts' })
    await card.getByText('This item').click()
    await card.getByRole('button', { name: 'Change the keys of: Pause the customer' }).click()
    await press('e')
    await card.getByRole('alert').waitFor()
    await press('y')
    await page.getByText(/The keys of “Pause the customer” are changed/).waitFor()
    await openReplies()
    await press('p')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await press('y')
    await page.getByRole('dialog', { name: /^Pause / }).waitFor()
    await press('Escape')
    await open('/settings?section=profile')
    await card.getByLabel('Single keys').click()
    await page.getByText('Single keys are off.').waitFor()
    await openReplies()
    const before = (await counts()).replies
    await press('e', 'y', 'h', 'g', 'i')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/todo')
    expect((await counts()).replies).toBe(before)
    await open('/settings?section=profile')
    await card.getByRole('button', { name: 'Use the usual keys' }).click()
    await page.getByText('All keys are the usual ones again.').waitFor()
  }, 240_000)
})

describe('on a phone', () => {
  it('at 360 px: an answer is read, put off, and taken back by its buttons', async () => {
    await page.setViewportSize({ width: 360, height: 780 })
    await open('/todo?tab=replies')
    const before = (await counts()).replies
    await page.locator('.row-link').first().click()
    await page.getByRole('button', { name: 'Snooze' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Tomorrow' }).click()
    await page.getByText(/is back /).waitFor()
    await expect.poll(async () => (await counts()).replies, POLL).toBe(before - 1)
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(async () => (await counts()).replies, POLL).toBe(before)
    await page.setViewportSize({ width: 1280, height: 1000 })
  }, 120_000)

  it('at 360 px: a call is logged with a tap', async () => {
    await page.setViewportSize({ width: 360, height: 780 })
    await open('/todo?tab=due&channel=call')
    const before = (await counts()).due
    await page.locator('.row-link').first().click()
    await page.getByRole('button', { name: 'Left a message' }).click()
    await page.getByRole('button', { name: 'Save the call' }).click()
    await expect.poll(async () => (await counts()).due, POLL).toBe(before - 1)
    await page.setViewportSize({ width: 1280, height: 1000 })
  }, 120_000)

  it.each(['replies', 'due', 'scheduled', 'held', 'check'])(
    'the list %s has no barrier and fits', async (tab) => {
      await open(`/todo?tab=${tab}`)
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
      await pictureThatFits(page, `desk-${tab}`)
      const violations = await barriers(page, `${story.app.address}/todo?tab=${tab}`)
      expect(violations).toEqual([])
    }, 180_000)
})

async function barriers(from: Page, address: string) {
  const browser: Browser | null = from.context().browser()
  if (browser === null) throw new Error('The page has no browser.')
  const checked = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce',
    storageState: await from.context().storageState() })
  const visitor = await checked.newPage()
  await visitor.goto(address)
  await visitor.locator('main h1').first().waitFor()
  await visitor.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  const { violations } = await new AxeBuilder({ page: visitor })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true).analyze()
  await checked.close()
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html])
}
