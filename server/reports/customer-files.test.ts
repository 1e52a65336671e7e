// The files of a customer: those of its messages and invoices, and of nobody else.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer } from '../customers/save-customer.ts'
import { keepDocument } from '../invoices/keep-document.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { listCustomerFiles } from './customer-files.ts'

let ledger: Ledger
let company: Company
beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
})
afterAll(() => ledger.close())

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')

test('PDFs of its invoices are there, page by page; another customer’s are not', async () => {
  const customers = await company.do(async (org) => [
    await addCustomer(org, { reference: 'A', name: 'A' }),
    await addCustomer(org, { reference: 'B', name: 'B' })])
  await company.do(async (org) => {
    for (const [place, number] of ['A-1', 'A-2', 'B-1'].entries()) {
      const customerId = customers[place === 2 ? 1 : 0] ?? ''
      await saveInvoices(org, [{ customerId, number, currency: 'EUR',
        totalMinor: 100, issuedOn: '2026-03-01', dueOn: '2026-03-08' }])
      const { rows } = await sql<{ id: string }>`select id from invoice where number = ${number}`
        .execute(org.tx)
      await keepDocument(org, rows[0]?.id ?? '', { name: `${number}.pdf`, content: PDF })
    }
  })
  const list = (cursor?: string) => company.do((org) => listCustomerFiles(org, customers[0] ?? '',
    { limit: 1, cursor }))
  const first = await list()
  const second = await list(first.nextCursor ?? '')
  expect([...first.items, ...second.items].map(({ name }) => name).toSorted())
    .toEqual(['A-1.pdf', 'A-2.pdf'])
  expect(second.nextCursor).toBeNull()
  expect(first.items[0]).toMatchObject({ of: 'invoice', isFromThem: false, risk: 'safe' })
})

test('another organization finds no such customer', async () => {
  const other = await ledger.anOrganization()
  const id = await company.do((org) => addCustomer(org, { reference: 'C', name: 'C' }))
  await expect(other.do((org) => listCustomerFiles(org, id, { limit: 5 })))
    .rejects.toMatchObject({ status: 404 })
})

test('what came with a message is there, pictures inside its text are not', async () => {
  const id = await company.do((org) => addCustomer(org, { reference: 'D', name: 'D' }))
  await company.do(async ({ tx }) => {
    const { rows } = await sql<{ id: string }>`insert into message (id, thread_id, customer_id,
        direction, channel, kind, state, subject, from_address, to_addresses, body_text, at)
      values (gen_random_uuid(), gen_random_uuid(), ${id}, 'in', 'email', 'human', 'received',
        'Our copy', 'a@b.example', '{}', '', now()) returning id`.execute(tx)
    for (const disposition of ['attachment', 'inline']) {
      await sql`insert into attachment (id, message_id, name, content_type, size_bytes, content,
          disposition) values (gen_random_uuid(), ${rows[0]?.id}, ${disposition}, 'image/png', 1,
          '\\x00', ${disposition})`.execute(tx)
    }
  })
  const { items } = await company.do((org) => listCustomerFiles(org, id, { limit: 5 }))
  expect(items).toMatchObject([{ of: 'message', name: 'attachment', about: 'Our copy',
    isFromThem: true }])
})
