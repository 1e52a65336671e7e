import { sql } from 'kysely'
import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanUpImports } from './imports/clean-up-imports.ts'
import type { ImportDeeds } from './imports/import-deeds.ts'
import { keptFile } from './imports/keep-upload.ts'
import {
  beginImport, changeImport, discardImport, forgetMapping, takePiece,
} from './imports/prepare-import.ts'
import { readImport, type InHand } from './imports/read-import.ts'
import { askCheck, cancelImport, startImport } from './imports/run-deeds.ts'
import type { ImportKind } from './imports/columns.ts'
import type { Choices } from './imports/import-choices.ts'
import { workImports } from './imports/work-imports.ts'
import { countsOf, openLedger, type Company, type Ledger } from './testing/ledger-scene.ts'
import { workflowsByName } from './workflows/follow-by-name.ts'
import { rehearseDeed } from './workflows/rehearse.ts'

const deeds: ImportDeeds = { workflows: workflowsByName, rehearse: rehearseDeed }
const actor = 'user:tester'
let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

const lines = (...rows: string[]) => rows.map((row) => `${row}\n`).join('')
const HEAD = 'customer_reference,number,total,issued_on,due_on,customer_name,customer_email'
const invoices = (count: number, prefix = 'N') => lines(HEAD, ...Array.from({ length: count },
  (_, at) => `C${at % 20},${prefix}-${at},10,2026-01-01,2026-02-01,Name ${at % 20},`))

async function* once(bytes: Uint8Array) { yield bytes }

/** A person at the wizard. */
function wizardOf(company: Company) {
  const of = (importId: string) => ({ orgId: company.id, actor, importId })
  const send = async (text: string | Uint8Array, kind: ImportKind = 'invoices', pieces = 1) => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    let now = await company.do((org) =>
      beginImport(org, { kind, fileName: 'list.csv', sizeBytes: bytes.length }))
    const size = Math.ceil(bytes.length / pieces)
    for (let at = 0; at < bytes.length; at += size) {
      now = await takePiece(ledger.installation,
        { ...of(now.id), at, source: once(bytes.subarray(at, at + size)) })
    }
    return now
  }
  const work = () => workImports(ledger.installation, company.id, deeds)
  const read = (id: string) => company.do((org) => readImport(org, id))
  const check = async (id: string) => {
    await company.do((org) => askCheck(org, id))
    await work()
    return read(id)
  }
  const run = async (id: string) => {
    await company.do((org) => startImport(org, id))
    await work()
    return read(id)
  }
  return {
    send, work, read, check, run,
    change: (id: string, change: Partial<Choices>) =>
      changeImport(ledger.installation, of(id), change),
    discard: (id: string) => discardImport(ledger.installation, of(id)),
    all: async (text: string, kind: ImportKind = 'invoices') => {
      const { id } = await send(text, kind)
      await check(id)
      return run(id)
    },
  }
}

test('a file goes through every step, and each step says what the next one does', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const sent = await person.send(invoices(40) + 'C1,N-40,zehn,2026-01-01,2026-02-01,,\n')
  expect(sent).toMatchObject({ state: 'draft', rowCount: 41, missingFields: [], format: {
    encoding: 'utf-8', isEncodingSure: true, delimiter: ',', isDateOrderAsked: false } })
  expect(sent.columns.map(({ to }) => to)).toEqual(HEAD.split(','))
  const before = await countsOf(company)
  const checked = await person.check(sent.id)
  expect(checked).toMatchObject({ state: 'checked', checked: { created: 40, failed: 1, warned: 20,
    newCustomers: 20, balances: [{ currency: 'EUR', beforeMinor: 0, afterMinor: 40_000 }] } })
  expect(checked.checked?.consequences?.customerCount).toBe(20)
  expect(await countsOf(company)).toEqual(before)
  const done = await person.run(sent.id)
  expect(done).toMatchObject({ state: 'done', created: 40, failed: 1, warned: 20 })
  expect(await countsOf(company)).toMatchObject({ customers: 20, invoices: 40 })
  expect(fs.existsSync(keptFile(ledger.installation, sent.id))).toBe(false)
  const { rows } = await company.do((org) => sql<{ count: number }>`select count(*)::int as count
    from invoice where import_id = ${sent.id}`.execute(org.tx))
  expect(rows[0]?.count).toBe(40)
})

test('the same file again is named as imported already, and changes nothing', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const first = await person.all(invoices(30))
  const again = await person.send(invoices(30))
  expect(again.before).toMatchObject({ id: first.id, fileName: 'list.csv' })
  expect((await person.check(again.id)).checked)
    .toMatchObject({ created: 0, updated: 0, unchanged: 30, balances: [] })
})

test('an upload that was cut goes on from where it was, and refuses what is out of place', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const bytes = Buffer.from(invoices(10))
  const begun = await company.do((org) =>
    beginImport(org, { kind: 'invoices', fileName: 'cut.csv', sizeBytes: bytes.length }))
  const piece = (at: number, end: number) => takePiece(ledger.installation, {
    orgId: company.id, actor, importId: begun.id, at, source: once(bytes.subarray(at, end)) })
  expect(await piece(0, 100)).toMatchObject({ state: 'uploading', receivedBytes: 100 })
  await expect(piece(200, 300)).rejects.toThrow('100 bytes are here; go on from there')
  expect(await piece(100, bytes.length)).toMatchObject({ state: 'draft', rowCount: 10 })
  await expect(piece(0, 10)).rejects.toThrow('is here already')
  await person.discard(begun.id)
  await expect(person.read(begun.id)).rejects.toThrow('does not exist')
  expect(fs.existsSync(keptFile(ledger.installation, begun.id))).toBe(false)
})

test.each<[string, string, RegExp]>([
  ['a workbook', 'PK\u0003\u0004rest', /Save as → CSV UTF-8.*Nothing was created/s],
  ['white space', ' \n \n', /no text in it.*Nothing was created/],
])('%s is refused plainly and leaves nothing behind', async (_name, text, words) => {
  const company = await ledger.anOrganization()
  await expect(wizardOf(company).send(text)).rejects.toThrow(words)
  const { rows } = await company.do((org) => sql`select from import`.execute(org.tx))
  expect(rows).toEqual([])
})

describe('what the file does not tell is asked, and what is told is heeded', () => {
  test('dates that can be read in two ways stop the check until they are told', async () => {
    const company = await ledger.anOrganization()
    const person = wizardOf(company)
    const { id, format } = await person.send(lines(HEAD, 'C1,D-1,5,02/03/2026,04/05/2026,Kite,'))
    expect(format).toMatchObject({ dateOrder: 'unknown', isDateOrderAsked: true })
    await expect(company.do((org) => askCheck(org, id))).rejects.toThrow('read in two ways')
    expect((await person.change(id, { dateOrder: 'dmy' })).format?.isDateOrderAsked).toBe(false)
    await person.check(id)
    await person.run(id)
    const { rows } = await company.do((org) => sql<{ due_on: string }>`select due_on from invoice`
      .execute(org.tx))
    expect(rows).toEqual([{ due_on: '2026-05-04' }])
  })

  test('another encoding and delimiter read the same file anew', async () => {
    const company = await ledger.anOrganization()
    const person = wizardOf(company)
    const text = Buffer.from('reference,name\nC1,M\u00FCller; S\u00F6hne\n', 'latin1')
    const sent = await person.send(text, 'customers')
    expect(sent.format).toMatchObject({ encoding: 'windows-1252', isEncodingSure: false })
    const other = await person.change(sent.id, { encoding: 'macintosh' })
    expect(other.format?.rows[0]?.cells[1]).not.toContain('M\u00FCller')
    const back = await person.change(sent.id, { encoding: 'windows-1252', delimiter: ';' })
    expect(back.format?.header).toEqual(['reference,name'])
    expect(back.missingFields).toEqual(['reference', 'name'])
  })

  test('a field of the wrong name, and one taken twice, are refused', async () => {
    const person = wizardOf(await ledger.anOrganization())
    const { id } = await person.send(lines('reference,name,x', 'C1,A,B'), 'customers')
    await expect(person.change(id, { columns: { 2: 'shoe' } })).rejects.toThrow('no field')
    await expect(person.change(id, { columns: { 1: 'name', 2: 'name' } }))
      .rejects.toThrow('Two columns')
  })
})

test('columns are remembered by headings and kind, and can be forgotten', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const text = lines('Nr,Bez,Region', 'C1,Kite,North')
  const first = await person.send(text, 'customers')
  expect(first).toMatchObject({ isRemembered: false, missingFields: ['reference', 'name'] })
  await person.change(first.id, { columns: { 0: 'reference', 1: 'name', 2: 'custom' } })
  await person.check(first.id)
  await person.run(first.id)
  const next = await person.send(text + 'C2,Bolt,\n', 'customers')
  expect(next).toMatchObject({ isRemembered: true, missingFields: [] })
  expect((await person.send(text, 'contacts')).isRemembered).toBe(false)
  const forgotten = await company.do((org) => forgetMapping(org, next.id))
  expect(forgotten).toMatchObject({ isRemembered: false, missingFields: ['reference', 'name'] })
})

test('unknown columns stay with customer and invoice, and only a new value is a change', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const fields = async () => (await company.do((org) => sql<{ custom_fields: unknown }>`
    select custom_fields from customer`.execute(org.tx))).rows[0]?.custom_fields
  await person.all(lines('reference,name,Region', 'C1,Kite,=North'), 'customers')
  expect(await fields()).toEqual({ Region: '=North' })
  expect(await person.all(lines('reference,name,Region,Rep', 'C1,Kite,,Ann'), 'customers'))
    .toMatchObject({ updated: 1 })
  expect(await fields()).toEqual({ Region: '=North', Rep: 'Ann' })
  expect(await person.all(lines('reference,name,Rep', 'C1,Kite,Ann'), 'customers'))
    .toMatchObject({ unchanged: 1 })
})

test('a cell that is corrected at the check goes in as corrected', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const { id } = await person.send(lines(HEAD, 'C1,F-1,5,31.04.2026,2026-05-05,Kite,'))
  expect((await person.check(id)).firstErrors).toMatchObject([{ line: 2, code: 'not_a_date' }])
  await person.change(id, { fixes: { 2: { 3: '30.04.2026' } } })
  expect((await person.check(id)).checked).toMatchObject({ created: 1, failed: 0 })
  await person.run(id)
  const { rows } = await company.do((org) => sql<{ issued_on: string }>`select issued_on
    from invoice`.execute(org.tx))
  expect(rows).toEqual([{ issued_on: '2026-04-30' }])
})

/** Lets an import get so far, and then stops it in the middle of a batch. */
async function brokenAfter(company: Company, id: string, line: number) {
  await company.do((org) => startImport(org, id))
  const until = async () => (await company.do((org) => readImport(org, id))).line
  const working = workImports(ledger.installation, company.id, deeds)
  while (await until() < line) await new Promise((resolve) => { setTimeout(resolve, 5) })
  return working
}

test('cancelling keeps nothing of the running batch, and lets the next import begin', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const [long, next] = [await person.send(invoices(6000)), await person.send(invoices(3, 'X'))]
  await company.do((org) => sql`update import set state = 'checked'`.execute(org.tx))
  const working = brokenAfter(company, long.id, 500)
  await new Promise((resolve) => { setTimeout(resolve, 50) })
  const waiting = await company.do((org) => startImport(org, next.id))
  expect(waiting).toMatchObject({ state: 'queued', waitsFor: { id: long.id } })
  while ((await person.read(long.id)).line < 500) {
    await new Promise((resolve) => { setTimeout(resolve, 5) })
  }
  const cancelled = await company.do((org) => cancelImport(org, long.id))
  await working
  expect(cancelled.state).toBe('cancelled')
  expect(cancelled.created % 500).toBe(0)
  expect(await person.read(next.id)).toMatchObject({ state: 'done', created: 3 })
  expect(await countsOf(company)).toMatchObject({ invoices: cancelled.created + 3 })
})

test('an import whose worker died goes on after its last batch, without doubles', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  const { id } = await person.send(invoices(3000) + 'C1,N-7,99,2026-01-01,2026-02-01,,\n')
  await company.do((org) => sql`update import set state = 'checked'`.execute(org.tx))
  const working = brokenAfter(company, id, 1000)
  while ((await person.read(id)).line < 1000) {
    await new Promise((resolve) => { setTimeout(resolve, 5) })
  }
  // Another process that is gone by now had it in hand: the batch under way is not ours any more.
  await company.do((org) => sql`update import set worker = '999999999:gone'`.execute(org.tx))
  await working
  const broken = await person.read(id)
  expect(broken).toMatchObject({ state: 'running' })
  expect(await countsOf(company)).toMatchObject({ invoices: broken.created })
  await person.work()
  expect((await person.read(id)).state).toBe('running')
  await cleanUpImports(ledger.installation)
  await person.work()
  const done = await person.read(id)
  expect(done).toMatchObject({ state: 'done', created: 3000, updated: 0, failed: 1,
    firstErrors: [{ line: 3002, code: 'duplicate_in_file' }] })
  expect(await countsOf(company)).toMatchObject({ invoices: 3000 })
}, 120_000)

test('a full list proposes what it does not name, and closes nothing', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  await person.all(invoices(6))
  const { id } = await person.send(invoices(4))
  await person.change(id, { isFullList: true })
  await person.check(id)
  const done = await person.run(id)
  expect(done).toMatchObject({ state: 'done', unchanged: 4, missingInvoices: 2 })
  const { rows } = await company.do((org) => sql`select from invoice where state = 'open'
    and open_minor > 0`.execute(org.tx))
  expect(rows).toHaveLength(6)
})

test('payments are known by their id, else by invoice, amount and day, else stay unapplied', async () => {
  const company = await ledger.anOrganization()
  const person = wizardOf(company)
  await person.all(invoices(2))
  const head = 'reference,customer_reference,invoice_number,amount,received_on'
  const text = lines(head, ',,N-0,4,2026-02-10', ',,N-0,3,2026-02-10', ',C1,LOST,5,2026-02-11')
  expect(await person.all(text, 'payments')).toMatchObject({ created: 3, failed: 0, warned: 1 })
  expect(await person.all(text, 'payments')).toMatchObject({ created: 0, unchanged: 3 })
  const { rows } = await company.do((org) => sql<{ open_minor: number }>`
    select open_minor from payment order by open_minor`.execute(org.tx))
  expect(rows.map((row) => row.open_minor)).toEqual([0, 0, 500])
})

test('one organization neither reads nor stops the import of another', async () => {
  const [company, other] = [await ledger.anOrganization(), await ledger.anOrganization()]
  const { id } = await wizardOf(company).send(invoices(2))
  const foreign = wizardOf(other)
  const tries: (() => Promise<InHand | void>)[] = [
    () => foreign.read(id), () => foreign.discard(id),
    () => foreign.change(id, { isFullList: true }),
    () => other.do((org) => cancelImport(org, id)),
  ]
  for (const one of tries) await expect(one()).rejects.toThrow('does not exist')
})
