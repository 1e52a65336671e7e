// Letters on paper: drawn, queued, printed, posted once, spoiled, undone and withdrawn.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { PDFDocument } from '@cantoo/pdf-lib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Day } from '#domain/day.ts'
import { addCustomer, changeCustomer } from '../../customers/save-customer.ts'
import { recordPayment } from '../../invoices/record-payment.ts'
import { saveInvoices } from '../../invoices/save-invoice.ts'
import type { Org } from '../../platform/in-organization.ts'
import { createTemplate } from '../../templates/save-template.ts'
import { aCollectingCompany, type Collecting } from '../../testing/collecting-scene.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import { createWorkflow } from '../../workflows/save-workflow.ts'
import { completeAction } from '../close-action.ts'
import { listActions } from '../list-actions.ts'
import { listLetters, readLetter } from './list-letters.ts'
import { postLetters, undoPosting, withdrawLetter } from './post-letters.ts'
import { batchPdf, letterPdf, printAgain, printLetters } from './print-letters.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(() => installation.close())
const ADDRESS = { street: 'Hauptstr. 1', postcode: '10115', city: 'Berlin', country: 'DE' }
let customers = 0

/** Steps at due+3 and due+6 with a delay of 5 days; invoices are due on 2027-02-01. */
async function aCompany(mode: 'automatic' | 'manual' = 'automatic'): Promise<Collecting> {
  const company = await aCollectingCompany(installation, { start: '2027-02-01', workflows: [] })
  await company.do(async (org) => {
    await sql`update organization set country = 'DE',
      postal_address = E'Verkäufer AG\nLindenallee 5\n20095 Hamburg' where org_id = ${org.id}`
      .execute(org.tx)
    const { id: templateId } = await createTemplate(org, {
      name: 'Letter', channel: 'letter',
      texts: { en: { subject: 'Open: {{ total_open }}', body: 'Dear {{ customer.name }}' } },
    })
    await createWorkflow(org, {
      name: 'Letters', level: 'customer', isDefault: true, isPublished: true,
      entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer', thresholdMinor: {},
      steps: [3, 6].map((offsetDays) => ({
        name: `Day ${offsetDays}`, channel: 'letter' as const, mode,
        trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const },
        positions: [], ...STEP_DEFAULTS, templateId,
      })),
    })
  })
  return company
}

const aCustomer = (company: Collecting, given: Partial<typeof ADDRESS> = {}) =>
  company.do(async (org) => {
    const number = ++customers
    const id = await addCustomer(org, {
      reference: `L-${number}`, name: `Muster ${number} GmbH`, ...ADDRESS, ...given,
    })
    await saveInvoices(org, (['EUR', 'USD'] as const).map((currency) => ({
      customerId: id, number: `${currency}-${number}`, currency, totalMinor: 10_000,
      issuedOn: '2027-01-01', dueOn: '2027-02-01',
    })))
    return id
  })

const queue = (company: Collecting, list: 'to_print' | 'printed' | 'posted' = 'to_print') =>
  company.do(async (org) => (await listLetters(org, { list, limit: 100 })).items)
const idsIn = async (company: Collecting, list: 'to_print' | 'printed' | 'posted' = 'to_print') =>
  (await queue(company, list)).map((letter) => letter.id)
const one = <T>(items: readonly T[]): T => {
  const [item] = items
  if (item === undefined) throw new Error('There is none.')
  return item
}
const contactsOf = (company: Collecting, customerId: string) => company.do(async ({ tx }) =>
  (await sql<{ day: Day }>`select contacted_on as day from contact_log
    where customer_id = ${customerId} and voided_at is null order by at`.execute(tx))
    .rows.map((row) => row.day))
const messageState = (company: Collecting, id: string) => company.do(async ({ tx }) =>
  one((await sql<{ state: string }>`select state from message where id = ${id}`.execute(tx)).rows)
    .state)
const eventsOf = (company: Collecting, customerId: string) => company.do(async ({ tx }) =>
  (await sql<{ kind: string; invoices: number }>`select kind, (select count(*)::int
      from event_invoice v where v.event_id = e.id) as invoices
    from event e where customer_id = ${customerId} and kind like 'letter%' order by id`
    .execute(tx)).rows)
const pagesOf = async (bytes: Buffer) => (await PDFDocument.load(bytes)).getPageCount()

test('an automatic letter is queued as a PDF and counts as a contact from that day', async () => {
  const company = await aCompany()
  const customerId = await aCustomer(company)
  await company.goTo('2027-02-04')
  const letter = one(await queue(company))
  expect(letter).toMatchObject({
    state: 'queued', name: 'Day 3', customerId, timesPrinted: 0, warnings: [],
    asked: [{ currency: 'EUR', amountMinor: 10_000 }, { currency: 'USD', amountMinor: 10_000 }],
  })
  expect(letter.address).toMatch(/^Muster \d+ GmbH, Hauptstr\. 1, 10115 Berlin$/)
  expect(await messageState(company, letter.messageId)).toBe('queued')
  expect(await contactsOf(company, customerId)).toEqual(['2027-02-04'])
  expect(await eventsOf(company, customerId)).toEqual([{ kind: 'letter_queued', invoices: 2 }])
  expect(await pagesOf(await company.do((org) => letterPdf(org, letter.id)))).toBe(1)
  // Not written again while it waits for paper: the next step comes after the delay.
  await company.goTo('2027-02-08')
  expect(await idsIn(company)).toEqual([letter.id])
  await company.goTo('2027-02-09')
  expect((await queue(company)).map(({ name }) => name)).toEqual(['Day 3', 'Day 6'])
})

test('the delay runs from the day it was posted, and undo brings the earlier day back', async () => {
  const company = await aCompany()
  const customerId = await aCustomer(company)
  await company.goTo('2027-02-04')
  const [id = ''] = await idsIn(company)
  await company.goTo('2027-02-07')
  const letter = one(await queue(company))
  await company.do((org) => printLetters(org, [id]))
  await company.as('mara', (org) => postLetters(org, [id], undefined))
  expect(await contactsOf(company, customerId)).toEqual(['2027-02-07'])
  expect(await messageState(company, letter.messageId)).toBe('sent')
  expect(await company.do((org) => readLetter(org, id))).toMatchObject({
    state: 'posted', postedOn: '2027-02-07', postedByName: 'Mara',
  })
  await company.goTo('2027-02-11')
  expect(await idsIn(company)).toEqual([])
  await company.do((org) => undoPosting(org, [id]))
  expect(await contactsOf(company, customerId)).toEqual(['2027-02-04'])
  expect(await messageState(company, letter.messageId)).toBe('queued')
  expect((await eventsOf(company, customerId)).map(({ kind }) => kind))
    .toEqual(['letter_queued', 'letter_posted', 'letter_post_undone'])
  await company.do((org) => postLetters(org, [id], '2027-02-05'))
  expect(await contactsOf(company, customerId)).toEqual(['2027-02-05'])
  await company.tick()
  expect((await queue(company)).map(({ name }) => name)).toEqual(['Day 6'])
})

test('two people who print and post at once do each letter once', async () => {
  const company = await aCompany()
  for (let count = 0; count < 6; count++) await aCustomer(company)
  await company.goTo('2027-02-04')
  const ids = await idsIn(company)
  expect(ids).toHaveLength(6)
  const prints = await Promise.allSettled(['mara', 'max'].map((who) =>
    company.as(who, (org) => printLetters(org, ids))))
  expect(prints.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const posts = await Promise.all(['mara', 'max'].map((who) =>
    company.as(who, (org) => postLetters(org, ids, undefined))))
  expect(posts).toContainEqual({ posted: 6, alreadyPosted: 0 })
  expect(posts).toContainEqual({ posted: 0, alreadyPosted: 6 })
  const counted = await company.do(async ({ tx }) => one((await sql<{
    contacts: number; events: number; prints: number }>`select
      (select count(*)::int from contact_log where org_id = ${company.id}) as contacts,
      (select count(*)::int from event where org_id = ${company.id} and kind = 'letter_posted')
        as events,
      (select count(*)::int from letter_print where org_id = ${company.id}) as prints`
    .execute(tx)).rows))
  expect(counted).toEqual({ contacts: 6, events: 6, prints: 6 })
})

test('a batch is one PDF, on both sides each letter begins on a new sheet', async () => {
  const company = await aCompany()
  for (let count = 0; count < 3; count++) await aCustomer(company)
  await company.goTo('2027-02-04')
  const ids = await idsIn(company)
  const { batchId, letterCount } = await company.do((org) => printLetters(org, ids))
  expect(letterCount).toBe(3)
  const pages = (isDuplex: boolean) => company.do(async (org) =>
    pagesOf(await batchPdf(org, batchId, { isDuplex })))
  expect(await pages(false)).toBe(3)
  expect(await pages(true)).toBe(6)
  await company.do((org) => printAgain(org, ids.slice(0, 1)))
  expect(await pages(false)).toBe(2)
  const again = await company.do((org) => printLetters(org, ids.slice(0, 1)))
  expect(again.batchId).not.toBe(batchId)
  expect((await company.do((org) => readLetter(org, ids[0] ?? ''))).timesPrinted).toBe(2)
})

test('what was paid, moved or answered meanwhile is told; a paid letter is withdrawn', async () => {
  const company = await aCompany()
  const customerId = await aCustomer(company)
  await company.goTo('2027-02-04')
  const before = one(await queue(company))
  await company.do(async (org) => {
    await pay(org, customerId, 'EUR', 400)
    await pay(org, customerId, 'USD', 10_000)
    await changeCustomer(org, customerId, { street: 'Neue Str. 2' })
  })
  expect(one(await queue(company)).warnings.map(({ code }) => code))
    .toEqual(['paid', 'less_open', 'moved'])
  // What was written stays: the PDF says what the ledger said when it left.
  expect(one(await queue(company)).asked).toEqual(before.asked)
  await company.as('mara', (org) => withdrawLetter(org, before.id, 'Paid'))
  expect(await idsIn(company)).toEqual([])
  expect(await messageState(company, before.messageId)).toBe('cancelled')
  expect(await contactsOf(company, customerId)).toEqual([])
  // The step is behind it: the next one comes on its own day, this one never again.
  await company.goTo('2027-02-07')
  expect((await queue(company)).map(({ name }) => name)).toEqual(['Day 6'])
  await expect(company.do((org) => withdrawLetter(org, before.id, '')))
    .rejects.toThrow('withdrawn before')
})

const pay = async (org: Org, customerId: string, currency: string, amountMinor: number) => {
  await recordPayment(org, {
    customerId, reference: `${currency}-${customerId}`, currency, amountMinor,
    receivedOn: org.today, wanted: null,
  })
}

test.each<[string, Partial<typeof ADDRESS>, string]>([
  ['street', { street: '' }, 'street is missing'],
  ['postcode and city', { postcode: '', city: '' }, 'postcode and city are missing'],
])('a letter without %s is held and says so', async (_name, gap, text) => {
  const company = await aCompany()
  const customerId = await aCustomer(company, gap)
  await company.goTo('2027-02-04')
  expect(await idsIn(company)).toEqual([])
  const held = one((await company.do((org) =>
    listActions(org, { list: 'held', limit: 10, mine: false }))).items)
  expect(held.held?.code).toBe('template_incomplete')
  expect(held.note).toContain(text)
  // A complete address lets it go with the next send time.
  await company.do((org) => changeCustomer(org, customerId, ADDRESS))
  await company.goTo('2027-02-05')
  expect(await idsIn(company)).toHaveLength(1)
})

test('a person’s letter is drawn when it leaves, and is refused without an address', async () => {
  const company = await aCompany('manual')
  const customerId = await aCustomer(company)
  const nowhere = await aCustomer(company, { city: '' })
  await company.goTo('2027-02-04')
  const due = (await company.do((org) =>
    listActions(org, { list: 'due', limit: 10, mine: false }))).items
  const actionOf = (id: string) => due.find((action) => action.customerId === id)?.id ?? ''
  const given = { outcome: 'done' as const, note: '', subject: 'Hello', body: 'By hand',
    undoSeconds: 0 }
  await expect(company.as('mara', (org) => completeAction(org, actionOf(nowhere), given)))
    .rejects.toThrow('city is missing')
  await company.as('mara', (org) => completeAction(org, actionOf(customerId),
    { ...given, enclosesStatement: true }))
  await company.tick()
  const letter = one(await queue(company))
  expect(letter).toMatchObject({ subject: 'Hello', customerId })
  // The statement is behind it.
  expect(await pagesOf(await company.do((org) => letterPdf(org, letter.id)))).toBe(2)
})

test('a posting needs paper and a day that can be', async () => {
  const company = await aCompany()
  await aCustomer(company)
  await company.goTo('2027-02-04')
  const ids = await idsIn(company)
  const post = (on?: Day) => company.do((org) => postLetters(org, ids, on))
  await expect(post()).rejects.toThrow('after it was printed')
  await company.do((org) => printLetters(org, ids))
  await expect(post('2027-02-05')).rejects.toThrow('day of posting')
  await expect(post('2027-02-03')).rejects.toThrow('day of posting')
  await post('2027-02-04')
  await expect(company.do((org) => printAgain(org, ids))).rejects.toThrow('undo that first')
  await expect(company.do((org) => withdrawLetter(org, ids[0] ?? '', '')))
    .rejects.toThrow('undo that first')
})

test('a legal stop keeps a queued letter off the printer', async () => {
  const company = await aCompany()
  const customerId = await aCustomer(company)
  await company.goTo('2027-02-04')
  const ids = await idsIn(company)
  await company.do((org) => changeCustomer(org, customerId, { legalStopReason: 'Insolvent' }))
  expect(one(await queue(company)).warnings[0]?.code).toBe('legal_stop')
  await expect(company.do((org) => printLetters(org, ids))).rejects.toThrow('Insolvent')
})

test('another organization neither sees nor prints it', async () => {
  const company = await aCompany()
  await aCustomer(company)
  await company.goTo('2027-02-04')
  const ids = await idsIn(company)
  const other = await aCompany()
  expect(await idsIn(other)).toEqual([])
  await expect(other.do((org) => printLetters(org, ids))).rejects.toThrow('not there')
  await expect(other.do((org) => letterPdf(org, ids[0] ?? ''))).rejects.toThrow('does not exist')
})
