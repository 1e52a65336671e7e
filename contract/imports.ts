// CSV import: what comes in, what was wrong with it, and the file of rows to mend.
import { z } from 'zod'
import { endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'

const tag = 'Imports'
export const IMPORT_KINDS = [
  'customers', 'contacts', 'invoices', 'credit_notes', 'payments',
] as const
/** From the upload to its end; `checked` waits for a person. */
export const IMPORT_STATES = [
  'uploading', 'draft', 'checking', 'checked', 'queued', 'running', 'done', 'failed', 'cancelled',
  'undone',
] as const
const importId = z.object({ importId: Id })

export const Import = z.object({
  id: Id, kind: z.enum(IMPORT_KINDS), fileName: z.string(),
  state: z.enum(IMPORT_STATES),
  encoding: z.string().nullable(), delimiter: z.string().nullable(),
  created: z.int(), updated: z.int(), unchanged: z.int(), failed: z.int(),
  warned: z.int().describe('Rows that went in, with something to look at.'),
  rowCount: z.int().nullable().describe('Rows of the file, once it was read through.'),
  line: z.int().describe('Lines read so far.'),
  why: z.string().nullable(),
  startedAt: InstantText, finishedAt: InstantText.nullable(),
  firstErrors: z.array(z.object({
    line: z.int(), field: z.string(), code: z.string(), reason: z.string(),
  })).describe('The first 50; the whole is in errors.csv.'),
}).meta({ id: 'Import' })

export const ImportColumn = z.object({
  name: z.string(), isRequired: z.boolean(), about: z.string(),
  aliases: z.array(z.string()).describe('Headings that are recognised as this column.'),
})

export const describeImport = endpoint({
  method: 'get', path: '/imports/columns/{kind}', tag, role: 'viewer',
  summary: 'The columns an import understands, and an example file',
  params: z.object({ kind: z.enum(IMPORT_KINDS) }),
  answer: z.object({ columns: z.array(ImportColumn), example: z.string() }),
})

export const runImport = endpoint({
  method: 'post', path: '/imports/{kind}', tag, role: 'collector', status: 201,
  summary: 'Import a CSV file (the body, any usual encoding and delimiter). Good rows go in, bad '
    + 'rows come back in errors.csv; a second run of the same file changes nothing',
  params: z.object({ kind: z.enum(IMPORT_KINDS) }),
  query: z.object({
    fileName: z.string().max(255).default(''),
    dryRun: z.stringbool().default(false).describe('Read and check, write nothing.'),
    dateFormat: z.enum(['auto', 'dmy', 'mdy', 'ymd']).default('auto'),
    mapping: z.string().max(10_000).optional()
      .describe('JSON object from column name to heading, where headings are not recognised.'),
  }),
  bodyType: 'text/csv', answer: Import,
})

export const listImports = endpoint({
  method: 'get', path: '/imports', summary: 'Imports, newest first', tag, role: 'viewer',
  query: z.object(Page), answer: pageOf(Import),
})

export const getImport = endpoint({
  method: 'get', path: '/imports/{importId}', summary: 'One import', tag, role: 'viewer',
  params: importId, answer: Import,
})

export const getImportErrors = endpoint({
  method: 'get', path: '/imports/{importId}/errors.csv', tag, role: 'viewer',
  summary: 'The rows that did not go in, as they came, with line, code and reason',
  params: importId, answer: z.string(), answerType: 'text/csv',
})
