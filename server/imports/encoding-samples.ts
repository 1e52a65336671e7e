// Shows the same rows of a file in each encoding that it may have, for a person to recognise.
import fs from 'node:fs'
import { ENCODINGS } from '#contract/import-wizard.ts'
import type { ImportKind } from './columns.ts'
import { isKnownHeading } from './map-columns.ts'
import { readCsv } from './read-csv.ts'
import { storable } from './storable.ts'

export interface EncodingSample {
  encoding: string
  rows: { line: number; cells: string[] }[]
}

const ROWS = 5
const CANDIDATES = 3
const SEARCHED_ROWS = 20_000
const LONGEST_SHOWN = 200

/** Rows with letters beyond ASCII first: only there encodings differ. */
export async function encodingSamples(
  file: string, kind: ImportKind, found: string,
): Promise<EncodingSample[]> {
  const likely = [found, ...ENCODINGS.filter((one) => one !== found && !one.startsWith('utf-16'))]
  const samples: EncodingSample[] = []
  for (const encoding of likely) {
    if (samples.length >= CANDIDATES) break
    const rows = await rowsIn(file, kind, encoding)
    const text = JSON.stringify(rows)
    // What reads alike, or badly, is no choice to be made.
    const isNew = samples.every((one) => JSON.stringify(one.rows) !== text)
    if (encoding === found || (isNew && !text.includes('\uFFFD'))) samples.push({ encoding, rows })
  }
  return samples
}

async function rowsIn(
  file: string, kind: ImportKind, encoding: string,
): Promise<EncodingSample['rows']> {
  const source = fs.createReadStream(file)
  try {
    const csv = await readCsv(source, isKnownHeading(kind, {}), { encoding, delimiter: null })
    if ('problem' in csv) return []
    const rows: EncodingSample['rows'] = []
    const plain: EncodingSample['rows'] = []
    let seen = 0
    for await (const records of csv.rows) {
      for (const { line, cells } of records) {
        const row = { line, cells: cells.map((cell) => storable(cell.slice(0, LONGEST_SHOWN))) }
        // eslint-disable-next-line no-control-regex
        if (/[^\u0000-\u007f]/.test(row.cells.join(''))) rows.push(row)
        else if (plain.length < ROWS) plain.push(row)
        seen++
        if (rows.length >= ROWS) return rows
      }
      if (seen > SEARCHED_ROWS) break
    }
    return [...rows, ...plain].slice(0, ROWS).sort((a, b) => a.line - b.line)
  } finally {
    source.destroy()
  }
}
