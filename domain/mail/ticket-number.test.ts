// Which confirmations carry a ticket number, and which numbers are none.
import { expect, test } from 'vitest'
import { findTicketMark, withTicketMark } from './ticket-number.ts'

const OURS = 'Reminder: invoice 10017 [INV-2041] Dear Buyer, we miss EUR 5,000.00 since 2027-03-01.'

test.each([
  ['[#4711] Your request has been received', '', '[#4711]'],
  ['[Ticket#2026031010000012] RE: Reminder', '', '[Ticket#2026031010000012]'],
  ['[Ticket: 88123] Reminder', '', '[Ticket: 88123]'],
  ['[customer.example #123] AutoReply: Reminder', '', '[customer.example #123]'],
  ['[DESK-12] Reminder', '', '[DESK-12]'],
  ['We received your request (#99812)', '', '[#99812]'],
  ['Your mail', 'Ticket ID: 4711. We will be back.', '[#4711]'],
  ['Your mail', 'Your ticket number is 2026031010000012.', '[#2026031010000012]'],
  ['Your mail', 'Your request (#5521) has been received.', '[#5521]'],
  ['Your mail', 'A ticket has been created with ID 4711.', '[#4711]'],
  ['Case 00012345 was opened', '', '[#00012345]'],
  ['Incident INC0012345 has been opened on your behalf', '', '[#INC0012345]'],
  ['Eingangsbestätigung', 'Ihre Ticketnummer lautet: 556677.', '[#556677]'],
  ['Eingangsbestätigung', 'Vorgangsnummer 20260310-1 und Ticket-Nr. 8812', '[#8812]'],
  ['Ihre Anfrage', 'Anfragenummer: AN-20881', '[#AN-20881]'],
  ['Accusé de réception', 'Le numéro de votre demande est en cours. Numéro de ticket : 7788.',
    '[#7788]'],
  ['Votre demande', 'Dossier n° 55012 ouvert ce jour.', '[#55012]'],
  ['Solicitud recibida', 'Número de incidencia: 99120', '[#99120]'],
  ['Recibido', 'Su caso nº 44551 está abierto.', '[#44551]'],
])('“%s” “%s” has %s', (subject, text, mark) => {
  expect(findTicketMark({ subject, text }, OURS)).toBe(mark)
})

test.each([
  ['an absence', 'Out of office', 'I am away until 2027-03-12; call +33 1 23 45 67 89.'],
  ['our own mark', 'Re: Reminder [INV-2041]', ''],
  ['our own number', 'Automatic reply', 'Request number: 10017 has been received.'],
  ['a promised day', 'Received', 'Your case will be answered within 24 hours.'],
  ['a day behind the word', 'Received', 'Ticket number: 2027-03-01'],
  ['a phone behind the word', 'Received', 'For your case number call 555-1234.'],
  ['a plain number', 'Received', 'Thanks, 123456.'],
  ['external mail', '[EXTERNAL] Re: Reminder', 'We got it.'],
])('%s is no ticket', (_, subject, text) => {
  expect(findTicketMark({ subject, text }, OURS)).toBeNull()
})

test('the mark stands behind a subject once, and never where there is no room', () => {
  expect(withTicketMark('Open: EUR 5', '[#4711]')).toBe('Open: EUR 5 [#4711]')
  expect(withTicketMark('Re: [#4711] Received', '[#4711]')).toBe('Re: [#4711] Received')
  expect(withTicketMark('', '[#4711]')).toBe('')
  expect(withTicketMark('Open', null)).toBe('Open')
  expect(withTicketMark('x'.repeat(493), '[#4711]')).toBe('x'.repeat(493))
  expect(withTicketMark('x'.repeat(492), '[#4711]')).toHaveLength(500)
})
