// Keeps the columns of a file that are no field of ours with the customer or invoice of the row.
import { tidyText } from '#domain/cells.ts'
import { keepCustomerFields } from '../customers/custom-fields.ts'
import { keepInvoiceFields } from '../invoices/custom-fields.ts'
import type { Org } from '../platform/in-organization.ts'
import type { ImportKind } from './columns.ts'
import type { Mapped } from './import-choices.ts'
import type { Row, RowOutcome } from './row.ts'
import type { CsvRecord } from './split-records.ts'
import { storable } from './storable.ts'

interface Written {
  record: CsvRecord
  row: Row | undefined
  outcome: RowOutcome
}

const LONGEST = 500

/** A cell left empty keeps what was there. A row whose own fields alone changed is an update. */
export async function keepCustom(
  org: Org, setting: Mapped & { kind: ImportKind }, written: readonly Written[],
): Promise<RowOutcome[]> {
  const outcomes = written.map(({ outcome }) => outcome)
  const { kind, custom } = setting
  if (custom.length === 0 || (kind !== 'customers' && kind !== 'invoices')) return outcomes
  const [key, keep] = kind === 'customers' ? ['reference', keepCustomerFields] as const
    : ['number', keepInvoiceFields] as const
  const given = written.flatMap(({ record, row, outcome }) => {
    if (outcome.did === 'refused' || row === undefined) return []
    const fields = fieldsOf(record, row, custom)
    return Object.keys(fields).length === 0 ? [] : [{ key: row.peek(key), fields }]
  })
  if (given.length === 0) return outcomes
  const changed = await keep(org, given)
  return written.map(({ row, outcome }): RowOutcome => (outcome.did === 'unchanged'
    && row !== undefined && changed.has(row.peek(key)) ? { did: 'updated' } : outcome))
}

function fieldsOf(
  record: CsvRecord, row: Row, custom: Mapped['custom'],
): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { place, heading } of custom) {
    const text = storable(tidyText(record.cells[place] ?? '').replace(/^'(?='*[=+\-@])/, ''))
    if (text === '') continue
    if (text.length > LONGEST) {
      row.warn(heading, 'cut', `"${heading}" is longer than ${LONGEST} characters; the rest is `
        + 'left out.')
    }
    fields[heading] = text.slice(0, LONGEST)
  }
  return fields
}
