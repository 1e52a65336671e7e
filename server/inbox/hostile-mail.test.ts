// Messages made to hurt: none costs the reader its limit, and each is still answered.
import { afterAll, describe, expect, test } from 'vitest'
import {
  ABSENCE_TITLES, AUTO_REPLY_SUBJECTS, AUTO_REPLY_TITLES, IS_ABSENT_SUBJECTS,
} from '#domain/mail/auto-reply-subjects.ts'
import {
  ABSENCE_TEXTS, AUTOMATIC_OPENINGS, AUTOMATIC_TEXTS, CHALLENGE_TEXTS,
} from '#domain/mail/auto-reply-texts.ts'
import {
  BOUNCE_SUBJECTS, BOUNCE_TEXTS, DEAD_ADDRESS_TEXTS, DELAY_TEXTS,
} from '#domain/mail/bounce-phrases.ts'
import {
  DEVICE_LINES, HEADER_NAMES, ON_DATE, REPLY_ABOVE_LINES, SEPARATORS, WROTE,
} from '#domain/mail/quote-phrases.ts'
import { classifyMail } from '#domain/mail/classify-mail.ts'
import { replyText } from '#domain/mail/reply-text.ts'
import { explainMail } from './explain-mail.ts'
import { closeMailParser } from './parse-mail.ts'
import { readHeadOnly } from './read-mail.ts'
import { unwrapForward } from './unwrap-forward.ts'

afterAll(() => closeMailParser())

const UTF8 = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit'
const mail = (text: string, head = `${UTF8}\r\nSubject: x`) =>
  Buffer.from(`From: a@b.example\r\n${head}\r\n\r\n${text}`)

const TABLES: Record<string, readonly string[]> = {
  AUTO_REPLY_TITLES, ABSENCE_TITLES, IS_ABSENT_SUBJECTS, AUTO_REPLY_SUBJECTS, ABSENCE_TEXTS,
  AUTOMATIC_TEXTS, AUTOMATIC_OPENINGS, CHALLENGE_TEXTS, BOUNCE_SUBJECTS, BOUNCE_TEXTS,
  DEAD_ADDRESS_TEXTS, DELAY_TEXTS, DEVICE_LINES, ON_DATE, REPLY_ABOVE_LINES, SEPARATORS, WROTE,
  'names of header fields': Object.values(HEADER_NAMES).flat(),
}

// Whether a thread was killed is told by `unreadable`; what hangs here ends at vitest's limit.
const whyUnread = async (raw: Buffer) => (await explainMail(raw)).unreadable

describe('a table of phrases cannot be turned against us', () => {
  test.each(Object.entries(TABLES))('%s', (_, phrases) => {
    const all = phrases.join('\n')
    const [first = '', last = ''] = [phrases[0], phrases.at(-1)]
    const texts = [
      `${all}\n`.repeat(Math.ceil(200_000 / all.length)), `${phrases.join(' ')} `.repeat(20),
      `${first} `.repeat(20_000), first.repeat(20_000), `${last}: `.repeat(20_000),
      `> ${last}\n`.repeat(20_000), `${phrases.map((one) => `${one}: a@b.example`).join('\n')}\n`
        .repeat(40),
    ]
    for (const text of texts) {
      for (const subject of ['x', `Fwd: ${text.slice(0, 60_000)}`]) {
        const parsed = { ...readHeadOnly(mail('')), text, subject }
        expect(classifyMail(parsed).kind).not.toBe('')
        expect(replyText(parsed).reply).not.toBe('')
        expect(unwrapForward(text, subject)).toBeDefined()
      }
    }
  })
})

const FORWARD = '---------- Forwarded message ---------\n'
const TEXTS: readonly (readonly [string, string])[] = [
  ['blanks below a forward', `${FORWARD}From:${' '.repeat(20_000)}x`],
  ['a forward of forwards', FORWARD.repeat(5_000)],
  ['names of fields below a forward', `${FORWARD}${'From: a\nTo: b\nSubject: c\n'.repeat(5_000)}`],
  ['brackets below a forward', `${FORWARD}From: ${'<'.repeat(20_000)}a@b${'>'.repeat(20_000)}`],
  ['recipients without end', `${FORWARD}From: a@b.c\nTo: ${'a@b.c, '.repeat(20_000)}`],
  ['On without end', 'On '.repeat(20_000)],
  ['blanks without end', `a${' '.repeat(1_000_000)}b`],
  ['quotes without end', `${'>'.repeat(1_000_000)}`],
  ['quotes in lines', '> > >\n'.repeat(20_000)],
  ['addresses without end', 'a@b.example '.repeat(100_000)],
  ['codes without end', '550 5.1.'.repeat(100_000)],
  ['fields of reports', 'Final-Recipient: rfc822; a@b\nAction: failed\n'.repeat(10_000)],
  ['ids without end', 'Message-ID: <'.repeat(50_000)],
  ['blank lines', '\n'.repeat(20_000)],
  ['one word of 1 MB', 'x'.repeat(1_000_000)],
  ['marks of ours', '\uE0F1\n'.repeat(20_000)],
  ['halves of characters', '\uD800'.repeat(50_000)],
]

const HTML: readonly (readonly [string, string])[] = [
  ['100,000 open tags', '<div>'.repeat(100_000)],
  ['100,000 open quotes', '<blockquote class="gmail_quote">'.repeat(20_000)],
  ['a tag without end', `<div ${'a="b" '.repeat(100_000)}`],
  ['comments without end', '<!--'.repeat(200_000)],
  ['entities without end', '&amp'.repeat(200_000)],
  ['one style of 1 MB', `<p style="${'color:red;'.repeat(100_000)}">x</p>`],
  ['a table of a million cells', `<table>${'<tr><td>x'.repeat(100_000)}</table>`],
]

describe('a body made to hurt is read in time', () => {
  test.each(TEXTS)('%s', async (_, text) => {
    for (const head of [`${UTF8}\r\nSubject: x`, `${UTF8}\r\nSubject: Fwd: x`]) {
      expect(await whyUnread(mail(text, head))).toBeUndefined()
    }
  })
  test.each(HTML)('HTML: %s', async (_, html) => {
    const head = 'Content-Type: text/html; charset=utf-8\r\nSubject: Fwd: x'
    expect(await whyUnread(mail(html, head))).toBeUndefined()
  })
})

const HEADS: readonly (readonly [string, string])[] = [
  ['300 addresses with names', `To: ${'"a, b" <a@b.example>, '.repeat(2_000)}`],
  ['brackets without end', `To: ${'<'.repeat(30_000)}`],
  ['comments in comments', `To: ${'('.repeat(30_000)}`],
  ['quotes without end', `To: ${'"'.repeat(30_001)}`],
  ['encoded words without end', `Subject: ${'=?utf-8?B?'.repeat(5_000)}`],
  ['encoded words of nothing', `Subject: ${'=?utf-8?Q??= '.repeat(5_000)}`],
  ['references without end', `References: ${'<a@b> '.repeat(10_000)}`],
  ['words in the return path', `Return-Path: ${'SRS0='.repeat(10_000)}`],
  ['a forwarder without end', `X-Forwarded-For: ${'a@'.repeat(30_000)}`],
  ['parameters without end', `Content-Type: text/plain; ${'a*0=b; '.repeat(10_000)}`],
]

describe('a head made to hurt is read in time', () => {
  test.each(HEADS)('%s', async (_, line) => {
    expect(await whyUnread(mail('x', line))).toBeUndefined()
  })
})

describe('who hides in a name', () => {
  test.each([
    ['an address in an encoded word', 'From: =?utf-8?B?Ym9zc0BiYW5rLmV4YW1wbGU=?= <eve@evil.example>',
      'eve@evil.example'],
    ['a line break in an encoded word',
      'From: =?utf-8?Q?a=0d=0aBcc:_x@y?= <eve@evil.example>', 'eve@evil.example'],
    ['a NUL that cuts the address', 'From: boss@bank.example\0@evil.example', null],
    ['an address with a blank', 'From: <boss @bank.example>', null],
  ])('%s', async (_, line, from) => {
    const raw = Buffer.from(`${line}\r\nSubject: x\r\n\r\nx`)
    const explained = await explainMail(raw)
    expect([from, null]).toContain(explained.from)
    expect(explained.fromName).not.toMatch(/[\r\n\0]/)
  })
})
