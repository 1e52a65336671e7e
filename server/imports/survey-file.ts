// Reads a whole file once, changing nothing, for what only the whole can tell: how it writes dates.
import { decimalSignIn, type DecimalSign } from '#domain/amount-cell.ts'
import { dateOrderIn, type DateOrder } from '#domain/cells.ts'
import { COLUMNS, type ImportKind } from './columns.ts'
import { isKnownHeading, mapColumns, type ColumnPlaces } from './map-columns.ts'
import { readCsv } from './read-csv.ts'

export interface Survey {
  encoding: string
  delimiter: string
  header: string[]
  places: ColumnPlaces
  rowCount: number
  dateOrder: DateOrder
  decimalSign: DecimalSign
}

export async function surveyFile(source: AsyncIterable<Uint8Array>, of: {
  kind: ImportKind; mapping: Readonly<Record<string, string>>; dateFormat: 'auto' | DateOrder
}): Promise<Survey | { problem: string }> {
  const file = await readCsv(source, isKnownHeading(of.kind, of.mapping))
  if ('problem' in file) return file
  const mapped = mapColumns(of.kind, file.header, of.mapping)
  if ('problem' in mapped) return mapped
  const placesOf = (reads: 'date' | 'amount') => COLUMNS[of.kind].flatMap((column) =>
    (column.reads === reads ? mapped.places.get(column.name) ?? [] : []))
  const dates = { places: placesOf('date'), found: new Set<string | null>() }
  const amounts = { places: placesOf('amount'), found: new Set<string | null>() }
  let rowCount = 0
  for await (const records of file.rows) {
    rowCount += records.length
    for (const { cells, broken } of records) {
      if (broken !== null) continue
      for (const place of dates.places) dates.found.add(dateOrderIn(cells[place] ?? ''))
      for (const place of amounts.places) amounts.found.add(decimalSignIn(cells[place] ?? ''))
    }
  }
  return {
    encoding: file.encoding(), delimiter: file.delimiter, header: file.header,
    places: mapped.places, rowCount,
    dateOrder: of.dateFormat === 'auto' ? theOne(dates.found, ['dmy', 'mdy']) : of.dateFormat,
    decimalSign: theOne(amounts.found, [',', '.']),
  }
}

/** The one way that the file shows; unknown where it shows none, or both. */
function theOne<Way extends string>(
  found: ReadonlySet<string | null>, ways: readonly Way[],
): Way | 'unknown' {
  const shown = ways.filter((way) => found.has(way))
  return shown.length === 1 && shown[0] !== undefined ? shown[0] : 'unknown'
}
