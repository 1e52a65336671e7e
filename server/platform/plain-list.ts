// Lists of ids, numbers and moments as PostgreSQL reads them, a thousand at once.

/**
 * The text of an array whose elements need no quotes. The driver would look at every character of
 * each; for other texts, which may hold a comma, that is right.
 */
export const plainList = (values: readonly (string | number | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`
