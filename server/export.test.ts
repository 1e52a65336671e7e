import { sql } from 'kysely'
import { crc32, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listCustomers as listCustomersEndpoint } from '#contract/customers.ts'
import { listInvoices as listInvoicesEndpoint } from '#contract/invoices.ts'
import { exportList, type ListWish } from './imports/export-list.ts'
import {
  exportOrganization, openExport, startExport, wakeExports,
} from './imports/export-organization.ts'
import { exportById } from './imports/org-export-store.ts'
import type { ImportKind } from './imports/columns.ts'
import { countsOf, openLedger, type Company, type Ledger } from './testing/ledger-scene.ts'

let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

const actor = 'user:tester'
const fileOf = async (company: Company, wish: ListWish): Promise<string> =>
  new Response(exportList(ledger.installation, { orgId: company.id, actor }, wish)).text()

const EVERY: [ImportKind, ListWish][] = [
  ['customers', { list: 'customers', query: listCustomersEndpoint.query.parse({}) }],
  ['contacts', { list: 'contacts' }],
  ['invoices', { list: 'invoices', query: listInvoicesEndpoint.query.parse({ status: 'all' }) }],
  ['credit_notes', { list: 'credit_notes' }], ['payments', { list: 'payments' }],
]

/** A small generator of numbers that gives the same ones again. */
function dice(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state % below
  }
}

const ODD = ['=HYPERLINK(1)', "'=quoted", '+33 Cie', '-minus', '@home', 'semi;colon', 'com,ma',
  'say "hi"', 'Zoë Ångström', '東京商事', 'Müller & Söhne', "O'Hara", "''=twice", 'a|b', '007']
const CURRENCIES = ['EUR', 'JPY', 'KWD'] as const
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

async function anOddCompany(seed: number): Promise<Company> {
  const roll = dice(seed)
  const company = await ledger.anOrganization()
  const odd = () => ODD[roll(ODD.length)] ?? ''
  const rows = Array.from({ length: 12 }, (_, at) => at)
  // Our own reading takes one apostrophe off, so what is meant gets one more.
  const cell = (text: string) => quoted(/^'*[=+\-@]/.test(text) ? `'${text}` : text)
  await company.importText('customers', ['reference,name,city,email,contact_name,Region',
    ...rows.map((at) => [`C${at}`, cell(`${odd()} ${at}`), cell(odd()), roll(2) ? `p${at}@a.example`
      : '', cell(odd()), cell(odd())].join(','))].join('\n'))
  const amount = (currency: string) => (currency === 'JPY' ? String(1 + roll(9000))
    : currency === 'KWD' ? `0${1 + roll(900)}.${100 + roll(900)}`
      : `${1 + roll(9000)}.${10 + roll(90)}`)
  const invoice = (at: number) => {
    const currency = CURRENCIES[roll(3)] ?? 'EUR'
    return [`C${at % 12}`, cell(`${odd()}-${at}`), amount(currency), currency, '2026-01-05',
      '2026-02-04', cell(odd())].join(',')
  }
  const done = await company.importText('invoices', [
    'customer_reference,number,total,currency,issued_on,due_on,Cost centre',
    ...Array.from({ length: 30 }, (_, at) => invoice(at))].join('\n'))
  expect(done.failed, JSON.stringify(done.firstErrors)).toBe(0)
  await company.importText('payments', ['reference,customer_reference,amount,received_on,state',
    ...rows.map((at) => `${cell(`${odd()}/${at}`)},C${at},${1 + roll(50)}.50,2026-02-10,cleared`)]
    .join('\n'))
  await company.importText('credit_notes', ['number,customer_reference,total,issued_on',
    ...rows.slice(0, 4).map((at) => `N${at},C${at},${1 + roll(9)}.25,2026-02-01`)].join('\n'))
  return company
}

test.each([1, 2, 3, 4, 5, 6])('exported lists of company %i come back without a change',
  async (seed) => {
    const company = await anOddCompany(seed)
    const before = await countsOf(company)
    for (const [kind, wish] of EVERY) {
      const text = await fileOf(company, wish)
      const again = await company.importText(kind, text)
      // A contact without an address is no row of an import; it is refused and changes nothing.
      const wrong = again.firstErrors.filter(({ reason }) => !reason.includes('neither an e-mail'))
      expect({ kind, wrong, created: again.created, updated: again.updated })
        .toEqual({ kind, wrong: [], created: 0, updated: 0 })
      expect(again.unchanged, kind).toBeGreaterThan(0)
    }
    expect(await countsOf(company)).toEqual(before)
  }, 60_000)

test('no cell of an exported list is one that a spreadsheet would run', async () => {
  const company = await anOddCompany(7)
  for (const [, wish] of EVERY) {
    const text = (await fileOf(company, wish)).replace('\uFEFF', '')
    expect(text.split(/,|\r\n/).filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([])
  }
})

test('a list is exported as it is filtered, over many pages', async () => {
  const company = await ledger.anOrganization()
  await company.importText('invoices', ['customer_reference,number,total,issued_on,due_on,'
    + 'customer_name', ...Array.from({ length: 450 }, (_, at) =>
    `C${at % 3},F-${at},10,2026-01-01,2026-0${at % 2 ? 2 : 6}-01,Name`)].join('\n'))
  const count = async (status: 'open' | 'overdue' | 'paid') => (await fileOf(company,
    { list: 'invoices', query: listInvoicesEndpoint.query.parse({ status }) })).trimEnd().split('\r\n').length - 1
  expect([await count('open'), await count('overdue'), await count('paid')]).toEqual([450, 225, 0])
})

/** Reads a zip from its list at the end, as other programs do, and checks every sum. */
function unpack(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22
  expect(zip.readUInt32LE(end)).toBe(0x06054b50)
  let at = zip.readUInt32LE(end + 16)
  const parts = new Map<string, Buffer>()
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [crc, packed, size] = [16, 20, 24].map((place) => zip.readUInt32LE(at + place))
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString()
    const head = zip.readUInt32LE(at + 42)
    const from = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28)
    const bytes = inflateRawSync(zip.subarray(from, from + (packed ?? 0)))
    expect([name, crc32(bytes), bytes.length]).toEqual([name, crc, size])
    parts.set(name, bytes)
    at += 46 + nameLength
  }
  return parts
}

test('a whole organization is one zip with each row once, and without secrets', async () => {
  const company = await anOddCompany(8)
  const other = await anOddCompany(9)
  await company.do((org) => sql`insert into api_key (id, name, role, hash, prefix, created_by,
    created_at) select gen_random_uuid(), 'k', 'viewer', 'the-secret-hash', 'p', 'user:tester',
    ${org.now}`.execute(org.tx)).catch(() => undefined)
  const { id } = await company.do((org) => startExport(org))
  await exportOrganization(ledger.installation, company.id, id)
  expect(await company.do((org) => exportById(org, id))).toMatchObject({ state: 'done', why: null })
  const response = await openExport(ledger.installation, { orgId: company.id, actor, id })
  const parts = unpack(Buffer.from(await response.arrayBuffer()))
  const text = (name: string) => parts.get(`${name}.ndjson`)?.toString() ?? ''
  const numbers = text('invoice').trimEnd().split('\n')
    .map((line) => (JSON.parse(line) as { number: string; org_id: string }))
  expect(numbers).toHaveLength(30)
  expect(new Set(numbers.map((row) => row.org_id))).toEqual(new Set([company.id]))
  const everything = Buffer.concat([...parts.values()]).toString()
  expect(everything).not.toContain('the-secret-hash')
  expect(everything).not.toContain(other.id)
  await expect(openExport(ledger.installation, { orgId: other.id, actor, id }))
    .rejects.toThrow('not there')
}, 60_000)

test('an export that a crash left lying is begun anew, and only once', async () => {
  const company = await anOddCompany(10)
  const { id } = await company.do((org) => startExport(org))
  await company.do((org) => sql`update org_export set state = 'running',
    alive_at = now() - interval '2 minutes'`.execute(org.tx))
  await company.do((org) => wakeExports(org))
  await exportOrganization(ledger.installation, company.id, id)
  const done = await company.do((org) => exportById(org, id))
  expect(done).toMatchObject({ state: 'done' })
  await exportOrganization(ledger.installation, company.id, id)
  expect(await company.do((org) => exportById(org, id))).toEqual(done)
})
