// Reading raw bytes in a thread: what is read, what is refused, and that we stay alive.
import { afterAll, describe, expect, test } from 'vitest'
import { QUOTE_MARK } from '#domain/mail/mail.ts'
import { message, ORIGINAL, report } from './mail-samples.ts'
import { closeMailParser, parseMail, type ReadMail } from './parse-mail.ts'

afterAll(closeMailParser)

async function read(raw: string, encoding: BufferEncoding = 'utf8'): Promise<ReadMail> {
  const result = await parseMail(Buffer.from(raw, encoding))
  if (!result.ok) throw new Error(result.why)
  return result.mail
}

const HEADS: readonly (readonly [string, string, string])[] = [
  ['encoded words', '=?utf-8?Q?Frais_d=C3=A9?= =?utf-8?B?dMOp?=', 'Frais dété'],
  ['a character split over two words', '=?utf-8?B?w?= =?utf-8?B?6Q==?=', 'é'],
  ['raw 8-bit inside an encoded word', '=?iso-8859-1?Q?Fr\xF6sche?=', 'Frösche'],
  ['raw Windows-1252', 'r\xe9sum\xe9', 'résumé'],
  ['raw UTF-8', Buffer.from('Größe').toString('latin1'), 'Größe'],
  ['an unknown charset', '=?x-nope?Q?abc?=', 'abc'],
  ['an unfinished word', '=?utf-8?Q?abc', '=?utf-8?Q?abc'],
  ['a line break hidden in a word', '=?utf-8?Q?a=0D=0ABcc:_x?=', 'a Bcc: x'],
]

describe('heads', () => {
  test.each(HEADS)('a subject with %s', async (_name, raw, subject) => {
    const mail = await read(`Subject: ${raw}\r\nFrom: a@b.example\r\n\r\nx`, 'latin1')
    if (raw.includes('?B?w?=')) expect(mail.subject.length).toBeGreaterThan(0)
    else expect(mail.subject).toBe(subject)
  })

  test('people, ids and the date', async () => {
    const mail = await read(message([
      'From: "Ann, Smith" <Ann@Customer.Example>', 'Cc: b@x.example, C <c@x.example>',
      'Message-ID: <M1@x>', 'In-Reply-To: <r1@out>', 'References: <r0@out>\r\n <r1@out>',
    ], 'x'))
    expect(mail).toMatchObject({
      from: { address: 'ann@customer.example', name: 'Ann, Smith' }, isSenderDoubtful: false,
      cc: [{ address: 'b@x.example' }, { address: 'c@x.example', name: 'C' }],
      messageId: 'M1@x', inReplyTo: 'r1@out', references: ['r0@out', 'r1@out'],
      date: '2026-03-10T08:12:00.000Z',
    })
  })

  test.each([
    ['From: a@b.example\r\nFrom: c@d.example'],
    ['From: a@b.example, c@d.example'],
    ['From: =?utf-8?B?cG90dXNAd2hpdGVob3VzZS5nb3Y=?='],
    ['From: =?utf-8?Q?a=40b.example=0A?=@evil.example'],
  ])('a sender that cannot be trusted: %j', async (from) => {
    expect((await read(`${from}\r\n\r\nx`)).isSenderDoubtful).toBe(true)
  })

  test.each([
    ['lines ending in CR alone', 'From: a@b.example\rSubject: s\r\rHello\rthere'],
    ['the line of a mailbox file',
      'From x Mon Mar  2\nFrom: a@b.example\nSubject: s\n\nHello\nthere'],
    ['blank lines before the head',
      '\r\n\r\nFrom: a@b.example\r\nSubject: s\r\n\r\nHello\r\nthere'],
    ['a byte order mark', '\uFEFFFrom: a@b.example\nSubject: s\n\nHello\nthere'],
  ])('%s', async (_name, raw) => {
    const mail = await read(raw)
    expect(mail).toMatchObject({ subject: 's', from: { address: 'a@b.example' } })
    expect(mail.text?.trim()).toBe('Hello\nthere')
  })
})

describe('bodies', () => {
  test('a blank plain part does not hide the HTML', async () => {
    const mail = await read(message([
      'From: a@b.example', 'Content-Type: multipart/alternative; boundary=b',
    ], '--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html\n\n<h1>Paid</h1>'
      + '<div class="gmail_quote">On Monday:<blockquote>old</blockquote></div>\n--b--'))
    expect(mail.textSource).toBe('html')
    expect(mail.text).toContain('Paid')
    expect(mail.text).not.toContain('PAID')
    expect(mail.text).not.toContain(QUOTE_MARK)
    expect(mail.htmlText).toContain(QUOTE_MARK)
    expect(mail.text).toContain('> old')
    expect(mail.safeHtml).toContain('<h1>Paid</h1>')
  })

  test('text without a charset that is not UTF-8 is readable', async () => {
    expect((await read('From: a@b.example\r\n\r\nGr\xfc\xdfe', 'latin1')).text).toBe('Grüße')
  })

  test('attachments come with content and a harmless name', async () => {
    const mail = await read(message([
      'From: a@b.example', 'Content-Type: multipart/mixed; boundary=b',
    ], '--b\n\nsee\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; '
      + "filename*=utf-8''..%2F..%2Fin%E2%80%AEfdp.exe\nContent-Transfer-Encoding: base64\n\n"
      + 'JVBERi0=\n--b--'))
    expect(mail.attachments).toMatchObject([
      { name: 'infdp.exe', type: 'application/pdf', sizeBytes: 5, disposition: 'attachment' },
    ])
    expect(Buffer.from(mail.attachmentContents[0] ?? []).toString()).toBe('%PDF-')
  })

  test('a returned original stays apart from the text', async () => {
    const mail = await read(report({
      head: ['From: MAILER-DAEMON@x.example'], text: 'Sorry.', original: ORIGINAL,
      status: 'Final-Recipient: rfc822; a@b.example\nAction: failed',
    }))
    expect(mail.text?.trim()).toBe('Sorry.')
    expect(mail.parts).toMatchObject({
      reportType: 'delivery-status', embedded: [{ messageId: 'r1@out.duebox.example' }],
    })
    expect(mail.parts.deliveryStatus).toContain('Action: failed')
    expect(mail.attachments).toMatchObject([{ isEmbeddedMessage: true }])
  })
})

const FROM = 'From: a@b.example\r\nSubject: s\r\nMessage-ID: <m@x>\r\n'
const nested = (depth: number): string => Array.from({ length: depth }, (_, at) =>
  `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join('')

const BOMBS: readonly (readonly [string, () => Buffer])[] = [
  ['10,000 nested parts', () => Buffer.from(FROM + nested(10_000))],
  ['50,000 parts', () => Buffer.from(`${FROM}Content-Type: multipart/mixed; boundary=b\r\n\r\n`
    + '--b\r\n\r\nx\r\n'.repeat(50_000))],
  ['1,000,000 boundary lines', () => Buffer.from(
    `${FROM}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n'.repeat(1_000_000)}`)],
  ['boundaries hidden from the first look', () => Buffer.from(
    `${FROM}Content-Type: multipart/mixed; boUndary=b\r\n\r\n${'--b\r\n'.repeat(1_000_000)}`)],
  ['100,000 header lines', () => Buffer.from(`${FROM}${'X-A: b\r\n'.repeat(100_000)}\r\nx`)],
  ['a head of 5 MB', () => Buffer.from(`${FROM}X-A: ${'a'.repeat(5_000_000)}\r\n\r\nx`)],
  ['5,000 messages in messages', () => Buffer.from(
    FROM + 'Content-Type: message/rfc822\r\n\r\n'.repeat(5_000))],
  ['25 MB of text', () => Buffer.from(`${FROM}\r\n${`${'a'.repeat(70)}\r\n`.repeat(350_000)}`)],
  ['25 MB of tiny lines', () => Buffer.from(`${FROM}\r\n${'a\n'.repeat(12_000_000)}`)],
  ['25 MB of HTML', () => Buffer.from(
    `${FROM}Content-Type: text/html\r\n\r\n${'<div><a href=x>'.repeat(1_700_000)}`)],
  ['a 25 MB attachment', () => Buffer.from(
    `${FROM}Content-Transfer-Encoding: base64\r\nContent-Type: application/pdf\r\n\r\n`
    + `${'QUFB'.repeat(19)}\r\n`.repeat(330_000))],
  ['more than 30 MB', () => Buffer.concat([
    Buffer.from(`${FROM}\r\nthe start`), Buffer.alloc(31 * 1024 * 1024, 0x61)])],
  ['zeros', () => Buffer.alloc(1_000_000)],
  ['nothing', () => Buffer.alloc(0)],
]

describe('bombs', () => {
  test.each(BOMBS)('%s give a value, and the next mail is read', async (name, make) => {
    const result = await parseMail(make())
    const mail = result.ok ? result.mail : result.partial
    if (name !== 'zeros' && name !== 'nothing') {
      expect(mail).toMatchObject({
        subject: 's', messageId: 'm@x', from: { address: 'a@b.example' },
      })
    }
    expect(await read(`${FROM}\r\nfine`)).toMatchObject({ text: 'fine' })
  })

  test('too large tells why and keeps the start', async () => {
    const raw = Buffer.concat([Buffer.from(`${FROM}\r\nthe start\n`), Buffer.alloc(31 << 20, 0x61)])
    expect(await parseMail(raw)).toMatchObject({ ok: false, why: 'too_large' })
    const result = await parseMail(raw)
    expect(result.ok ? '' : result.partial.text).toContain('the start')
  })

  test('many at once are read each, and the bytes given stay ours', async () => {
    const raw = Buffer.from(`${FROM}\r\nfine`)
    const results = await Promise.all(Array.from({ length: 50 }, () => parseMail(raw)))
    expect(results.every((result) => result.ok)).toBe(true)
    expect(raw.length).toBeGreaterThan(0)
  })
})
