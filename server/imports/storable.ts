// Makes any text one that PostgreSQL keeps: without NUL, without halves of surrogate pairs.

const LONGEST_KEPT_CELL = 2000

export const storable = (text: string): string =>
  text.slice(0, LONGEST_KEPT_CELL).replaceAll('\u0000', '\uFFFD').toWellFormed()
