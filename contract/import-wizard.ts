// The import step by step: upload, format, columns, check, run, and its end.
import { z } from 'zod'
import { Consequences } from './consequences.ts'
import { CurrencyCode, DayText, endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'
import { Import, IMPORT_KINDS } from './imports.ts'

const tag = 'Imports'
const params = z.object({ importId: Id })

export const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-15', 'macintosh', 'utf-16le',
  'utf-16be', 'windows-1250', 'windows-1251', 'windows-1253', 'koi8-r', 'shift_jis', 'gb18030',
] as const
export const DELIMITERS = [',', ';', '\t', '|'] as const
export const DATE_ORDERS = ['auto', 'dmy', 'mdy', 'ymd'] as const

/** What a column becomes: a field by its name, one of the customer's or invoice's own, nothing. */
const Target = z.string().max(60)
  .describe('The name of a field; `custom` keeps the column as it is; `out` leaves it out.')

export const ImportChoices = z.object({
  encoding: z.enum(ENCODINGS).nullable(), delimiter: z.enum(DELIMITERS).nullable(),
  dateOrder: z.enum(DATE_ORDERS), decimalSign: z.enum(['auto', ',', '.']),
  columns: z.record(z.string(), Target).describe('By the place of a column, from 0.'),
  fixes: z.record(z.string(), z.record(z.string(), z.string().max(500)))
    .describe('Cells as a person corrected them: line, then place of the column.'),
  isFullList: z.boolean().describe('The file names every open invoice there is.'),
})

const Shown = z.object({ line: z.int(), cells: z.array(z.string()) })

const Format = z.object({
  encoding: z.string(), isEncodingSure: z.boolean(), delimiter: z.string(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd', 'unknown']),
  isDateOrderAsked: z.boolean().describe('The file does not tell, so a person must.'),
  decimalSign: z.enum([',', '.', 'unknown']),
  header: z.array(z.string()), rows: z.array(Shown),
})

const ColumnOf = z.object({
  place: z.int(), heading: z.string(), samples: z.array(z.string()), to: Target,
})

const Checked = z.object({
  created: z.int(), updated: z.int(), unchanged: z.int(), failed: z.int(), warned: z.int(),
  newCustomers: z.int(), at: InstantText,
  balances: z.array(z.object({
    currency: CurrencyCode, beforeMinor: z.int(), afterMinor: z.int(),
  })),
  consequences: Consequences.nullable().describe('Null: too many rows to look ahead.'),
})

export const ImportProblem = z.object({
  line: z.int(), field: z.string(), code: z.string(), reason: z.string(),
  level: z.enum(['error', 'warning']),
  place: z.int().nullable().describe('The column, where it is one that can be mended here.'),
  cell: z.string(), fix: z.string().nullable(),
})

export const ImportInHand = Import.extend({
  sizeBytes: z.int(), receivedBytes: z.int(),
  format: Format.nullable(), choices: ImportChoices, columns: z.array(ColumnOf),
  missingFields: z.array(z.string()).describe('Needed fields that no column is for.'),
  isRemembered: z.boolean().describe('The columns stand as in the last file of these headings.'),
  checked: Checked.nullable(), missingInvoices: z.int(),
  before: z.object({ id: Id, fileName: z.string(), at: InstantText }).nullable()
    .describe('An earlier import of the very same file.'),
  waitsFor: z.object({ id: Id, fileName: z.string() }).nullable()
    .describe('The import that is worked on before this one.'),
  undoUntil: InstantText.nullable(),
}).meta({ id: 'ImportInHand' })

export const beginImport = endpoint({
  method: 'post', path: '/imports', tag, role: 'collector', status: 201,
  summary: 'Begin an import: send the bytes of the file next, in pieces',
  body: z.object({
    kind: z.enum(IMPORT_KINDS), fileName: z.string().max(255),
    sizeBytes: z.int().min(0).max(2 ** 30, 'A file may have up to 1 GB; split this one.'),
  }),
  answer: ImportInHand,
})

export const sendImportPiece = endpoint({
  method: 'put', path: '/imports/{importId}/content', tag, role: 'collector',
  summary: 'A piece of the file, from the next byte on; after the last one it is read',
  params, query: z.object({ at: z.coerce.number().int().min(0) }),
  bodyType: 'application/octet-stream', answer: ImportInHand,
})

export const getImportInHand = endpoint({
  method: 'get', path: '/imports/{importId}/steps', tag, role: 'viewer', params,
  summary: 'An import with all its steps: format, columns, check, progress', answer: ImportInHand,
})

export const changeImport = endpoint({
  method: 'patch', path: '/imports/{importId}', tag, role: 'collector', params,
  summary: 'Choose format, columns, corrections; a check made before is void then',
  body: ImportChoices.partial(), answer: ImportInHand,
})

export const listEncodings = endpoint({
  method: 'get', path: '/imports/{importId}/encodings', tag, role: 'viewer', params,
  summary: 'The same five rows read in each encoding the file may have',
  answer: z.array(z.object({ encoding: z.string(), rows: z.array(Shown) })),
})

const deed = (path: string, summary: string) => endpoint({
  method: 'post', path: `/imports/{importId}/${path}`, tag, role: 'collector', params,
  summary, answer: ImportInHand,
})

export const checkImport = deed('check', 'Read and check every row, write nothing')
export const startImport = deed('start', 'Import the good rows, in turn with other imports')
export const cancelImport = deed('cancel',
  'Stop: nothing of the running batch stays, what went in before it does')
export const forgetMapping = deed('forget', 'Forget what the columns of such files were')

export const discardImport = endpoint({
  method: 'delete', path: '/imports/{importId}', tag, role: 'collector', params,
  summary: 'Throw an import away that has not begun',
})

export const listImportProblems = endpoint({
  method: 'get', path: '/imports/{importId}/problems', tag, role: 'viewer', params,
  summary: 'Rows with a mistake or a warning, in order of the file',
  query: z.object({ ...Page, level: z.enum(['all', 'error', 'warning']).default('all') }),
  answer: pageOf(ImportProblem),
})

export const listMissingInvoices = endpoint({
  method: 'get', path: '/imports/{importId}/missing', tag, role: 'viewer', params,
  summary: 'Invoices that are still open here and were not in the full list',
  query: z.object(Page),
  answer: pageOf(z.object({
    id: Id, number: z.string(), customerId: Id, customerName: z.string(), currency: CurrencyCode,
    openMinor: z.int(), dueOn: DayText,
  })),
})

const UndoNoun = z.object({ noun: z.string(), added: z.int(), changed: z.int() })

export const previewUndo = endpoint({
  method: 'get', path: '/imports/{importId}/undo', tag, role: 'viewer', params,
  summary: 'What undoing an import would take back, or why it cannot be undone',
  answer: z.object({
    untilAt: InstantText.nullable(), whyNot: z.array(z.string()), nouns: z.array(UndoNoun),
    examples: z.array(z.object({
      noun: z.string(), name: z.string(), did: z.enum(['added', 'changed']),
    })),
  }),
})

export const undoImport = endpoint({
  method: 'post', path: '/imports/{importId}/undo', tag, role: 'manager', params,
  summary: 'Take an import back, within a day and while nobody was contacted because of it',
  answer: ImportInHand,
})
