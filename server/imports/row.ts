// One row of a file, read cell by cell: values, and all that is wrong with it.
import { readAmount, type DecimalSign } from '#domain/amount-cell.ts'
import { readDate, readText, type DateOrder, type Read } from '#domain/cells.ts'
import type { Day } from '#domain/day.ts'
import type { WorkflowsByName } from './named-workflow.ts'

export interface RowProblem {
  field: string
  code: string
  reason: string
}

export type RowOutcome =
  | { did: 'created' | 'updated' | 'unchanged' }
  | { did: 'refused'; problems: readonly RowProblem[] }

/** How this file writes things, and what to take where it says nothing. */
export interface FileSetting {
  dateOrder: DateOrder
  decimalSign: DecimalSign
  currency: string
  today: Day
  /** In a dry run: names of customers that earlier rows would have added. */
  earlierNames: Map<string, string> | null
  workflows: WorkflowsByName | null
}

export interface Row {
  problems: RowProblem[]
  /** Of a row that goes in all the same. */
  warnings: RowProblem[]
  warn: (field: string, code: string, reason: string) => void
  refuse: (field: string, code: string, reason: string) => void
  /** The text of a cell, and nothing noted if it is bad: for looking things up. */
  peek: (name: string) => string
  /** Empty where the file has no such column. */
  text: (name: string, longest?: number) => string
  /** The same, and a problem where it is empty. */
  needed: (name: string, longest?: number) => string
  /** Null where empty or wrong; what is wrong is noted. */
  optional: <Value>(name: string, read: (cell: string) => Read<Value>) => Value | null
  date: (name: string) => Day
  amount: (name: string, currency: string) => number
}

export function openRow(cell: (name: string) => string, setting: FileSetting): Row {
  const problems: RowProblem[] = []
  const warnings: RowProblem[] = []
  const refuse = (field: string, code: string, reason: string) => {
    problems.push({ field, code, reason })
  }
  function take<Value>(field: string, read: Read<Value>, otherwise: Value): Value {
    if (read.ok) return read.value
    refuse(field, read.code, read.reason)
    return otherwise
  }
  const text = (name: string, longest = 200) => take(name, readText(cell(name), longest), '')
  const needed = (name: string, longest = 200) => {
    const read = readText(cell(name), longest)
    if (read.ok && read.value === '') refuse(name, 'missing', `This row has no ${name}.`)
    return take(name, read, '')
  }
  return {
    problems, warnings, refuse, text, needed,
    warn: (field, code, reason) => { warnings.push({ field, code, reason }) },
    peek: (name) => {
      const read = readText(cell(name), 200)
      return read.ok ? read.value : ''
    },
    optional: (name, read) => {
      const given = text(name, 1000)
      return given === '' ? null : take<ValueOf<typeof read> | null>(name, read(given), null)
    },
    date: (name) => {
      const given = needed(name, 100)
      return given === '' ? '' : take(name, readDate(given, setting.dateOrder), '')
    },
    amount: (name, currency) => {
      const given = needed(name, 100)
      return given === '' ? 0 : take(name, readAmount(given, currency, setting.decimalSign), 0)
    },
  }
}

type ValueOf<Reader> = Reader extends (cell: string) => Read<infer Value> ? Value : never

export type ReadRow<Wish> = { wish: Wish } | { problems: readonly RowProblem[] }

export const settle = <Wish>(row: Row, wish: Wish): ReadRow<Wish> =>
  (row.problems.length > 0 ? { problems: row.problems } : { wish })

/** Writes the good rows together and puts each outcome back in its row's place. */
export async function writeGood<Wish>(
  read: readonly ReadRow<Wish>[], write: (wishes: Wish[]) => Promise<RowOutcome[]>,
): Promise<RowOutcome[]> {
  const good = read.flatMap((one) => ('wish' in one ? [one.wish] : []))
  const written = good.length > 0 ? await write(good) : []
  let next = 0
  return read.map((one): RowOutcome => ('wish' in one
    ? written[next++] ?? { did: 'unchanged' } : { did: 'refused', problems: one.problems }))
}

/** An outcome of a verb below as one of a row. */
export function outcomeOf(
  outcome: { did: 'created' | 'updated' | 'unchanged' }
    | { did: 'refused'; code: string; field: string; reason: string },
): RowOutcome {
  if (outcome.did !== 'refused') return { did: outcome.did }
  const { field, code, reason } = outcome
  return { did: 'refused', problems: [{ field, code, reason }] }
}
