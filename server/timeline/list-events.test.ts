// A timeline is narrowed to a channel, to words, or begun at an earlier day, page by page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventPart } from '#domain/event-parts.ts'
import { saveCustomers } from '../customers/save-customer.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { listCustomerEvents, listInvoiceEvents, type EventFilter } from './list-events.ts'
import { recordEvent } from './record-event.ts'

let ledger: Ledger
let company: Company
let customerId: string
const INVOICE = '0190a000-0000-7000-8000-000000000001'

beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
  customerId = await company.do(async (org) =>
    (await saveCustomers(org, [{ reference: 'C-1', name: 'One' }]))[0]?.id ?? '')
  await company.do(async (org) => {
    const at = (day: string) => `${day}.000Z`
    await recordEvent(org, { kind: 'payment_recorded', customerId, at: at('2026-03-02T09:00:00'),
      invoiceIds: [INVOICE], detail: { amount: '1,200.00 EUR' } })
    await recordEvent(org, { kind: 'call_logged', customerId, at: at('2026-03-02T22:59:59'),
      detail: { name: 'Call', outcome: 'reached', reason: '100% of it_is on the way' } })
    // In Paris it is the third already.
    await recordEvent(org, { kind: 'task_opened', customerId, at: at('2026-03-02T23:00:00'),
      invoiceIds: [INVOICE], detail: { name: 'Ask Ingrid', dueOn: '2026-03-05' } })
    await recordEvent(org, { kind: 'letter_posted', customerId, at: at('2026-03-04T09:00:00'),
      detail: { name: 'Reminder', postedOn: '2026-03-04' } })
  })
})
afterAll(() => ledger.close())

const kinds = async (filter: EventFilter) => company.do(async (org) =>
  (await listCustomerEvents(org, customerId, { limit: 50, ...filter })).items
    .map(({ kind }) => kind))

test.each<[EventPart, string[]]>([
  ['money', ['payment_recorded']], ['call', ['call_logged']], ['task', ['task_opened']],
  ['letter', ['letter_posted']], ['email', []], ['note', []],
])('%s shows what belongs to it', async (part, found) => {
  expect(await kinds({ part })).toEqual(found)
})

test('a day is the organization’s: what happened on it is there, what came after is not', async () => {
  expect(await kinds({ day: '2026-03-02' })).toEqual(['call_logged', 'payment_recorded'])
  expect(await kinds({ day: '2026-03-03' })).toEqual(['task_opened', 'call_logged',
    'payment_recorded'])
  expect(await kinds({ day: '2026-03-01' })).toEqual([])
})

test('words are found in sentences and their gaps, in any case, and are no patterns', async () => {
  expect(await kinds({ q: 'INGRID' })).toEqual(['task_opened'])
  expect(await kinds({ q: 'payment of' })).toEqual(['payment_recorded'])
  expect(await kinds({ q: '1,200' })).toEqual(['payment_recorded'])
  expect(await kinds({ q: '100% of it_is' })).toEqual(['call_logged'])
  expect(await kinds({ q: '%' })).toEqual(['call_logged'])
  expect(await kinds({ q: 'nobody wrote this' })).toEqual([])
})

test('the timeline of an invoice narrows in the same way, and pages on', async () => {
  const page = (cursor?: string) => company.do((org) => listInvoiceEvents(org, INVOICE,
    { limit: 1, day: '2026-03-04', ...(cursor === undefined ? {} : { cursor }) }))
  const first = await page()
  const second = await page(first.nextCursor ?? '')
  expect([...first.items, ...second.items].map(({ kind }) => kind))
    .toEqual(['task_opened', 'payment_recorded'])
  expect(second.nextCursor).toBeNull()
})
