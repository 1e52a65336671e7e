// Opens a file of rows: finds encoding, delimiter and headings, and gives the rows as they come.
import { tidyText } from '#domain/cells.ts'
import { decodeText } from './decode-text.ts'
import { splitRecords, type CsvRecord } from './split-records.ts'

export interface CsvFile {
  /** Of what was read so far; settled once a byte beyond ASCII came. */
  encoding: () => string
  /** False where another encoding could have been meant. */
  isEncodingSure: () => boolean
  delimiter: string
  header: string[]
  rows: AsyncGenerator<CsvRecord[]>
}

export type NoCsvFile = { problem: string }

const HEAD_CHARS = 65_536
const MOST_COLUMNS = 1000
const DELIMITERS = [',', ';', '\t', '|']

/** As a person says that a file is written; null: find out. */
export interface GivenFormat {
  encoding: string | null
  delimiter: string | null
}

/** `isKnown` says whether a heading is one we understand: it settles what the delimiter is. */
export async function readCsv(
  source: AsyncIterable<Uint8Array>, isKnown: (heading: string) => boolean,
  given: GivenFormat = { encoding: null, delimiter: null },
): Promise<CsvFile | NoCsvFile> {
  let [encoding, isSure] = [given.encoding ?? 'utf-8', true]
  const texts = decodeText(source, (found, sure) => {
    [encoding, isSure] = [found, sure]
  }, given.encoding)
  const head = await readHead(texts)
  const problem = whyNoTable(head)
  if (problem !== null) return { problem }
  const found = findStart(head, isKnown)
  const start = { ...found, delimiter: given.delimiter ?? found.delimiter }
  let header: string[] | null = null
  const splitter = splitRecords({
    delimiter: start.delimiter, line: start.line, cellCount: () => header?.length ?? null,
  })
  const { records, rest } = await firstRecord(splitter, head.slice(start.at), texts)
  const [headings, ...early] = records
  if (!headings || headings.broken !== null) {
    return { problem: 'The headings in the first row cannot be read; check their quotes.' }
  }
  header = headings.cells.map(tidyText)
  while (header.at(-1) === '') header.pop()
  if (header.length > MOST_COLUMNS) {
    return { problem: `The file has ${header.length} columns; at most ${MOST_COLUMNS} are read.` }
  }
  return {
    encoding: () => encoding, isEncodingSure: () => isSure, delimiter: start.delimiter, header,
    rows: rowsOf(splitter, { early, rest }, texts),
  }
}

async function readHead(texts: AsyncGenerator<string>): Promise<string> {
  let head = ''
  while (head.length < HEAD_CHARS) {
    const next = await texts.next()
    if (next.done) break
    head += next.value
  }
  return head
}

function whyNoTable(head: string): string | null {
  if (head === '') return 'The file is empty: it has 0 bytes.'
  if (head.startsWith('PK\u0003\u0004')) {
    return 'This is a workbook (or a zip file), not CSV; save the sheet as CSV and import that: in '
      + 'Excel File → Save as → CSV UTF-8, in LibreOffice File → Save a Copy → Text CSV, in Google '
      + 'Sheets File → Download → Comma-separated values.'
  }
  if (head.startsWith('%PDF')) return 'This is a PDF, not CSV; export the list as CSV.'
  if (tidyText(head) === '') return 'The file has no text in it.'
  return null
}

/** Where the headings begin, on which line, and what separates them. */
function findStart(head: string, isKnown: (heading: string) => boolean) {
  const blank = /^(?:[\s\uFEFF\u200B]*?(?:\r\n|\r|\n))+/.exec(head)?.[0] ?? ''
  const lines = blank.match(/\r\n|\r|\n/g)?.length ?? 0
  const declared = /^\uFEFF?sep=(.)(\r\n|\r|\n)/i.exec(head.slice(blank.length))
  if (declared?.[1] !== undefined) {
    const at = blank.length + declared[0].length
    return { at, line: lines + 2, delimiter: declared[1] }
  }
  const [first = ''] = head.slice(blank.length).split(/\r|\n/, 1)
  return { at: blank.length, line: lines + 1, delimiter: delimiterOf(first, isKnown) }
}

function delimiterOf(first: string, isKnown: (heading: string) => boolean): string {
  let best = { delimiter: ',', score: -1 }
  for (const delimiter of DELIMITERS) {
    const cells = first.split(delimiter).map((cell) => tidyText(cell.replaceAll('"', '')))
    const score = cells.filter(isKnown).length * MOST_COLUMNS + cells.length
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

type Splitter = ReturnType<typeof splitRecords>

/** Feeds line by line: only with the headings known can a broken row behind them be told. */
async function firstRecord(
  splitter: Splitter, head: string, texts: AsyncGenerator<string>,
): Promise<{ records: CsvRecord[]; rest: string }> {
  const lines = head.split(/(?<=\n|\r(?!\n))/)
  for (const [place, line] of lines.entries()) {
    const records = splitter.push(line)
    if (records.length > 0) return { records, rest: lines.slice(place + 1).join('') }
  }
  for await (const text of texts) {
    const records = splitter.push(text)
    if (records.length > 0) return { records, rest: '' }
  }
  return { records: splitter.end(), rest: '' }
}

async function* rowsOf(
  splitter: Splitter, first: { early: CsvRecord[]; rest: string }, texts: AsyncGenerator<string>,
): AsyncGenerator<CsvRecord[]> {
  yield [...first.early, ...splitter.push(first.rest)]
  for await (const text of texts) yield splitter.push(text)
  yield splitter.end()
}
