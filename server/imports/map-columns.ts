// Finds out which column of a file is which, by its headings or as a person says.
import { tidyText } from '#domain/cells.ts'
import { COLUMNS, type Column, type ImportKind } from './columns.ts'

/** Column name → its place in a row. */
export type ColumnPlaces = ReadonlyMap<string, number>

/** Headings are the same in any case, with or without accents, spaces and signs. */
export const headingKey = (heading: string): string =>
  tidyText(heading).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/ß/g, 'ss').replace(/[^\p{L}\p{N}#]+/gu, '_').replace(/^_+|_+$/g, '')

export function isKnownHeading(
  kind: ImportKind, mapping: Readonly<Record<string, string>>,
): (heading: string) => boolean {
  const known = new Set([
    ...COLUMNS[kind].flatMap((column) => [column.name, ...column.aliases]),
    ...Object.values(mapping),
  ].map(headingKey))
  return (heading) => known.has(headingKey(heading))
}

export function mapColumns(
  kind: ImportKind, header: readonly string[], mapping: Readonly<Record<string, string>>,
): { places: ColumnPlaces } | { problem: string } {
  const keys = header.map(headingKey)
  const places = new Map<string, number>()
  for (const name of Object.keys(mapping)) {
    if (!COLUMNS[kind].some((column) => column.name === name)) {
      return { problem: `The mapping names "${name}", which is no column of ${kind}: use one of `
        + `${COLUMNS[kind].map((column) => column.name).join(', ')}.` }
    }
  }
  const taken = new Set(Object.values(mapping).map(headingKey))
  for (const column of COLUMNS[kind]) {
    const found = placesOf(column, keys, mapping[column.name], taken)
    if (found.length > 1) {
      const headings = found.map((place) => `"${header[place]}"`).join(' and ')
      return { problem: `${headings} both look like the column ${column.name}; rename one of them `
        + `or say in the mapping which is meant.` }
    }
    if (found[0] !== undefined) places.set(column.name, found[0])
  }
  return problemWith(kind, header, mapping, places) ?? { places }
}

/** What each heading most likely is: a column, each once; null where nothing is known of it. */
export function guessColumns(kind: ImportKind, header: readonly string[]): (string | null)[] {
  const keys = header.map(headingKey)
  const guesses: (string | null)[] = header.map(() => null)
  const names = [
    (column: Column): readonly string[] => [column.name],
    (column: Column): readonly string[] => column.aliases,
  ]
  for (const namesOf of names) {
    for (const column of COLUMNS[kind]) {
      if (guesses.includes(column.name)) continue
      const wanted = namesOf(column).map(headingKey)
      const places = keys.flatMap((key, at) =>
        (guesses[at] === null && wanted.includes(key) ? [at] : []))
      // Of “Kunde” and “Kundenname” the longer one says more.
      const [place] = places.sort((a, b) => (keys[b]?.length ?? 0) - (keys[a]?.length ?? 0))
      if (place !== undefined) guesses[place] = column.name
    }
  }
  return guesses
}

/** As mapped; else by its own name; else by its aliases. */
function placesOf(
  column: Column, keys: readonly string[], mapped: string | undefined, taken: ReadonlySet<string>,
): number[] {
  const named = (names: readonly string[]) => {
    const wanted = new Set(names.map(headingKey))
    return keys.flatMap((key, place) => (wanted.has(key) ? [place] : []))
  }
  if (mapped !== undefined) return named([mapped])
  const free = (places: number[]) => places.filter((place) => !taken.has(keys[place] ?? ''))
  const own = free(named([column.name]))
  return own.length > 0 ? own : free(named(column.aliases))
}

function problemWith(
  kind: ImportKind, header: readonly string[], mapping: Readonly<Record<string, string>>,
  places: ColumnPlaces,
): { problem: string } | null {
  const shown = header.slice(0, 30).map((heading) => `"${heading}"`).join(', ')
  for (const [name, heading] of Object.entries(mapping)) {
    if (places.has(name)) continue
    return { problem: `The mapping says that ${name} is "${heading}", but the file has no such `
      + `heading. It has ${shown}.` }
  }
  const missing = COLUMNS[kind].filter((column) => column.isRequired && !places.has(column.name))
  if (missing.length === 0) return null
  const names = missing.map((column) => column.name).join(', ')
  return { problem: `No column for ${names} was found. The file has ${shown}; rename a heading or `
    + 'say in the mapping which one it is.' }
}
