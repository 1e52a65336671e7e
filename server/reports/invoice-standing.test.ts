// What an invoice tells beside its amounts: why it is closed, too much paid, not in the last list.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addCustomer } from '../customers/save-customer.ts'
import { closeInvoice } from '../invoices/hold-invoice.ts'
import { recordPayment } from '../invoices/record-payment.ts'
import { addInvoice } from '../invoices/save-invoice.ts'
import { newId } from '../platform/ids.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { standingOf } from './invoice-standing.ts'

let ledger: Ledger
let company: Company
let customerId: string
let id: string
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  company = await ledger.anOrganization()
  customerId = await company.do((org) => addCustomer(org, { reference: 'C1', name: 'Acme' }))
  id = await company.do((org) => addInvoice(org, { customerId, number: 'INV-1', currency: 'EUR',
    totalMinor: 1000, issuedOn: '2026-03-01', dueOn: '2026-03-08' }))
})
const standing = () => company.do((org) => standingOf(org, id))

test('a voided invoice says why; an open one says nothing', async () => {
  expect(await standing()).toEqual({ closed: null, overpaidMinor: 0, missingFrom: null })
  await company.do((org) => closeInvoice(org, id, { as: 'void', reason: 'Billed twice' }))
  expect(await standing()).toMatchObject({ closed: { reason: 'Billed twice' } })
})

test('what was paid beyond the invoice is told with it', async () => {
  await company.do((org) => recordPayment(org, { customerId, reference: 'P1', currency: 'EUR',
    amountMinor: 1300, receivedOn: '2026-03-09', wanted: null }))
  expect(await standing()).toMatchObject({ overpaidMinor: 300 })
})

test('only the newest full list that was taken counts', async () => {
  const aList = (finishedAt: string, isMissing: boolean) => company.do(async ({ tx }) => {
    const importId = newId()
    await sql`insert into import (id, kind, state, wish, started_by, started_at, finished_at)
      values (${importId}, 'invoices', 'done', '{"isFullList": true}', 'user:tester',
        ${finishedAt}, ${finishedAt})`.execute(tx)
    if (isMissing) {
      await sql`insert into import_missing (import_id, invoice_id) values (${importId}, ${id})`
        .execute(tx)
    }
    return importId
  })
  const importId = await aList('2026-03-09T06:00:00Z', true)
  expect(await standing()).toMatchObject({ missingFrom: { importId } })
  await aList('2026-03-10T06:00:00Z', false)
  expect(await standing()).toMatchObject({ missingFrom: null })
})
