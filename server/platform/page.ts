// Keyset cursors: the sort key of the last row, opaque to callers and checked when it comes back.
import { invalid } from './errors.ts'

export const cursorOf = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The parts of a cursor as text; null without one. A broken cursor is the caller's mistake. */
export function readCursor(cursor: string | undefined, parts: number): string[] | null {
  if (cursor === undefined || cursor === '') return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    // The last part is always the id of a row.
    if (Array.isArray(key) && key.length === parts && UUID.test(String(key.at(-1)))) {
      return key.map(String)
    }
  } catch {
    // Falls through to the one error below.
  }
  throw invalid('This cursor is not one of ours: start again without a cursor.')
}

/** Cuts one row too many into a page and the cursor behind it. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[], limit: number,
  of: { item: (row: Row) => Item; key: (row: Row) => readonly (string | number)[] },
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(of.item),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(of.key(last)) : null,
  }
}
