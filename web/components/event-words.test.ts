// Every kind of event is worded by the pages, and in English says what the server says.
import { expect, test } from 'vitest'
import { describeEvent, EVENT_KINDS } from '#domain/event.ts'
import { eventSentence } from './event-words.ts'

const FULL = {
  address: 'ann@a.example', amount: '€12.00', as: 'kept', before: 20, channel: 'email',
  collectAt: 'parent', contact: 'Ann', count: 3, days: 4, dueOn: '2026-03-10', elsewhere: true,
  expectedOn: '2026-03-11', former: 'Old', from: '+33612345678', head: 'Acme', how: 'by_day',
  keptUntil: '2027-01-01', keyword: 'STOP', level: 'customer', mark: '#12', most: 60,
  name: 'Reminder', next: 'Call them.', number: 'INV-1', numbers: 'INV-1, INV-2',
  outcome: 'reached', owner: 'Bea', parent: 'Acme', postedOn: '2026-03-12',
  promisedOn: '2026-03-13', quote: 'we pay on Friday', reason: 'talks', returnsOn: '2026-03-14',
  returnsTime: '09:00', runs: 'migrate', scope: 'workflow', sentOn: '2026-03-15',
  state: 'investigating', status: 'delivered', stillOpen: 'yes', successor: 'New',
  suggestion: 'promise', to: 'bob@b.example', untilOn: '2026-03-16', version: 2,
  wish: 'Only by phone.', workflow: 'Standard',
}
type Detail = Readonly<Record<string, unknown>>

/** Values that a sentence turns on. */
const CASES: readonly Detail[] = [
  { channel: 'letter' }, { channel: 'sms' }, { channel: 'task' }, { channel: 'call' },
  { channel: 'next_contact' }, { channel: 'person' }, { collectAt: 'self' },
  { scope: 'organization' }, { scope: 'customer' }, { state: 'settling' }, { level: 'invoice' },
  { runs: 'finish' }, { how: 'by_hand' }, { elsewhere: false },
  ...['upheld', 'credited', 'withdrawn', 'partly_kept', 'broken', 'cancelled', 'superseded',
    'void', 'written off', 'written_off', 'sent', 'send_again', 'give_up', 'other_end']
    .map((as) => ({ as })),
  ...['read', 'cancelled', 'failed', 'undelivered', 'queued'].map((status) => ({ status })),
  ...['dispute', 'already_paid', 'po_missing', 'wrong_person', 'out_of_office', 'other']
    .map((suggestion) => ({ suggestion })),
]
/** A text that was not recorded; without a count there is no sentence about one. */
const MISSING: readonly Detail[] = Object.keys(FULL)
  .filter((field) => field !== 'count' && field !== 'days')
  .map((field) => ({ [field]: undefined }))

test.each(EVENT_KINDS)('%s reads as the server tells it', (kind) => {
  for (const other of [{}, ...CASES, ...MISSING]) {
    const detail: Detail = { ...FULL, ...other }
    expect(eventSentence({ kind, text: 'not worded', detail }), JSON.stringify(other))
      .toBe(describeEvent(kind, detail))
  }
})

test('a kind the page does not know is told as the server tells it', () => {
  expect(eventSentence({ kind: 'moon_rose', text: 'moon rose', detail: {} })).toBe('moon rose')
})
