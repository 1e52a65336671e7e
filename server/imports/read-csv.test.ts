import { expect, test } from 'vitest'
import { COLUMNS, type ImportKind } from './columns.ts'
import { headingKey, mapColumns } from './map-columns.ts'
import { readCsv } from './read-csv.ts'
import { seenRows } from './seen-rows.ts'

const KNOWN = new Set(['number', 'name', 'total'])

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array | string, size = 7) {
  const given = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  const file = await readCsv(inPieces(given, size), (heading) => KNOWN.has(heading))
  if ('problem' in file) return file
  const rows = []
  for await (const records of file.rows) rows.push(...records)
  return { ...file, encoding: file.encoding(), rows }
}

async function cellsOf(bytes: Uint8Array | string, size?: number) {
  const file = await read(bytes, size)
  if ('problem' in file) return file.problem
  return file.rows.map((row) => (row.broken ? `${row.line}: ${row.broken}` : row.cells))
}

const TEXT = 'number;name\r\n1;Müller & Söhne\r\n2;Café Élan\r\n'
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const mac = (text: string) => Buffer.from([...text].map((sign) =>
  ({ ü: 0x9f, ö: 0x9a, é: 0x8e, É: 0x83 })[sign] ?? sign.charCodeAt(0)))

test.each<[string, Buffer, string]>([
  ['UTF-8', Buffer.from(TEXT), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
  ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 LE without', Buffer.from(TEXT, 'utf16le'), 'utf-16le'],
  ['UTF-16 BE with a mark', utf16be(`\uFEFF${TEXT}`), 'utf-16be'],
  ['UTF-16 BE without', utf16be(TEXT), 'utf-16be'],
  ['windows-1252', Buffer.from(TEXT, 'latin1'), 'windows-1252'],
  ['MacRoman', mac(TEXT), 'macintosh'],
])('%s is recognised', async (_name, bytes, encoding) => {
  for (const size of [1, 7, 100_000]) {
    const file = await read(bytes, size)
    if ('problem' in file) throw new Error(file.problem)
    expect(file.header).toEqual(['number', 'name'])
    expect(file.rows.map((row) => row.cells))
      .toEqual([['1', 'Müller & Söhne'], ['2', 'Café Élan']])
    expect(file.encoding).toBe(encoding)
  }
})

test('the first foreign letter may come late in the file', async () => {
  const rows = Array.from({ length: 20_000 }, (_, place) => `${place};plain\n`).join('')
  const text = `number;name\n${rows}20000;Müller\n`
  for (const encoding of ['utf8', 'latin1'] as const) {
    const cells = await cellsOf(Buffer.from(text, encoding), 65_536)
    expect(cells.at(-1)).toEqual(['20000', 'Müller'])
  }
})

test.each([[','], [';'], ['\t'], ['|']])('the delimiter %j is recognised', async (delimiter) => {
  const line = (...cells: string[]) => `${cells.join(delimiter)}\n`
  const file = await read(line('number', 'name', 'total') + line('1', 'A', '12'))
  expect(file).toMatchObject({ delimiter, rows: [{ cells: ['1', 'A', '12'] }] })
})

test.each([['\n'], ['\r\n'], ['\r']])('the line end %j is understood and counted', async (end) => {
  for (const size of [1, 3, 1000]) {
    const file = await read(['', 'number,name', '1,A', '', '2,"B\nb"', '3,C'].join(end), size)
    if ('problem' in file) throw new Error(file.problem)
    expect(file.rows.map((row) => [row.line, row.cells[0]]))
      .toEqual([[3, '1'], [5, '2'], [7, '3']])
  }
})

test.each<[string, string, unknown]>([
  ['a quote that never closes', 'number,name\n1,"A\n2,B\n3,C\n',
    ['2: broken_quotes', ['2', 'B'], ['3', 'C']]],
  ['a quote that closes in a later row', 'number,name\n1,"A\n2,"B"\n3,C\n',
    ['2: broken_quotes', ['2', 'B'], ['3', 'C']]],
  ['a text behind a closing quote', 'number,name\n1,"A"x\n2,B\n', ['2: broken_quotes', ['2', 'B']]],
  ['quotes inside a quoted text', 'number,name\n1,"say "hi" now"\n2,B\n',
    ['2: broken_quotes', ['2', 'B']]],
  ['a quote that swallows rows into another number of cells',
    'number,name,total\n1,"A\n2,B\n3",C,7\n4,D,8\n',
    ['2: broken_quotes', ['2', 'B'], ['3"', 'C', '7'], ['4', 'D', '8']]],
  ['doubled quotes', 'number,name\n1,"say ""hi"""\n', [['1', 'say "hi"']]],
  ['quotes inside a bare text', 'number,name\n1,5" pipe\n', [['1', '5" pipe']]],
  ['a text over two lines', 'number,name\n1,"A\r\nB"\n2,C\n', [['1', 'A\r\nB'], ['2', 'C']]],
  ['a space behind a quote', 'number,name\n"1" ,A\n', [['1', 'A']]],
  ['the delimiter in quotes', 'number,name\n1,"A, B"\n', [['1', 'A, B']]],
  ['no line end at the end', 'number,name\n1,A', [['1', 'A']]],
  ['rows of nothing', 'number,name\n,\n  \n1,A\n\n', [['1', 'A']]],
  ['a delimiter that is declared', 'sep=;\nnumber;name\n1;A\n', [['1', 'A']]],
  ['a file of no bytes', '', 'The file is empty: it has 0 bytes.'],
  ['a file of blanks', ' \r\n \n', 'The file has no text in it.'],
  ['headings alone', 'number,name', []],
  ['headings alone with a line end', 'number,name\r\n', []],
])('%s', async (_name, text, expected) => {
  for (const size of [1, 5, 100_000]) expect(await cellsOf(text, size)).toEqual(expected)
})

test('a workbook and a PDF are told from a table', async () => {
  expect(await cellsOf('PK\u0003\u0004xyz')).toMatch(/save the sheet as CSV/)
  expect(await cellsOf('%PDF-1.7')).toMatch(/export the list as CSV/)
})

test('headings lose padding, no-break spaces and invisible signs', async () => {
  const file = await read('\uFEFF\u00A0number\u200B ; Name\u00A0x;;\n1;A\n')
  expect(file).toMatchObject({ header: ['number', 'Name x'] })
})

test('an endless line costs one row, and memory stays flat', async () => {
  const before = process.memoryUsage().arrayBuffers
  async function* endless() {
    yield Buffer.from('number,name\n1,')
    for (let part = 0; part < 400; part++) yield Buffer.alloc(65_536, 'x')
    yield Buffer.from('\n2,B\n3,"')
    for (let part = 0; part < 20; part++) yield Buffer.alloc(65_536, 'y')
    yield Buffer.from('\n4,D\n')
  }
  const file = await readCsv(endless(), (heading) => KNOWN.has(heading))
  if ('problem' in file) throw new Error(file.problem)
  const seen: string[] = []
  for await (const records of file.rows) {
    for (const row of records) seen.push(`${row.line} ${row.broken ?? row.cells.join('/')}`)
  }
  expect(seen).toEqual(['2 row_too_long', '3 2/B', '4 row_too_long', '5 4/D'])
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000)
})

test('no heading is an alias of two columns of one kind', () => {
  for (const columns of Object.values(COLUMNS)) {
    const keys = columns.flatMap((column) =>
      [...new Set([column.name, ...column.aliases].map(headingKey))])
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([])
  }
})

test.each<[ImportKind, string[], string[]]>([
  ['invoices', ['Kunden-Nr.', 'Rechnungsnummer', 'Bruttobetrag', 'Währung', 'Rechnungsdatum',
    'Fällig am'], ['customer_reference', 'number', 'total', 'currency', 'issued_on', 'due_on']],
  ['invoices', ['Customer ID', 'Invoice #', 'Amount', 'Currency', 'Invoice Date', 'Due Date'],
    ['customer_reference', 'number', 'total', 'currency', 'issued_on', 'due_on']],
  ['invoices', ['Code client', 'N° facture', 'Total TTC', 'Devise', 'Date facture', 'Échéance'],
    ['customer_reference', 'number', 'total', 'currency', 'issued_on', 'due_on']],
  ['payments', ['referencia', 'número de factura', 'importe', 'moneda', 'fecha de pago'],
    ['reference', 'invoice_number', 'amount', 'currency', 'received_on']],
  ['customers', ['REFERENCE', 'Raison sociale', 'Pays'], ['reference', 'name', 'country']],
])('headings of %s are recognised: %j', (kind, header, expected) => {
  const mapped = mapColumns(kind, header, {})
  if ('problem' in mapped) throw new Error(mapped.problem)
  expect([...mapped.places].sort((a, b) => a[1] - b[1]).map(([name]) => name)).toEqual(expected)
})

test.each<[string[], Record<string, string>, RegExp]>([
  [['reference'], {}, /No column for name was found.*"reference"/],
  [['reference', 'name', 'Name'], {}, /"name" and "Name" both look like the column name/],
  [['reference', 'company'], { name: 'Firm' }, /name is "Firm", but the file has no such heading/],
  [['reference', 'name'], { nonsense: 'name' }, /"nonsense", which is no column of customers/],
])('headings %j with the mapping %j are refused plainly', (header, mapping, expected) => {
  expect(mapColumns('customers', header, mapping)).toEqual(
    { problem: expect.stringMatching(expected) as unknown })
})

test('a mapping says what headings do not', () => {
  expect(mapColumns('customers', ['a', 'name', 'b'], { reference: 'b', name: 'A ' })).toEqual(
    { places: new Map([['reference', 2], ['name', 0]]) })
})

test('only the same key with other content is a repeated row', () => {
  const seen = seenRows()
  for (let row = 0; row < 20_000; row++) expect(seen.isOther(`k${row}`, `c${row}`)).toBe(false)
  expect(seen.isOther('k7', 'c7')).toBe(false)
  expect(seen.isOther('k7', 'c8')).toBe(true)
})
