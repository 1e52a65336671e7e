// Which PDFs go along: only of what is asked for and kept, and never more than a message takes.
import { expect, test } from 'vitest'
import type { OpenInvoice } from './invoice.ts'
import { chooseEnclosures, MOST_FILES, MOST_TOGETHER_BYTES } from './enclosures.ts'
import type { Channel, StepAttachments } from './workflow.ts'

const invoice = (number: string, dueOn: string): OpenInvoice => ({
  id: number, number, currency: 'EUR', totalMinor: 100, openMinor: 100, disputedMinor: 0, pendingMinor: 0,
  promisedMinor: 0, promisedOn: null, brokenPromiseOn: null, issuedOn: '2027-01-01', dueOn,
  recordedAt: '2027-01-01T00:00:00.000Z',
})
const COVERED = [invoice('A', '2027-02-27'), invoice('B', '2027-02-28'),
  invoice('C', '2027-03-01'), invoice('D', '2027-03-02')]
const TODAY = '2027-03-01'

const choose = (
  attachments: StepAttachments, documents: Record<string, number>, channel: Channel = 'email',
  covered: readonly OpenInvoice[] = COVERED,
) => {
  const { statement, invoices, notes } = chooseEnclosures({ channel, attachments },
    { covered, documents: new Map(Object.entries(documents)), today: TODAY })
  return { statement, numbers: invoices.map(({ number }) => number).join(' '), notes }
}

const ALL = { A: 10, B: 10, C: 10, D: 10, Z: 10 }
test.each<[string, StepAttachments['invoices'], boolean, Channel, string, boolean]>([
  ['nothing is asked', 'none', false, 'email', '', false],
  ['the statement alone', 'none', true, 'email', '', true],
  ['open: also what is due later', 'open', false, 'email', 'A B C D', false],
  ['overdue: not what is due today', 'overdue', false, 'email', 'A B', false],
  ['both, by letter', 'overdue', true, 'letter', 'A B', true],
  ['a step that became an SMS', 'open', true, 'sms', '', false],
  ['a step that became a call', 'open', true, 'call', '', false],
])('%s', (_name, invoices, statement, channel, numbers, hasStatement) => {
  expect(choose({ invoices, statement }, ALL, channel))
    .toEqual({ numbers, statement: hasStatement, notes: [] })
})

test('an invoice without a PDF is left out and told; one that is not asked for is not', () => {
  expect(choose({ invoices: 'overdue', statement: false }, { B: 10 })).toEqual({
    numbers: 'B', statement: false, notes: ['No PDF of A: none is kept here.'],
  })
  const many = Array.from({ length: 7 }, (_, place) => invoice(`I-${place}`, '2027-01-01'))
  expect(choose({ invoices: 'open', statement: true }, {}, 'email', many)).toEqual({
    numbers: '', statement: true,
    notes: ['No PDF of I-0, I-1, I-2, I-3, I-4 and 2 more: none is kept here.'],
  })
})

test('a child’s invoice is told by its owner too', () => {
  const [first] = COVERED
  const owed = first ? [{ ...first, owedBy: 'Daughter' }] : []
  expect(choose({ invoices: 'open', statement: false }, {}, 'email', owed).notes[0])
    .toContain('Daughter')
})

const TOO_MUCH = (count: number) => `The PDFs of ${count} invoices are too much for one message `
  + '(25 files, 30 MB): a statement of account instead.'

test.each<[string, number, string, string[]]>([
  ['just as much as a message takes', MOST_TOGETHER_BYTES - 1, 'A B', []],
  ['one byte more', MOST_TOGETHER_BYTES, '', [TOO_MUCH(2)]],
])('%s: %d bytes', (_name, bytes, numbers, notes) => {
  expect(choose({ invoices: 'overdue', statement: false }, { A: bytes, B: 1 }))
    .toEqual({ numbers, statement: notes.length > 0, notes })
})

test.each([[MOST_FILES, true], [MOST_FILES + 1, false]])('%d files go along: %s', (count, go) => {
  const many = Array.from({ length: count }, (_, place) => invoice(`I-${place}`, '2027-01-01'))
  const { numbers, statement } = choose({ invoices: 'open', statement: false },
    Object.fromEntries(many.map(({ id }) => [id, 1])), 'email', many)
  expect(numbers.split(' ').filter(Boolean)).toHaveLength(go ? count : 0)
  expect(statement).toBe(!go)
})
