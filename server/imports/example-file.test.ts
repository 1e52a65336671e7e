// The example of docs/importing.md does what that page says.
import { sql } from 'kysely'
import fs from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLedger, type Ledger } from '../testing/ledger-scene.ts'

let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

const file = fs.readFileSync(new URL('../../docs/examples/open-invoices.csv', import.meta.url))

test('of the example four invoices go in, one row comes back, and again nothing changes', async () => {
  const company = await ledger.anOrganization({ country: 'DE' })
  const done = await company.importText('invoices', file)
  expect(done).toMatchObject({ delimiter: ';', created: 4, failed: 1 })
  expect(done.firstErrors).toMatchObject([{ line: 6, field: 'issued_on', code: 'not_a_date' }])
  expect(await company.importText('invoices', file)).toMatchObject({ created: 0, unchanged: 4 })
  const { rows } = await company.do((org) => sql`
    select i.number, i.total_minor, i.currency, i.issued_on, c.name, c.country
    from invoice i join customer c on c.id = i.customer_id order by i.number`.execute(org.tx))
  expect(rows.slice(0, 2)).toEqual([
    { number: 'RE-2026-001', total_minor: 123450, currency: 'EUR', issued_on: '2026-01-15',
      name: 'Muster GmbH', country: 'DE' },
    { number: 'RE-2026-002', total_minor: 41000, currency: 'EUR', issued_on: '2026-01-20',
      name: 'Boulangerie Martin', country: 'FR' }])
  expect(rows).toHaveLength(4)
})
