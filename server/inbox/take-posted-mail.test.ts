// Mail that providers post: proven, taken once, and put together honestly when there is no original.
import { sql } from 'kysely'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Problem } from '../platform/errors.ts'
import { aMail, openReplies } from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, anOrganization, NOW, type SceneOrganization,
} from '../testing/mail-scene.ts'
import type { HookProvider } from './hook-store.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveWaiting } from './receive-message.ts'
import { addHook, listHooks, revokeHook } from './save-hook.ts'
import { MOST_MAIL_BYTES } from './store-mail.ts'
import { takePostedMail } from './take-posted-mail.ts'

let installation: FreshInstallation
let org: SceneOrganization
let customerId: string
beforeAll(async () => { installation = await freshInstallation() })
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})
beforeEach(async () => {
  org = await anOrganization(installation)
  customerId = await aCustomer(org, { emails: ['bea@buyer.example'] })
})

const aHook = async (provider: HookProvider, secret: string | null = null) => {
  const { url, id } = await org.do((open) => addHook(open, { name: 'Ours', provider, secret }))
  return { id, provider, token: url.split('/')[6] ?? '' }
}
type Hook = Awaited<ReturnType<typeof aHook>>

const post = (hook: Hook, body: BodyInit, headers: Record<string, string> = {}) =>
  takePostedMail(installation, {
    provider: hook.provider, token: hook.token, query: { from: '', to: '' },
    // Node streams a body only when told that it does (duplex), which the types do not know.
    request: new Request('https://duebox.example', {
      method: 'POST', body, headers, duplex: 'half' } as RequestInit),
  })
const statusOf = (work: Promise<unknown>) => work.then(() => 200,
  (error: unknown) => (error instanceof Problem ? error.status : 500))

/** A form as a provider sends it, byte for byte. */
function form(fields: Record<string, string | Buffer>, files: Record<string, Buffer> = {}) {
  const parts = [
    ...Object.entries(fields).map(([name, value]) => [`name="${name}"`, value] as const),
    ...Object.entries(files).map(([name, value], place) =>
      [`name="attachment${place + 1}"; filename="${name}"`, value] as const),
  ].flatMap(([about, value]) => [
    Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; ${about}\r\n\r\n`),
    typeof value === 'string' ? Buffer.from(value) : value, Buffer.from('\r\n')])
  return {
    body: new Uint8Array(Buffer.concat([...parts, Buffer.from('--xYzZY--\r\n')])),
    headers: { 'content-type': 'multipart/form-data; boundary=xYzZY' },
  }
}
const rawMail = () => aMail({ from: 'bea@buyer.example', id: 'posted@buyer.example' })

async function received() {
  await receiveWaiting(installation, org.id)
  const { rows } = await org.do(({ tx }) => sql<{
    from_address: string; subject: string; body_text: string; in_reply_to: string | null
    reasons: Record<string, unknown>; files: string[]
  }>`select from_address, subject, body_text, in_reply_to, reasons,
      array(select name from attachment a where a.message_id = m.id order by name) as files
    from message m where direction = 'in'`.execute(tx))
  return rows
}
const rawsOf = async () => (await org.do(({ tx }) => sql<{ raw: Buffer; envelope_to: string[] }>`
  select raw, envelope_to from inbound_mail`.execute(tx))).rows

test('SendGrid’s raw mode is kept byte for byte, in any charset', async () => {
  const hook = await aHook('sendgrid')
  const raw = Buffer.concat([rawMail(), Buffer.from([0xe9, 0xff, 0x0d, 0x0a, 0x00, 0x2d, 0x2d])])
  const { body, headers } = form({
    email: raw, envelope: '{"to":["in-x@duebox.example"],"from":"bea@buyer.example"}',
  })
  await post(hook, body, headers)
  const [mail] = await rawsOf()
  expect(mail?.raw.equals(raw)).toBe(true)
  expect(mail?.envelope_to).toEqual(['in-x@duebox.example'])
})

test('SendGrid’s signature is checked over the very bytes that came', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const hook = await aHook('sendgrid',
    publicKey.export({ format: 'der', type: 'spki' }).toString('base64'))
  const { body, headers } = form({ email: rawMail() })
  const signed = (timestamp: string, bytes: Uint8Array) => ({
    ...headers, 'x-twilio-email-event-webhook-timestamp': timestamp,
    'x-twilio-email-event-webhook-signature': sign('sha256',
      Buffer.concat([Buffer.from(timestamp), bytes]), privateKey).toString('base64'),
  })
  expect(await statusOf(post(hook, body, headers))).toBe(401)
  expect(await statusOf(post(hook, body, signed('1', new Uint8Array([1]))))).toBe(401)
  expect(await rawsOf()).toEqual([])
  expect(await statusOf(post(hook, body, signed('1', body)))).toBe(200)
  const [shown] = await org.do(listHooks)
  expect(shown?.refusedWhy).toContain('signature')
})

test('a provider that delivers twice gets the same answer and there is one message', async () => {
  const hook = await aHook('sendgrid')
  const { body, headers } = form({ email: rawMail() })
  const first = await post(hook, body, headers)
  expect(await post(hook, body, headers)).toEqual({ ...first, isDuplicate: true })
  expect(await received()).toHaveLength(1)
})

test('the same mail by hook and by a raw hook is one message', async () => {
  const { body, headers } = form({ email: rawMail() })
  await post(await aHook('sendgrid'), body, headers)
  await post(await aHook('raw'), new Uint8Array(Buffer.from(rawsText(body))))
  expect(await received()).toHaveLength(1)
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 1 }])
})
const rawsText = (body: Uint8Array) => {
  const text = Buffer.from(body).toString()
  return text.slice(text.indexOf('\r\n\r\n') + 4, text.lastIndexOf('\r\n--xYzZY--'))
}

const KEY = 'key-of-mailgun'
function mailgun(fields: Record<string, string | Buffer>, given: {
  token?: string; seconds?: number; key?: string
} = {}) {
  const timestamp = String(Date.parse(NOW) / 1000 + (given.seconds ?? 0))
  const token = given.token ?? 'a'.repeat(50)
  const signature = createHmac('sha256', given.key ?? KEY).update(timestamp + token).digest('hex')
  return form({ ...fields, timestamp, token, signature })
}

test('Mailgun: a right signature is good once, for one message, and for its retries', async () => {
  const hook = await aHook('mailgun', KEY)
  const send = ({ body, headers }: ReturnType<typeof form>) => statusOf(post(hook, body, headers))
  const mail = { recipient: 'ar@in.seller.example', 'body-mime': rawMail() }
  expect(await send(form(mail))).toBe(401)
  expect(await send(mailgun(mail, { key: 'another' }))).toBe(401)
  expect(await send(mailgun(mail, { seconds: -13 * 3600 }))).toBe(401)
  expect(await send(mailgun(mail, { seconds: 3600 }))).toBe(401)
  expect(await send(mailgun(mail))).toBe(200)
  // The provider did not hear us and tries again.
  expect(await send(mailgun(mail))).toBe(200)
  // Somebody has seen the signed call and puts other words under it.
  expect(await send(mailgun({ ...mail, 'body-mime': aMail() }))).toBe(401)
  expect(await send(mailgun({ ...mail, 'body-mime': aMail() }, { token: 'b', seconds: -7 * 3600 })))
    .toBe(200)
  expect(await received()).toHaveLength(2)
})

test('Mailgun’s url-encoded fields are put together, and say that they cannot be verified', async () => {
  const hook = await aHook('mailgun')
  const fields = new URLSearchParams({
    recipient: 'ar@in.seller.example', sender: 'bea@buyer.example', subject: 'Über die Rechnung',
    from: 'Bea Büyer <bea@buyer.example>', 'body-plain': 'Wir zahlen am Freitag. 100 % sicher + ja',
    'message-headers': JSON.stringify([['Message-Id', '<m@buyer.example>'],
      ['In-Reply-To', '<q@duebox.example>'], ['Subject', 'Über die Rechnung'],
      ['From', 'Bea Büyer <bea@buyer.example>'], ['Content-Type', 'text/evil'],
      ['X-Bad', 'one\r\nBcc: two']]),
  })
  await post(hook, fields.toString(), { 'content-type': 'application/x-www-form-urlencoded' })
  expect(await received()).toMatchObject([{
    from_address: 'bea@buyer.example', subject: 'Über die Rechnung',
    body_text: 'Wir zahlen am Freitag. 100 % sicher + ja', in_reply_to: 'q@duebox.example',
    reasons: { way: 'webhook', isRebuilt: true, unverifiable: expect.any(String) },
  }])
  expect(await openReplies(org, customerId)).toHaveLength(1)
})

const POSTMARK = {
  From: 'bea@buyer.example', To: 'ar@in.seller.example', Subject: 'Re: INV-1',
  OriginalRecipient: 'in-x@duebox.example', TextBody: 'See the file.',
  HtmlBody: '<p>See the <b>file</b>.</p>',
  Headers: [{ Name: 'Message-ID', Value: '<p@buyer.example>' }],
  Attachments: [{
    Name: 'Beleg ü.pdf', ContentType: 'application/pdf', Content: 'JVBERi0xLjQ=', ContentID: '',
  }],
}

test('Postmark without the raw e-mail: words and files are there', async () => {
  const hook = await aHook('postmark', 'duebox:secret')
  const basic = (pair: string) => ({
    authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
  const body = JSON.stringify(POSTMARK)
  expect(await statusOf(post(hook, body))).toBe(401)
  expect(await statusOf(post(hook, body, basic('duebox:wrong')))).toBe(401)
  expect(await statusOf(post(hook, body, basic('duebox:secret')))).toBe(200)
  expect(await received()).toMatchObject([{
    subject: 'Re: INV-1', body_text: 'See the file.', files: ['Beleg ü.pdf'],
  }])
})

test('fields by one way and the original by another are one message, whichever is first', async () => {
  for (const order of ['fields first', 'original first']) {
    org = await anOrganization(installation)
    customerId = await aCustomer(org, { emails: ['bea@buyer.example'] })
    const raw = aMail({ from: 'bea@buyer.example', id: 'p@buyer.example', text: 'See the file.' })
    const [fields, original] = [await aHook('postmark'), await aHook('raw')]
    const takes = [() => post(fields, JSON.stringify(POSTMARK)),
      () => post(original, new Uint8Array(raw))]
    if (order === 'original first') takes.reverse()
    for (const take of takes) {
      await take()
      await receiveWaiting(installation, org.id)
    }
    expect(await received(), order).toHaveLength(1)
  }
})

test('Postmark’s raw e-mail is the original', async () => {
  const raw = rawMail().toString()
  await post(await aHook('postmark'), JSON.stringify({ ...POSTMARK, RawEmail: raw }))
  expect((await rawsOf())[0]?.raw.toString()).toBe(raw)
})

test('a revoked, foreign or made-up address is refused', async () => {
  const hook = await aHook('raw')
  const body = new Uint8Array(rawMail())
  expect(await statusOf(post({ ...hook, provider: 'postmark' }, body))).toBe(401)
  expect(await statusOf(post({ ...hook, token: `${hook.token.slice(0, -1)}?` }, body))).toBe(401)
  expect(await statusOf(post({ ...hook, token: `${'0'.repeat(32)}-${'a'.repeat(24)}` }, body)))
    .toBe(401)
  const other = await anOrganization(installation)
  const elsewhere = hook.token.replace(/^[^-]+/, other.id.replaceAll('-', ''))
  expect(await statusOf(post({ ...hook, token: elsewhere }, body))).toBe(401)
  expect(await statusOf(post(hook, body))).toBe(200)
  await org.do((open) => revokeHook(open, hook.id))
  expect(await statusOf(post(hook, body))).toBe(401)
})

test('what is too large, cut off or no mail is refused, and the list of hooks says so', async () => {
  const hook = await aHook('sendgrid')
  const large = new ReadableStream<Uint8Array>({
    pull: (controller) => { controller.enqueue(new Uint8Array(1024 * 1024)) },
  })
  expect(await statusOf(post(hook, large))).toBe(413)
  expect((await org.do(listHooks))[0]?.refusedWhy).toContain('larger than 30 MB')
  const { body, headers } = form({ email: rawMail() })
  expect(await statusOf(post(hook, body.slice(0, -20), headers))).toBe(400)
  expect(await statusOf(post(hook, 'x', { 'content-type': 'text/plain' }))).toBe(400)
  expect(await statusOf(post(hook, form({ other: 'x' }).body, headers))).toBe(400)
  expect(await statusOf(post(await aHook('postmark'), '{"RecordType":"Open"}'))).toBe(400)
  expect(await rawsOf()).toEqual([])
  expect(MOST_MAIL_BYTES).toBe(30 * 1024 * 1024)
})

test('a key that cannot be read is refused when it is saved', async () => {
  await expect(aHook('sendgrid', 'not a key')).rejects.toThrow('not a public key')
  await expect(aHook('postmark', 'no colon')).rejects.toThrow('user:password')
})
