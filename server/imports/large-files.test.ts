// Files beyond what people look at: 50 MB keep memory flat, and 300 columns are read like three.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLedger, type Ledger } from '../testing/ledger-scene.ts'
import { isKnownHeading } from './map-columns.ts'
import { readCsv } from './read-csv.ts'
import { surveyFile } from './survey-file.ts'

let ledger: Ledger
let dir: string
beforeAll(async () => {
  ledger = await openLedger()
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-large-'))
})
afterAll(async () => {
  await ledger.close()
  fs.rmSync(dir, { recursive: true, force: true })
})

const MB = 1_000_000
const NO_FORMAT = { encoding: null, delimiter: null }

/** Rows of about a hundred bytes until the file is as large as that. */
function writeLarge(file: string, bytes: number): number {
  const out = fs.openSync(file, 'w')
  let written = fs.writeSync(out, 'customer_reference,number,total,issued_on,due_on,region,note\n')
  let rows = 0
  while (written < bytes) {
    const piece = Array.from({ length: 5000 }, (_, at) => `C-${(rows + at) % 2000},INV-${rows + at},`
      + `${(rows + at) % 900 + 1}.50,2026-01-15,2026-02-14,North,"a note, with ""quotes"" in it"\n`)
    written += fs.writeSync(out, piece.join(''))
    rows += piece.length
  }
  fs.closeSync(out)
  return rows
}

/** What is held beside what can be let go: more would mean that the file is kept. */
function heldBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

test('a file of 50 MB is surveyed and read to its end without being held in memory', async () => {
  const file = path.join(dir, 'large.csv')
  const rows = writeLarge(file, 50 * MB)
  const before = heldBytes()
  let peak = 0
  const watched = async function* () {
    for await (const chunk of fs.createReadStream(file)) {
      peak = Math.max(peak, heldBytes())
      // A stream of bytes gives bytes.
      yield chunk as Uint8Array
    }
  }
  const survey = await surveyFile(watched(), 'invoices', NO_FORMAT)
  if ('problem' in survey) throw new Error(survey.problem)
  expect(survey.rowCount).toBe(rows)
  const csv = await readCsv(watched(), isKnownHeading('invoices', {}), NO_FORMAT)
  if ('problem' in csv) throw new Error(csv.problem)
  let read = 0
  for await (const records of csv.rows) read += records.length
  expect(read).toBe(rows)
  // Cells of the whole file take some 300 MB; garbage between two collections a part of this.
  expect(peak - before).toBeLessThan(150 * MB)
}, 240_000)

test('of 300 columns those that are known go in, and forty others stay as fields', async () => {
  const company = await ledger.anOrganization()
  const own = Array.from({ length: 295 }, (_, at) => `Own ${at}`)
  const row = (number: string) => ['C1', number, '10.00', '2026-01-01', '2026-02-01',
    ...own.map((_, at) => `value ${at}`)].join(',')
  const known = 'customer_reference,number,total,issued_on,due_on'
  await company.importText('customers', 'reference,name\nC1,Wide\n')
  const done = await company.importText('invoices',
    `${known},${own.join(',')}\n${row('W-1')}\n${row('W-2')}\n`)
  expect(done).toMatchObject({ created: 2, failed: 0 })
  const { rows } = await company.do((org) => sql<{ fields: Record<string, string> }>`
    select custom_fields as fields from invoice`.execute(org.tx))
  expect(rows.map(({ fields }) => Object.keys(fields).length)).toEqual([40, 40])
  expect(rows[0]?.fields['Own 39']).toBe('value 39')
})
