// What a person chose for an import, and what stands where nothing was chosen.
import type { z } from 'zod'
import { ImportChoices } from '#contract/import-wizard.ts'
import { COLUMNS, type ImportKind } from './columns.ts'
import { guessColumns, headingKey, type ColumnPlaces } from './map-columns.ts'

export type Choices = z.output<typeof ImportChoices>

export const NO_CHOICES: Choices = {
  encoding: null, delimiter: null, dateOrder: 'auto', decimalSign: 'auto', columns: {}, fixes: {},
  isFullList: false,
}

/** As it stands in the row of an import; what later versions add falls back. */
export const readChoices = (stored: unknown): Choices =>
  ImportChoices.parse({ ...NO_CHOICES, ...(typeof stored === 'object' ? stored : {}) })

export interface Mapped {
  places: ColumnPlaces
  /** Columns that customers or invoices keep as they are. */
  custom: { place: number; heading: string }[]
}

const MOST_CUSTOM = 40
const WITH_CUSTOM: ReadonlySet<ImportKind> = new Set<ImportKind>(['customers', 'invoices'])
// The last three of our own error files.
const OF_ERROR_FILE = ['line', 'code', 'reason']

/** What each column becomes: as chosen, else as guessed. */
export function targetsOf(
  kind: ImportKind, header: readonly string[], chosen: Readonly<Record<string, string>>,
): string[] {
  const guessed = guessColumns(kind, header)
  const taken = new Set(Object.values(chosen))
  const isErrorFile = header.slice(-3).join() === OF_ERROR_FILE.join()
  let customs = 0
  return header.map((heading, place) => {
    const choice = chosen[String(place)]
    if (choice !== undefined) return choice
    const guess = guessed[place]
    if (guess !== undefined && guess !== null) return taken.has(guess) ? 'out' : guess
    // What our own lists tell besides is no news to us.
    const isOurs = headingKey(heading).startsWith('duebox_')
    const isKept = WITH_CUSTOM.has(kind) && headingKey(heading) !== '' && customs < MOST_CUSTOM
      && !isOurs
      && !(isErrorFile && place >= header.length - 3)
    if (isKept) customs++
    return isKept ? 'custom' : 'out'
  })
}

export function mappedAs(header: readonly string[], targets: readonly string[]): Mapped {
  const places = new Map<string, number>()
  const custom: Mapped['custom'] = []
  targets.forEach((to, place) => {
    if (to === 'custom') custom.push({ place, heading: (header[place] ?? '').slice(0, 60) })
    else if (to !== 'out') places.set(to, place)
  })
  return { places, custom }
}

/** Needed fields that no column is for. */
export const missingFields = (kind: ImportKind, targets: readonly string[]): string[] =>
  COLUMNS[kind].filter((column) => column.isRequired && !targets.includes(column.name))
    .map((column) => column.name)

/** Files with these headings, in this order, are mapped alike. */
export const headingsKey = (header: readonly string[]): string =>
  header.map(headingKey).join('\u0001').slice(0, 20_000)
