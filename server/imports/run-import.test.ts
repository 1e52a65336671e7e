import { sql } from 'kysely'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { safeCell } from '#domain/cells.ts'
import { countsOf, openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { newId } from '../platform/ids.ts'
import { cleanUpImports } from './clean-up-imports.ts'
import { errorFile } from './error-file.ts'
import type { ImportKind } from './columns.ts'

let ledger: Ledger
let company: Company
beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
})
afterAll(() => ledger.close())

const lines = (...rows: string[]) => rows.map((row) => `${row}\n`).join('')

const FILES: [ImportKind, string][] = [
  ['customers', lines('reference,name,country,email,phone,contact_name',
    'C1,Acme,FR,AP@Acme.example,01 44 55 66 77,Ann', 'C2,Bolt,DE,,,', 'C3,"Côté, Frères",,,,')],
  ['contacts', lines('customer_reference,name,email,phone,position,main',
    'C1,Ann,,+33 6 12 34 56 78,payer,yes', 'C2,Ben,ben@bolt.example,,accountant,',
    'C2,Bea,bea@bolt.example,030 901820,,yes')],
  ['invoices', lines('customer_reference,number,total,currency,issued_on,due_on,customer_name,'
    + 'customer_email', 'C1,INV-1,"1.200,50",EUR,01.01.2026,31.01.2026,,',
    'C1,INV-2,300,,2026-01-05,2026-02-04,,', 'C2,INV-3,1000,JPY,2026-01-05,2026-02-04,,',
    'C9,INV-4,50,EUR,2026-02-01,2026-03-01,New Corp,pay@new.example',
    'C9,INV-5,60,EUR,2026-02-01,2026-03-01,,')],
  ['credit_notes', lines('number,customer_reference,invoice_number,total,issued_on',
    'CN-1,C1,INV-2,-100,2026-02-01', 'CN-2,C1,,20,2026-02-01')],
  ['payments', lines('reference,customer_reference,invoice_number,amount,received_on',
    'P1,C1,,1300,2026-02-10', 'P2,,INV-3,400,2026-02-11', 'P3,C2,,5,2026-02-11')],
]

test('files of every kind go in, and a second run of the same files changes nothing', async () => {
  for (const [kind, text] of FILES) {
    const done = await company.importText(kind, text)
    expect(done, JSON.stringify(done.firstErrors)).toMatchObject({ state: 'done', failed: 0 })
  }
  const before = await countsOf(company)
  expect(before).toMatchObject({
    customers: 4, contacts: 4, invoices: 5, payments: 3, creditNotes: 2, allocations: 4,
  })
  const open = await company.do(async (org) => (await sql<{ number: string; open_minor: number }>`
    select number, open_minor from invoice order by number`.execute(org.tx)).rows)
  expect(open.map((row) => [row.number, row.open_minor])).toEqual([
    // P1 of 1300: 1200.50 to INV-1 and 99.50 to INV-2, of which CN-1 took 100.
    ['INV-1', 0], ['INV-2', 30000 - 10000 - 9950], ['INV-3', 600], ['INV-4', 5000],
    ['INV-5', 6000]])
  for (const [kind, text] of FILES) {
    const again = await company.importText(kind, text)
    expect(again).toMatchObject({ created: 0, updated: 0, failed: 0 })
    expect(again.unchanged).toBeGreaterThan(0)
  }
  expect(await countsOf(company)).toEqual(before)
})

test('addresses are kept in one form and exactly one contact is the main one', async () => {
  const rows = await company.do(async (org) => (await sql<{ name: string; is_main: boolean
    addresses: string[] }>`
    select k.name, k.is_main, array(select address from contact_address a
      where a.contact_id = k.id order by address) as addresses
    from contact k join customer c on c.id = k.customer_id
    where c.reference in ('C1', 'C2') order by k.name`.execute(org.tx)).rows)
  expect(rows).toEqual([
    { name: 'Ann', is_main: true, addresses: ['+33144556677', '+33612345678', 'ap@acme.example'] },
    { name: 'Bea', is_main: true, addresses: ['+4930901820', 'bea@bolt.example'] },
    { name: 'Ben', is_main: false, addresses: ['ben@bolt.example'] }])
})

test('a changed due day and total update the invoice and say so on its timeline', async () => {
  const head = 'customer_reference,number,total,issued_on,due_on'
  const done = await company.importText('invoices',
    lines(head, 'C9,INV-4,55,2026-02-01,2026-03-05'))
  expect(done).toMatchObject({ created: 0, updated: 1, failed: 0 })
  await company.importText('invoices', lines(head, 'C9,INV-4,50,2026-02-01,2026-03-01'))
  const { rows } = await company.do((org) => sql`select from event e
    join event_invoice i on i.event_id = e.id join invoice v on v.id = i.invoice_id
    where v.number = 'INV-4' and e.kind = 'invoice_changed'`.execute(org.tx))
  expect(rows).toHaveLength(2)
})

test.each<[string, ImportKind, string, string, [number, string][]]>([
  ['invoices', 'invoices', 'customer_reference,number,total,currency,issued_on,due_on', lines(
    'C1,BAD-1,12.345,EUR,2026-01-01,2026-02-01', 'C1,BAD-2,100.5,JPY,2026-01-01,2026-02-01',
    'C1,BAD-3,100,XXX,2026-01-01,2026-02-01', 'C404,BAD-4,100,EUR,2026-01-01,2026-02-01',
    'C1,BAD-5,100,EUR,31.04.2026,2026-02-01', 'C1,BAD-6,-5,EUR,2026-01-01,2026-02-01',
    'C1,BAD-7,0,EUR,2026-01-01,2026-02-01', ',BAD-8,5,EUR,2026-01-01,2026-02-01',
    'C2,INV-1,1200.50,EUR,2026-01-01,2026-01-31', 'C1,INV-1,1200.50,USD,2026-01-01,2026-01-31',
    'C1,BAD-9,5,EUR,2026-02-01,2026-01-01', 'C1,BAD-10,5,EUR,46000,2026-02-01',
    'C1,"BAD-11,5,EUR,2026-01-01,2026-02-01', 'C1,BAD-12,5,EUR,2026-01-01,2026-02-01,extra',
    'C1,BAD\u0000,5,EUR,2026-01-01,2026-02-01', 'C1,INV-2,10,EUR,2026-01-05,2026-02-04'), [
    [2, 'wrong_decimals'], [3, 'wrong_decimals'], [4, 'unknown_currency'], [5, 'unknown_customer'],
    [6, 'not_a_date'], [7, 'wrong_amount'], [8, 'wrong_amount'], [9, 'missing'],
    [10, 'duplicate_number'], [11, 'duplicate_in_file'], [12, 'wrong_date'],
    [13, 'date_is_a_number'], [14, 'broken_quotes'], [15, 'too_many_cells'],
    [16, 'unreadable_character'], [17, 'wrong_amount']]],
  ['payments', 'payments',
    'reference,customer_reference,invoice_number,amount,currency,received_on',
    lines('X1,,NOPE,5,EUR,2026-02-01', 'X2,C404,,5,EUR,2026-02-01', 'X3,,,5,EUR,2026-02-01',
      'X4,,INV-3,5,EUR,2026-02-01', 'X5,C1,INV-3,5,JPY,2026-02-01', 'X6,C1,,-5,EUR,2026-02-01',
      'P1,C1,,1,EUR,2026-02-10', 'X7,C1,,0.5,JPY,2026-02-01'), [
      [2, 'unknown_invoice'], [3, 'unknown_customer'], [4, 'missing'], [5, 'wrong_currency'],
      [6, 'unknown_invoice'], [7, 'wrong_amount'], [8, 'reference_taken'], [9, 'wrong_decimals']]],
  ['credit notes', 'credit_notes', 'number,customer_reference,total,issued_on', lines(
    'CN-1,C1,7,2026-02-01', 'Y1,C404,7,2026-02-01', 'Y2,C1,0,2026-02-01'),
  [[2, 'number_taken'], [3, 'unknown_customer'], [4, 'wrong_amount']]],
  ['customers', 'customers', 'reference,name,country,zone,email', lines(
    ',A,,,', 'Z1,,,,', 'Z2,B,Germany,,', 'Z3,B,,Mars/Base,', 'Z4,B,,,not-an-address'), [
    [2, 'missing'], [3, 'missing'], [4, 'unknown_country'], [5, 'not_a_zone'],
    [6, 'bad_address']]],
  ['contacts', 'contacts', 'customer_reference,name,email,phone', lines(
    'C404,A,a@b.example,', 'C1,A,,', 'C1,A,a@,', 'C1,A,,12'),
  [[2, 'unknown_customer'], [3, 'missing'], [4, 'bad_address'], [5, 'bad_address']]],
])('bad %s come back with line, code and reason, and change nothing', async (
  _name, kind, head, rows, expected,
) => {
  const before = await countsOf(company)
  const done = await company.importText(kind, lines(head) + rows)
  expect(done.firstErrors.map((error) => [error.line, error.code])).toEqual(expected)
  expect(done.firstErrors.every((error) => error.reason.length > 10)).toBe(true)
  expect(done).toMatchObject({ created: 0, updated: 0, failed: expected.length })
  expect(await countsOf(company)).toEqual(before)
})

test('good rows go in beside bad ones, which come back in a file that can be mended', async () => {
  const other = await ledger.anOrganization()
  await other.importText('customers', lines('reference,name', 'K1,Kite'))
  const head = 'customer_reference;number;total;issued_on;due_on;note'
  const done = await other.importText('invoices', lines(head,
    'K1;G-1;10,00;2026-01-01;2026-02-01;', 'K1;G-2;zehn;2026-01-01;2026-02-01;=cmd()',
    'K1;G-3;11,50;2026-01-01;2026-02-01;'))
  expect(done).toMatchObject({ created: 2, failed: 1, delimiter: ';' })
  const stream = await errorFile(ledger.installation, {
    orgId: other.id, actor: 'user:tester', importId: done.id,
  })
  const text = (await new Response(stream).text()).replace('\uFEFF', '')
  const [headings, row, ...none] = text.trimEnd().split('\r\n')
  expect(headings).toBe('customer_reference,number,total,issued_on,due_on,note,line,code,reason')
  expect(row).toMatch(/^K1,G-2,zehn,2026-01-01,2026-02-01,'=cmd\(\),3,not_an_amount,".+"$/)
  expect(none).toEqual([])
  const mended = await other.importText('invoices', text.replace('zehn', '10.00'))
  expect(mended).toMatchObject({ created: 1, failed: 0 })
})

test.each([['=1+1', "'=1+1"], ['+1', "'+1"], ['-1', "'-1"], ['@x', "'@x"], ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'], ['plain', 'plain']])(
  'in the error file the cell %j stands as %j', (cell, expected) => {
    expect(safeCell(cell)).toBe(expected)
  })

test('E32: an invoice without a due day stays out, and comes back with the reason', async () => {
  const fresh = await ledger.anOrganization()
  const done = await fresh.importText('invoices', lines(
    'customer_reference,customer_name,number,total,currency,issued_on,due_on',
    'C1,Acme,INV-1,100,EUR,2026-01-01,', 'C1,Acme,INV-2,100,EUR,2026-01-01,2026-02-01'))
  expect(done).toMatchObject({ created: 1, failed: 1 })
  expect(JSON.stringify(done.firstErrors)).toContain('due_on')
  const { rows } = await fresh.do((org) => sql`select number from invoice`.execute(org.tx))
  expect(rows).toEqual([{ number: 'INV-2' }])
})

test('dates that could be either way are refused until the format is chosen', async () => {
  const other = await ledger.anOrganization()
  await other.importText('customers', lines('reference,name', 'K1,Kite'))
  const head = 'customer_reference,number,total,issued_on,due_on'
  const unclear = lines(head, 'K1,D-1,5,02/03/2026,04/05/2026')
  const refused = await other.importText('invoices', unclear)
  expect(refused.firstErrors.map((error) => error.code)).toEqual(['ambiguous_date'])
  const clear = unclear + lines('K1,D-2,5,02/13/2026,04/05/2026')
  expect(await other.importText('invoices', clear, { dryRun: true })).toMatchObject({ created: 2 })
  const chosen = await other.importText('invoices', unclear, { dateFormat: 'dmy' })
  expect(chosen).toMatchObject({ created: 1, failed: 0 })
  const { rows } = await other.do((org) => sql<{ issued_on: string }>`
    select issued_on from invoice`.execute(org.tx))
  expect(rows).toEqual([{ issued_on: '2026-03-02' }])
})

test('a dry run tells what would happen over many batches and writes nothing', async () => {
  const other = await ledger.anOrganization()
  const rows = Array.from({ length: 1200 }, (_, place) =>
    `N${place % 7},DRY-${place},10,2026-01-01,2026-02-01,${place < 7 ? `Name ${place}` : ''}`)
  const text = lines('customer_reference,number,total,issued_on,due_on,customer_name', ...rows,
    'N1,DRY-1201,oops,2026-01-01,2026-02-01,')
  const before = await countsOf(other)
  const dry = await other.importText('invoices', text, { dryRun: true })
  expect(dry).toMatchObject({ created: 1200, failed: 1, state: 'done' })
  expect(dry.firstErrors).toMatchObject([{ line: 1202, code: 'not_an_amount' }])
  expect(await countsOf(other)).toEqual(before)
  expect(await other.importText('invoices', text)).toMatchObject({ created: 1200, failed: 1 })
})

test.each<[string, string, RegExp]>([
  ['no bytes', '', /0 bytes/],
  ['missing columns', 'foo,bar\n1,2\n', /No column for reference, name/],
  ['a column twice', 'reference,name,name\n1,a,b\n', /both look like the column name/],
])('a file with %s is refused as a whole', async (_name, text, expected) => {
  await expect(company.importText('customers', text)).rejects.toThrow(expected)
})

test('headings without rows are said plainly and nothing is done', async () => {
  const done = await company.importText('customers', 'reference,name\n')
  expect(done).toMatchObject({ state: 'done', created: 0, failed: 0 })
  expect(done.why).toMatch(/no rows/)
})

test('no upload is left on disk, whether its import ends well or not', async () => {
  await company.importText('customers', 'reference,name\nC1,Acme\n')
  await company.importText('customers', '').catch(() => undefined)
  expect(fs.readdirSync(path.join(ledger.installation.config.dataDir, 'imports'))).toEqual([])
})

test('after a crash the broken import says so, and its upload is gone', async () => {
  const other = await ledger.anOrganization()
  const [mine, theirs] = [newId(), newId()]
  const dir = path.join(ledger.installation.config.dataDir, 'imports')
  await other.do(async (org) => {
    for (const id of [mine, theirs]) {
      await sql`insert into import (id, kind, state, started_by, started_at)
        values (${id}, 'customers', 'running', 'x', ${org.now})`.execute(org.tx)
    }
  })
  fs.writeFileSync(path.join(dir, `${mine}.${process.pid}.csv`), 'x')
  fs.writeFileSync(path.join(dir, `${theirs}.${process.ppid}.csv`), 'x')
  await cleanUpImports(ledger.installation)
  expect(fs.readdirSync(dir)).toEqual([`${theirs}.${process.ppid}.csv`])
  fs.rmSync(path.join(dir, `${theirs}.${process.ppid}.csv`))
  const { rows } = await other.do((org) => sql<{ id: string; state: string; why: string | null }>`
    select id, state, why from import order by state`.execute(org.tx))
  expect(rows).toEqual([
    { id: mine, state: 'failed', why: expect.stringMatching(/Import the same file again/) },
    { id: theirs, state: 'running', why: null }])
})

test('one organization’s import neither sees nor touches another’s ledger', async () => {
  const before = await countsOf(company)
  const other = await ledger.anOrganization()
  const head = 'customer_reference,number,total,issued_on,due_on,customer_name'
  const unknown = await other.importText('invoices',
    lines(head, 'C1,INV-1,7,2026-01-01,2026-02-01,'))
  expect(unknown.firstErrors).toMatchObject([{ code: 'unknown_customer' }])
  const known = await other.importText('invoices',
    lines(head, 'C1,INV-1,7,2026-01-01,2026-02-01,Namesake'))
  expect(known).toMatchObject({ created: 1, failed: 0 })
  expect(await countsOf(company)).toEqual(before)
  expect(await countsOf(other)).toMatchObject({ customers: 1, invoices: 1 })
  await expect(errorFile(ledger.installation, {
    orgId: company.id, actor: 'user:tester', importId: known.id,
  })).rejects.toThrow('does not exist')
})

test('two imports of one file at the same moment add each row once', async () => {
  const other = await ledger.anOrganization()
  const rows = Array.from({ length: 1500 }, (_, place) =>
    `T${place % 50},TWO-${place},10,2026-01-01,2026-02-01,Twin`)
  const text = lines('customer_reference,number,total,issued_on,due_on,customer_name', ...rows)
  const [one, two] = await Promise.all([
    other.importText('invoices', text), other.importText('invoices', text)])
  expect(one.failed + two.failed).toBe(0)
  expect(one.created + two.created).toBe(1500)
  expect(await countsOf(other)).toMatchObject({ customers: 50, invoices: 1500 })
})
