// Splits delimited text into records as it comes, and goes on after a record that is broken.

export interface CsvRecord {
  /** The line in the file where it begins, from 1. */
  line: number
  cells: string[]
  broken: BrokenCode | null
}

export type BrokenCode = 'broken_quotes' | 'row_too_long'

export interface RecordSplitter {
  push: (text: string) => CsvRecord[]
  /** What is left when the file ends. */
  end: () => CsvRecord[]
}

/** More than any real row: what is longer is an unclosed quote or not a table at all. */
const MOST_RECORD_CHARS = 200_000

interface Parsed {
  cells: string[]
  next: number
  broken: BrokenCode | null
}

/**
 * A quote that is not closed would swallow the rows behind it. So a record that closes wrongly, is
 * endless, or runs over several lines into another number of cells than `cellCount` tells is given
 * back as broken with its first line alone, and reading goes on with the next line.
 */
export function splitRecords(of: {
  delimiter: string; line: number; cellCount: () => number | null
}): RecordSplitter {
  let rest = ''
  let line = of.line
  let isSkipping = false

  const take = (isEnd: boolean): CsvRecord[] => {
    const records: CsvRecord[] = []
    let at = 0
    while (at < rest.length) {
      if (isSkipping) {
        const next = lineEnd(rest, at, isEnd)
        if (next === null) {
          at = rest.endsWith('\r') ? rest.length - 1 : rest.length
          break
        }
        isSkipping = false
        line++
        at = next
        continue
      }
      const parsed = parseRecord(rest, at, of, isEnd)
      if (parsed === null) break
      const { cells, next, broken } = parsed
      if (broken !== null || cells.some((cell) => cell.trim() !== '')) {
        records.push({ line, cells, broken })
      }
      isSkipping = broken === 'row_too_long'
      line += isSkipping ? 0 : linesIn(rest, at, next)
      at = next
    }
    rest = rest.slice(at)
    return records
  }

  return {
    push: (text) => {
      rest += text
      return take(false)
    },
    end: () => take(true),
  }
}

/** Null: the text ends before the record does. */
function parseRecord(
  text: string, start: number, of: { delimiter: string; cellCount: () => number | null },
  isEnd: boolean,
): Parsed | null {
  const cells: string[] = []
  let at = start
  let isOverLines = false
  for (;;) {
    if (text[at] === '"') {
      const quoted = parseQuoted(text, at)
      if (quoted === null || (quoted.next >= text.length && !isEnd)) {
        const isEndless = isEnd || text.length - start > MOST_RECORD_CHARS
        return isEndless ? brokenAt(text, start, of.delimiter, isEnd) : null
      }
      at = quoted.next
      isOverLines ||= /[\r\n]/.test(quoted.value)
      cells.push(quoted.value)
      while (text[at] === ' ') at++
      if (!isBorder(text[at], of.delimiter)) return brokenAt(text, start, of.delimiter, isEnd)
    } else {
      const from = at
      while (!isBorder(text[at], of.delimiter)) at++
      cells.push(text.slice(from, at))
    }
    if (text[at] === of.delimiter) {
      at++
      continue
    }
    const next = lineEnd(text, at, isEnd)
    if (next === null) {
      return text.length - start > MOST_RECORD_CHARS
        ? { cells: [text.slice(start, start + 1000)], next: text.length, broken: 'row_too_long' }
        : null
    }
    if (isOverLines && cells.length !== (of.cellCount() ?? cells.length)) {
      return brokenAt(text, start, of.delimiter, isEnd)
    }
    return { cells, next, broken: null }
  }
}

/** From an opening quote to behind the closing one; null if there is none. */
function parseQuoted(text: string, open: number): { value: string; next: number } | null {
  let value = ''
  let from = open + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return null
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, next: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

const isBorder = (sign: string | undefined, delimiter: string): boolean =>
  sign === undefined || sign === delimiter || sign === '\n' || sign === '\r'

/** Behind the line end at or after `from`; null if it has not come yet. */
function lineEnd(text: string, from: number, isEnd: boolean): number | null {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
  if (at >= text.length) return isEnd ? text.length : null
  if (text[at] === '\n') return at + 1
  if (at + 1 >= text.length && !isEnd) return null
  return text[at + 1] === '\n' ? at + 2 : at + 1
}

function brokenAt(
  text: string, start: number, delimiter: string, isEnd: boolean,
): Parsed | null {
  const next = lineEnd(text, start, isEnd)
  if (next === null) {
    if (text.length - start <= MOST_RECORD_CHARS) return null
    return {
      cells: [text.slice(start, start + 1000)], next: text.length, broken: 'row_too_long',
    }
  }
  const row = text.slice(start, next).replace(/[\r\n]+$/, '')
  return { cells: row.split(delimiter).slice(0, 1000), next, broken: 'broken_quotes' }
}

function linesIn(text: string, start: number, end: number): number {
  return text.slice(start, end).match(/\r\n|\r|\n/g)?.length ?? 1
}
