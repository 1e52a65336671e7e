// Reads a whole file once, changing nothing, for what only the whole can tell: how it writes dates.
import { createHash } from 'node:crypto'
import { decimalSignIn, type DecimalSign } from '#domain/amount-cell.ts'
import { dateOrderIn, type DateOrder } from '#domain/cells.ts'
import { COLUMNS, type ImportKind } from './columns.ts'
import type { Choices } from './import-choices.ts'
import { guessColumns, isKnownHeading } from './map-columns.ts'
import { readCsv, type GivenFormat } from './read-csv.ts'
import { storable } from './storable.ts'

/** What a file shows, whatever its columns are taken for. Kept with the import as JSON. */
export interface Survey {
  encoding: string
  isEncodingSure: boolean
  delimiter: string
  header: string[]
  rowCount: number
  /** The first rows, for eyes. */
  rows: { line: number; cells: string[] }[]
  samples: string[][]
  /** By place of the column, the ways that its cells show. */
  dates: Record<string, ('dmy' | 'mdy' | 'either')[]>
  amounts: Record<string, (',' | '.')[]>
}

const SHOWN_ROWS = 5
const SAMPLES = 3
const SNIFFED_ROWS = 50
const LONGEST_SHOWN = 200

export async function surveyFile(
  source: AsyncIterable<Uint8Array>, kind: ImportKind, given: GivenFormat,
  isKnown = isKnownHeading(kind, {}),
): Promise<Survey & { hash: string } | { problem: string }> {
  const hash = createHash('sha256')
  const file = await readCsv(hashed(source, hash), isKnown, given)
  if ('problem' in file) return file
  const guesses = guessColumns(kind, file.header)
  const look = looker(file.header.length, new Set(guesses.flatMap((guess, place) =>
    (COLUMNS[kind].find((column) => column.name === guess)?.reads ? [place] : []))))
  let rowCount = 0
  const rows: Survey['rows'] = []
  const samples = file.header.map((): string[] => [])
  for await (const records of file.rows) {
    for (const { line, cells, broken } of records) {
      rowCount++
      if (broken !== null) continue
      if (rows.length < SHOWN_ROWS) rows.push({ line, cells: cells.map(shown) })
      if (rowCount <= SNIFFED_ROWS) sample(samples, cells)
      look.at(cells, rowCount)
    }
  }
  return {
    encoding: file.encoding(), isEncodingSure: given.encoding !== null || file.isEncodingSure(),
    delimiter: file.delimiter, header: file.header.map(storable), rowCount, rows, samples,
    ...look.seen(), hash: hash.digest('hex'),
  }
}

const shown = (cell: string): string => storable(cell.slice(0, LONGEST_SHOWN))

function sample(samples: string[][], cells: readonly string[]): void {
  samples.forEach((found, place) => {
    const cell = shown(cells[place] ?? '').trim()
    if (cell !== '' && found.length < SAMPLES && !found.includes(cell)) found.push(cell)
  })
}

async function* hashed(source: AsyncIterable<Uint8Array>, hash: { update: (b: Uint8Array) =>
unknown }): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
}

/** After some rows only columns that show dates or amounts are still looked at. */
function looker(count: number, expected: ReadonlySet<number>) {
  const dates = Array.from({ length: count }, () => new Set<'dmy' | 'mdy' | 'either'>())
  const amounts = Array.from({ length: count }, () => new Set<',' | '.'>())
  let places = Array.from({ length: count }, (_, place) => place)
  const found = <Way>(sets: readonly Set<Way>[]) => Object.fromEntries(
    sets.flatMap((set, place) => (set.size > 0 ? [[String(place), [...set]]] : [])))
  return {
    at: (cells: readonly string[], rowCount: number) => {
      for (const place of places) {
        const cell = cells[place] ?? ''
        const order = dateOrderIn(cell)
        if (order !== null) dates[place]?.add(order)
        const sign = decimalSignIn(cell)
        if (sign !== null) amounts[place]?.add(sign)
      }
      if (rowCount === SNIFFED_ROWS) {
        places = places.filter((place) => expected.has(place)
          || (dates[place]?.size ?? 0) + (amounts[place]?.size ?? 0) > 0)
      }
    },
    seen: () => ({ dates: found(dates), amounts: found(amounts) }),
  }
}

export interface FileWays {
  dateOrder: DateOrder
  isDateOrderAsked: boolean
  decimalSign: DecimalSign
}

/** How the columns that are read as dates and amounts write them, unless a person said so. */
export function waysOf(
  survey: Survey, kind: ImportKind, targets: readonly string[],
  choices: Pick<Choices, 'dateOrder' | 'decimalSign'>,
): FileWays {
  const placesOf = (reads: 'date' | 'amount') => targets.flatMap((to, place) =>
    (COLUMNS[kind].find((column) => column.name === to)?.reads === reads ? [place] : []))
  const dates = new Set(placesOf('date').flatMap((place) => survey.dates[place] ?? []))
  const amounts = new Set(placesOf('amount').flatMap((place) => survey.amounts[place] ?? []))
  const dateOrder = choices.dateOrder === 'auto' ? theOne(dates, ['dmy', 'mdy'])
    : choices.dateOrder
  return {
    dateOrder,
    isDateOrderAsked: dateOrder === 'unknown' && dates.size > 0,
    decimalSign: choices.decimalSign === 'auto' ? theOne(amounts, [',', '.'])
      : choices.decimalSign,
  }
}

/** The one way that the file shows; unknown where it shows none, or both. */
function theOne<Way extends string>(
  found: ReadonlySet<string>, ways: readonly Way[],
): Way | 'unknown' {
  const shownWays = ways.filter((way) => found.has(way))
  return shownWays.length === 1 && shownWays[0] !== undefined ? shownWays[0] : 'unknown'
}
