import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { previewUndo, undoImport } from './imports/undo-import.ts'
import { addCustomer } from './customers/save-customer.ts'
import { addInvoice } from './invoices/save-invoice.ts'
import { recordPayment } from './invoices/record-payment.ts'
import { openLedger, type Company, type Ledger } from './testing/ledger-scene.ts'

let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

const lines = (...rows: string[]) => rows.map((row) => `${row}\n`).join('')

/** Everything an import may touch, without the marks that only the planner makes. */
async function ledgerOf(company: Company): Promise<unknown> {
  return company.do(async (org) => (await sql`select
    (select jsonb_agg(to_jsonb(c) - 'updated_at' - 'next_look_at' order by id) from customer c)
      as customers,
    (select jsonb_agg(to_jsonb(k) order by id) from contact k) as contacts,
    (select jsonb_agg(to_jsonb(a) order by address, contact_id) from contact_address a)
      as addresses,
    (select jsonb_agg(to_jsonb(i) - 'updated_at' order by id) from invoice i) as invoices,
    (select jsonb_agg(to_jsonb(p) - 'needs_task' order by id) from payment p) as payments,
    (select jsonb_agg(to_jsonb(n) order by id) from credit_note n) as notes,
    (select jsonb_agg(to_jsonb(l) order by id) from allocation l) as allocations`
    .execute(org.tx)).rows)
}

const BEFORE: [Parameters<Company['importText']>[0], string][] = [
  ['customers', lines('reference,name,email,city', 'C1,Kite,ap@kite.example,Ghent',
    'C2,Bolt,,')],
  ['invoices', lines('customer_reference,number,total,issued_on,due_on',
    'C1,I-1,100,2026-01-01,2026-02-01', 'C2,I-2,50,2026-01-01,2026-02-01')],
]

async function aCompany(): Promise<Company> {
  const company = await ledger.anOrganization()
  for (const [kind, text] of BEFORE) await company.importText(kind, text)
  return company
}

test.each<[string, Parameters<Company['importText']>[0], string]>([
  ['customers', 'customers', lines('reference,name,email,phone,city,Region',
    'C1,Kite & Sons,new@kite.example,01 44 55 66 77,Bruges,North', 'C3,Quay,q@quay.example,,,')],
  ['contacts', 'contacts', lines('customer_reference,name,email,main',
    'C1,Ann,ann@kite.example,yes', 'C2,Ben,ben@bolt.example,')],
  ['invoices with new customers', 'invoices', lines(
    'customer_reference,number,total,issued_on,due_on,customer_name,customer_email',
    'C1,I-1,120,2026-01-01,2026-03-01,,', 'C7,I-7,9,2026-01-01,2026-02-01,Pier,p@pier.example')],
  ['payments', 'payments', lines('reference,customer_reference,invoice_number,amount,received_on',
    'P1,,I-1,40,2026-02-02', 'P2,,I-1,30,2026-02-03', 'P3,C2,,80,2026-02-03')],
  ['credit notes', 'credit_notes', lines('number,invoice_number,total,issued_on',
    'N1,I-1,10,2026-02-02')],
])('undone %s leave the ledger as it was, and the file can go in again', async (_n, kind, text) => {
  const company = await aCompany()
  const before = await ledgerOf(company)
  const done = await company.importText(kind, text)
  expect(done.failed).toBe(0)
  const preview = await company.do((org) => previewUndo(org, done.id))
  expect(preview.whyNot).toEqual([])
  expect(preview.nouns.length).toBeGreaterThan(0)
  expect(await company.do((org) => undoImport(org, done.id))).toMatchObject({ state: 'undone' })
  expect(await ledgerOf(company)).toEqual(before)
  const again = await company.importText(kind, text)
  expect(again).toMatchObject({ created: done.created, updated: done.updated, failed: 0 })
}, 60_000)

async function imported() {
  const company = await aCompany()
  const done = await company.importText('invoices', lines(
    'customer_reference,number,total,issued_on,due_on,customer_name',
    'C1,I-1,120,2026-01-01,2026-03-01,', 'C7,I-7,9,2026-01-01,2026-02-01,Pier'))
  const undo = () => company.do((org) => undoImport(org, done.id))
  const idOf = (number: string) => company.do(async (org) => (await sql<{ id: string
    customer_id: string }>`select id, customer_id from invoice where number = ${number}`
    .execute(org.tx)).rows[0] ?? { id: '', customer_id: '' })
  return { company, done, undo, idOf }
}

test('a payment on what it added forbids the undo, and says so', async () => {
  const { company, undo, idOf } = await imported()
  const { id, customer_id: customerId } = await idOf('I-7')
  await company.do((org) => recordPayment(org, { customerId, reference: 'X', currency: 'EUR',
    amountMinor: 100, receivedOn: '2026-02-02', wanted: [{ invoiceId: id }] }))
  await expect(undo()).rejects.toThrow('Money was allocated to its invoices since')
  expect((await idOf('I-7')).id).toBe(id)
})

test('a row that was changed again forbids the undo, and nothing of it is taken back', async () => {
  const { company, undo, idOf } = await imported()
  const before = await ledgerOf(company)
  await company.do((org) => sql`update invoice set due_on = '2026-04-01' where number = 'I-1'`
    .execute(org.tx))
  await expect(undo()).rejects.toThrow('1 of the changed invoices were changed again since')
  await company.do((org) => sql`update invoice set due_on = '2026-03-01' where number = 'I-1'`
    .execute(org.tx))
  expect(await ledgerOf(company)).toEqual(before)
  expect((await idOf('I-7')).id).not.toBe('')
})

test('whoever was contacted since is named, and the undo is refused', async () => {
  const { company, undo, idOf } = await imported()
  const { customer_id: customerId } = await idOf('I-7')
  await company.do((org) => sql`insert into contact_log (id, customer_id, channel, is_automatic,
    contacted_on, at) values (gen_random_uuid(), ${customerId}, 'email', true, ${org.today},
    ${org.now})`.execute(org.tx))
  await expect(undo()).rejects.toThrow('contacted since: Pier')
})

test('after a day, and a second time, it cannot be undone', async () => {
  const { company, done, undo } = await imported()
  await undo()
  await expect(undo()).rejects.toThrow('undone already')
  const late = await imported()
  ledger.setNow('2026-03-11T09:00:01.000Z')
  await expect(late.undo()).rejects.toThrow('for a day after it ended')
  ledger.setNow('2026-03-10T09:00:00.000Z')
  expect((await company.do((org) => previewUndo(org, done.id))).untilAt).toBeNull()
})

test('another organization can neither see nor undo it', async () => {
  const { done } = await imported()
  const other = await ledger.anOrganization()
  await expect(other.do((org) => previewUndo(org, done.id))).rejects.toThrow('does not exist')
  await expect(other.do((org) => undoImport(org, done.id))).rejects.toThrow('does not exist')
})

test('what people add by hand is noted for no undo', async () => {
  const company = await aCompany()
  await company.do(async (org) => {
    const customerId = await addCustomer(org, { reference: 'H', name: 'Hand' })
    await addInvoice(org, { customerId, number: 'H-1', currency: 'EUR', totalMinor: 5,
      issuedOn: '2026-01-01', dueOn: '2026-02-01' })
  })
  const { rows } = await company.do((org) => sql`select from import_change n
    join import i on i.id = n.import_id where n.noun = 'invoice'`.execute(org.tx))
  expect(rows).toHaveLength(1)
})
