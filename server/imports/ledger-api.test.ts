// The ledger over its addresses: each answer is what the contract says.
import { z } from 'zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import * as customers from '#contract/customers.ts'
import * as imports from '#contract/imports.ts'
import * as invoices from '#contract/invoices.ts'
import { customerRoutes } from '../customers/routes.ts'
import { invoiceRoutes } from '../invoices/routes.ts'
import { answerCall } from '../platform/answer-call.ts'
import type { Route } from '../platform/http.ts'
import { reportRoutes } from '../reports/routes.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { timelineRoutes } from '../timeline/routes.ts'
import { importRoutes } from './routes.ts'

const nothingPlanned = { planned: () => Promise.resolve([]) }
const ROUTES: Route[] = [
  ...customerRoutes(nothingPlanned), ...invoiceRoutes(nothingPlanned), ...reportRoutes,
  ...timelineRoutes,
  ...importRoutes({ list: () => Promise.resolve([]), follow: () => Promise.resolve(new Set()) }),
]

let ledger: Ledger
let company: Company
beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
})
afterAll(() => ledger.close())

type Params = Record<string, string>

async function respond(of: unknown, given: {
  params?: Params; query?: Params; body?: unknown; raw?: string; role?: 'viewer' | 'manager'
}): Promise<Response> {
  const endpoint = of as Endpoint // Every endpoint is one; the type parameters are not needed.
  const route = ROUTES.find((one) => one.endpoint === endpoint)
  if (!route) throw new Error(`No route for ${endpoint.path}.`)
  const body = given.raw ?? (given.body === undefined ? null : JSON.stringify(given.body))
  const request = new Request('https://duebox.example', { method: 'POST', body })
  return answerCall(ledger.installation, route,
    { request, params: given.params ?? {}, query: given.query ?? {} },
    () => Promise.resolve({
      orgId: company.id, actor: 'key:test', role: given.role ?? 'manager', userId: null,
    }))
}

async function call<E extends { answer: z.ZodType; status: number }>(
  endpoint: E, given: Parameters<typeof respond>[1] = {},
): Promise<z.output<E['answer']>> {
  const response = await respond(endpoint, given)
  const text = await response.text()
  expect(response.status, text).toBe(endpoint.status)
  const shape = endpoint.answer instanceof z.ZodObject ? endpoint.answer.strict() : endpoint.answer
  const answer: unknown = text === '' ? undefined : JSON.parse(text)
  return shape.parse(answer) as z.output<E['answer']>
}

const refusal = async (of: unknown, given: Parameters<typeof respond>[1]) => {
  const response = await respond(of, given)
  const problem = await response.json() as { detail: string }
  return `${response.status} ${problem.detail}`
}

test('a customer is added, changed, paused and read as the contract says', async () => {
  const customer = await call(customers.createCustomer,
    { body: { reference: 'C1', name: 'Acme', country: 'FR' } })
  const params = { customerId: customer.id }
  const person = await call(customers.createContact,
    { params, body: { name: 'Ann', emails: ['ann@acme.example'] } })
  expect(person).toMatchObject({ isMain: true })
  await call(customers.saveContact,
    { params: { contactId: person.id }, body: { name: 'Ann', phones: ['01 44 55 66 77'] } })
  const pause = await call(customers.startPause,
    { body: { scope: 'customer', subjectId: customer.id, untilOn: '2026-04-01' } })
  expect(await call(customers.getCustomer, { params })).toMatchObject(
    { collection: 'paused', contacts: [{ phones: ['+33144556677'] }], pauses: [{ id: pause.id }] })
  await call(customers.endPause, { params: { pauseId: pause.id } })
  await call(customers.deleteContact, { params: { contactId: person.id } })
  expect(await call(customers.saveCustomer, { params, body: { name: 'Acme SA' } }))
    .toMatchObject({ name: 'Acme SA', contacts: [], collection: 'none' })
  expect((await call(customers.listCustomers, {})).items).toHaveLength(1)
  const told = await call(customers.getCustomerTimeline, { params })
  expect(told.items.map((event) => event.kind)).toContain('pause_ended')
})

test('an invoice is added, disputed, promised, paid, reversed and closed', async () => {
  const { id: customerId } = await call(customers.createCustomer,
    { body: { reference: 'C2', name: 'Bolt' } })
  const invoice = await call(invoices.createInvoice, { body: {
    customerId, number: 'INV-1', currency: 'EUR', totalMinor: 10000, issuedOn: '2026-01-01',
    dueOn: '2026-02-01' } })
  expect(invoice).toMatchObject({ status: 'overdue', daysOverdue: 37 })
  const params = { invoiceId: invoice.id }
  const disputed = await call(invoices.raiseDispute, { params, body: { reason: 'damaged' } })
  expect(disputed.collectibleMinor).toBe(0)
  await call(invoices.closeDispute,
    { params: { disputeId: disputed.disputes[0]?.id ?? '' }, body: { as: 'withdrawn' } })
  const promised = await call(invoices.notePromise, { params, body: { promisedOn: '2026-03-20' } })
  await call(invoices.cancelPromise, { params: { promiseId: promised.promises[0]?.id ?? '' } })
  const payment = await call(invoices.recordPayment, { body: {
    reference: 'P1', currency: 'EUR', amountMinor: 12000, receivedOn: '2026-03-01',
    allocations: [{ invoiceId: invoice.id }] } })
  expect(payment).toMatchObject({ customerId, openMinor: 2000 })
  expect(await call(invoices.getInvoice, { params })).toMatchObject({ status: 'paid' })
  await call(invoices.reversePayment, { params: { paymentId: payment.id } })
  await call(invoices.recordCreditNote, { body: { customerId, number: 'CN-1', currency: 'EUR',
    totalMinor: 4000, issuedOn: '2026-03-01', allocations: [{ invoiceId: invoice.id }] } })
  const aging = await call(invoices.getAging, { query: { customerId } })
  expect(aging).toMatchObject({ asOf: '2026-03-10', balances: [{ openMinor: 6000 }] })
  await call(invoices.closeInvoice, { params, body: { as: 'void', reason: 'wrong' } })
  expect((await call(invoices.listInvoices, { query: { status: 'all' } })).items)
    .toMatchObject([{ status: 'void', openMinor: 6000 }])
  expect((await call(invoices.listPayments, {})).items).toMatchObject([{ state: 'reversed' }])
  const told = await call(invoices.getInvoiceTimeline, { params })
  expect(told.items.map((event) => event.kind)).toEqual(['invoice_closed', 'credit_note_recorded',
    'payment_reversed', 'payment_recorded', 'promise_ended', 'promise_made', 'dispute_closed',
    'dispute_opened', 'invoice_added'])
})

test('a file is imported over the API, listed, read, and its bad rows come back', async () => {
  const raw = 'Nummer;Firma\nK1;Kite\n;Nameless\n'
  const query = { mapping: '{"reference":"Nummer"}', fileName: 'kunden.csv' }
  const done = await call(imports.runImport, { params: { kind: 'customers' }, query, raw })
  expect(done).toMatchObject({ created: 1, failed: 1, fileName: 'kunden.csv', delimiter: ';' })
  const params = { importId: done.id }
  expect(await call(imports.getImport, { params })).toEqual(done)
  expect((await call(imports.listImports, {})).items).toMatchObject([{ id: done.id }])
  const errors = await respond(imports.getImportErrors, { params })
  expect(errors.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(await errors.text()).toMatch(/^\uFEFF?Nummer,Firma,line,code,reason\r\n,Nameless,3,missing/)
})

test.each(imports.IMPORT_KINDS)('the example of %s is a file that is understood', async (kind) => {
  const { columns, example } = await call(imports.describeImport, { params: { kind } })
  expect(columns.some((column) => column.isRequired)).toBe(true)
  const done = await call(imports.runImport,
    { params: { kind }, query: { dryRun: 'true' }, raw: example })
  expect(done.firstErrors.filter((error) => !error.code.startsWith('unknown_'))).toEqual([])
})

test.each<[string, unknown, Parameters<typeof respond>[1], RegExp]>([
  ['no file', imports.runImport, { params: { kind: 'customers' } }, /^400 The file is empty/],
  ['an empty file', imports.runImport, { params: { kind: 'customers' }, raw: '' }, /^400 .*0 bytes/],
  ['a wrong mapping', imports.runImport,
    { params: { kind: 'customers' }, query: { mapping: '[1' }, raw: 'a\n' }, /^400 The mapping/],
  ['an unknown kind', imports.runImport, { params: { kind: 'dogs' }, raw: 'a\n' }, /^400 /],
  ['a viewer who imports', imports.runImport,
    { params: { kind: 'customers' }, raw: 'a\n', role: 'viewer' }, /^403 /],
  ['a broken cursor', customers.listCustomers, { query: { cursor: 'x' } }, /^400 This cursor/],
  ['a foreign cursor', customers.listCustomers,
    { query: { cursor: Buffer.from('["a","b"]').toString('base64url') } }, /^400 /],
  ['a payment of nobody', invoices.recordPayment, { body: { reference: 'X', currency: 'EUR',
    amountMinor: 1, receivedOn: '2026-03-01' } }, /^400 Say whose payment/],
  ['an unknown import', imports.getImport,
    { params: { importId: '00000000-0000-7000-8000-000000000000' } }, /^404 /],
])('%s is refused plainly', async (_name, endpoint, given, expected) => {
  expect(await refusal(endpoint, given)).toMatch(expected)
})
