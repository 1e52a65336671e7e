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

test('E36: parents come with the file, in any order; one that cannot be is refused with its row',
  async () => {
    const tree = () => company.do(async ({ tx }) => (await sql`select c.reference,
      p.reference as parent, c.collect_at as at, g.reference as together from customer c
      left join customer p on p.id = c.parent_id left join customer g on g.id = c.group_id
      where c.reference like 'T%' order by c.reference`.execute(tx)).rows)
    const done = await company.importText('customers', lines(
      'reference,name,parent_reference,collect_at', 'T2,North,T1,parent', 'T3,Shop,T2,Parent',
      'T1,Holding,,', 'T4,Alone,T9,', 'T5,Apart,T1,'))
    expect(done).toMatchObject({ created: 4, failed: 1 })
    expect(done.firstErrors).toMatchObject([{ field: 'parent_reference', code: 'bad_parent' }])
    const T = (reference: string, parent: string | null, at: string, together: string | null) =>
      ({ reference, parent, at, together })
    expect(await tree()).toEqual([T('T1', null, 'itself', 'T1'), T('T2', 'T1', 'parent', 'T1'),
      T('T3', 'T2', 'parent', 'T1'), T('T4', null, 'itself', null),
      T('T5', 'T1', 'itself', null)])
    const circle = await company.importText('customers', lines('reference,name,parent_reference',
      'T1,Holding,T3', 'T5,Apart,none'))
    expect(circle).toMatchObject({ updated: 1, failed: 1 })
    expect((await tree())[4]).toEqual(T('T5', null, 'itself', null))
  })
