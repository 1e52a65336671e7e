// Columns of a customer's row that say how they want to be treated, and to whom they belong.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'

let ledger: Ledger
let company: Company
beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
})
afterAll(() => ledger.close())

const lines = (...rows: string[]) => rows.map((row) => `${row}\n`).join('')

test('E48: a wished channel comes with the file, stays when left out, and ends with “any”', async () => {
  const wishes = () => company.do(async ({ tx }) => (await sql`select wished_channel as channel,
    wished_by as by, wished_on as on, debtor_kind as kind from customer order by reference`
    .execute(tx)).rows)
  await company.importText('customers', lines(
    'reference,name,wished_channel,wished_by,wished_on,debtor_kind',
    'C1,Acme,Post,Ann,2026-02-01,', 'C2,Bolt,e-mail,,,Public body', 'C3,Coil,,,,consumer'))
  const kept = [
    { channel: 'letter', by: 'Ann', on: '2026-02-01', kind: 'company' },
    { channel: 'email', by: '', on: '2026-03-10', kind: 'public_body' },
    { channel: null, by: '', on: null, kind: 'consumer' }]
  expect(await wishes()).toEqual(kept)
  const again = await company.importText('customers', lines('reference,name,wished_channel',
    'C1,Acme,', 'C2,Bolt,email', 'C3,Coil,'))
  expect(again).toMatchObject({ unchanged: 3, failed: 0 })
  expect(await wishes()).toEqual(kept)
  await company.importText('customers', lines('reference,name,only by', 'C1,Acme,any'))
  expect((await wishes())[0]).toMatchObject({ channel: null, by: '', on: null })
  const wrong = await company.importText('customers', lines('reference,name,wished_channel',
    'C1,Acme,pigeon'))
  expect(wrong.firstErrors).toMatchObject([{ field: 'wished_channel', code: 'not_in_list',
    reason: '"pigeon" is not a channel; use email, sms, letter, call, any.' }])
})
