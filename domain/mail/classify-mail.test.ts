// The rules never throw and never hang, whatever is in a message.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AUTO_REPLY_SUBJECTS, AUTO_REPLY_TITLES } from './auto-reply-subjects.ts'
import { BOUNCE_SUBJECTS, BOUNCE_TEXTS } from './bounce-phrases.ts'
import { classifyMail } from './classify-mail.ts'
import type { ParsedMail } from './mail.ts'
import { fold } from './mail-facts.ts'
import { readDeliveryStatus, statusIn } from './read-delivery-report.ts'

const mail = (given: Partial<ParsedMail>): ParsedMail => ({
  headers: [], from: { address: 'ann@customer.example', name: 'Ann' }, isSenderDoubtful: false,
  to: [], cc: [], replyTo: [], subject: '', messageId: null, inReplyTo: null, references: [],
  date: null, text: null, textSource: null, htmlText: null, html: null, attachments: [],
  parts: {
    contentTypes: ['text/plain'], reportType: null, deliveryStatus: null,
    dispositionNotification: null, feedbackReport: null, embedded: [],
  },
  ...given,
})

const words = fc.oneof(
  fc.string({ maxLength: 60 }), fc.constantFrom(
    'Automatic reply: x', 'Re: ', 'out of office', 'Undeliverable: x', '550 5.1.1 user unknown',
    'Final-Recipient: rfc822; a@b.example', 'Action: failed', 'Status: 5.1.1', '<>', 'yes', 'all',
    'This is an automatic reply', '> quoted', 'MAILER-DAEMON', '\uD800', 'İ', 'ß', '自動応答',
  ),
)
const names = fc.constantFrom(
  'auto-submitted', 'return-path', 'precedence', 'list-id', 'x-autoreply', 'x-failed-recipients',
  'x-auto-response-suppress', 'x-ms-exchange-inbox-rules-loop', 'user-agent', 'x-ricevuta', 'from',
)

test('any message gets a verdict', () => {
  const anyMail = fc.record({
    headers: fc.array(fc.record({ name: names, value: words }), { maxLength: 8 }),
    subject: words,
    text: fc.option(fc.array(words, { maxLength: 12 }).map((one) => one.join('\n'))),
    htmlText: fc.option(words), inReplyTo: fc.option(words),
    from: fc.option(fc.record({ address: words, name: words })),
    deliveryStatus: fc.option(words),
  })
  fc.assert(fc.property(anyMail, fc.boolean(), ({ deliveryStatus, ...given }, isNull) => {
    const parts = { ...mail({}).parts, deliveryStatus }
    const verdict = classifyMail(mail({ ...given, parts }), { hasNullReturnPath: isNull })
    expect(verdict.isBounce).toBe(verdict.kind === 'bounce')
    expect(verdict.isAutoReply).toBe(verdict.kind === 'auto_reply')
    expect(verdict.bounceHard && verdict.bounceTemporary).toBe(false)
  }), { numRuns: 1_000 })
})

test('a text made to hurt is judged in time', () => {
  const begun = performance.now()
  const pieces = ['<a@b', 'Final-Recipient: x;\n', ' 550 5.1.', 'to a@', '((((', 'On wrote ']
  for (const piece of pieces) {
    classifyMail(mail({ text: piece.repeat(100_000), subject: piece.repeat(1_000) }))
    classifyMail(mail({ from: { address: '', name: '' }, text: piece.repeat(100_000) }))
  }
  expect(performance.now() - begun).toBeLessThan(10_000)
})

test('every phrase is written as it is compared: folded', () => {
  const phrases = [
    ...AUTO_REPLY_TITLES, ...AUTO_REPLY_SUBJECTS, ...BOUNCE_SUBJECTS, ...BOUNCE_TEXTS,
  ]
  for (const phrase of phrases) expect(fold(phrase)).toBe(phrase.trim())
})

test('a status is three numbers, not an address of a computer', () => {
  expect(statusIn('550 5.1.1 no')).toBe('5.1.1')
  expect(statusIn('host 5.1.1.20 said no')).toBeNull()
  expect(statusIn('(#5.7.26)')).toBe('5.7.26')
  expect(statusIn('version 15.1.1')).toBeNull()
})

test('a report is read group by group, folded lines and odd words too', () => {
  const reports = readDeliveryStatus(
    'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822;<A@B.Example>\n'
    + 'Action: Failure\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550\n 5.1.1 unknown\n'
    + 'Final-Recipient: rfc822; c@d.example\nAction: delayed')
  expect(reports).toMatchObject([
    { address: 'a@b.example', action: 'failed', status: '5.1.1' },
    { address: 'c@d.example', action: 'delayed', status: null },
  ])
})
