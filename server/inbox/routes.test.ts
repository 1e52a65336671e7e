// The inbox over its endpoints: raw mail handed in, files handed out.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { explainMail, MailExplanation } from '#contract/mail.ts'
import {
  getAttachment, getRawMail, listInboundMail, receiveMail, retryMail,
} from '#contract/messages.ts'
import { Problem } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { anOrganization, type SceneOrganization } from '../testing/mail-scene.ts'
import { insertAttachments, insertMessages } from './message-store.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveMessage } from './receive-message.ts'
import { inboxRoutes } from './routes.ts'
import { MOST_MAIL_BYTES } from './store-mail.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

/** Calls an endpoint as an API key of an organization, with what api.ts would have parsed. */
function call(endpoint: unknown, given: {
  params?: Record<string, string>; query?: Record<string, unknown>; body?: BodyInit
  headers?: Record<string, string>; orgId?: string
} = {}): Promise<unknown> {
  const route = inboxRoutes.find((one) => one.endpoint === endpoint as Endpoint)
  if (!route) throw new Error('This endpoint has no route.')
  return route.handle(installation, {
    params: given.params ?? {}, query: given.query ?? {}, body: undefined,
    caller: { orgId: given.orgId ?? org.id, actor: 'key:test', role: 'collector', userId: null },
    // Node streams a body only when told that it does (duplex), which the types do not know.
    request: new Request('https://duebox.example', {
      method: 'POST', body: given.body ?? null, duplex: 'half',
      ...(given.headers ? { headers: given.headers } : {}),
    } as RequestInit),
  } as never) // Each handler gets the shapes of its own endpoint.
}

const statusOf = (work: Promise<unknown>) => work.then(() => 200,
  (error: unknown) => (error instanceof Problem ? error.status : 500))

const aMail = () => `From: who@there.example\r\nMessage-ID: <${newId()}@x>\r\n\r\nHello\r\n`
const ENVELOPE = { query: { from: 'who@there.example', to: '' } }

test('a mail that is handed in is stored, and read by its job', async () => {
  const raw = aMail()
  const mail = await call(receiveMail, { ...ENVELOPE, body: raw }) as { id: string; state: string }
  expect(mail).toMatchObject({ state: 'stored', source: 'webhook', sizeBytes: raw.length })
  const { rows } = await sql<{ count: number }>`select count(*) as count from graphile_worker.jobs
    where task_identifier = 'receive_mail'`.execute(installation.database.db)
  expect(rows[0]?.count).toBe(1)
  expect(await receiveMessage(installation, org.id, mail.id)).toBe('unmatched')
})

test('the recipient in a call never chooses another organization', async () => {
  const other = await anOrganization(installation)
  const mail = await call(receiveMail, {
    query: { from: '', to: other.intake }, body: aMail() }) as { id: string }
  const found = await other.do(({ tx }) => sql`select 1 from inbound_mail`.execute(tx))
  expect(found.rows).toEqual([])
  expect(mail.id).not.toBe('')
})

const REFUSED: [string, { body?: BodyInit; headers?: Record<string, string> }, number][] = [
  ['an empty mail', { body: '' }, 400],
  ['no body', {}, 400],
  ['a mail announced as too large', {
    body: 'x', headers: { 'content-length': String(MOST_MAIL_BYTES + 1) } }, 413],
  ['a mail that turns out too large', { body: streamOf(MOST_MAIL_BYTES + 1) }, 413],
]
test.each(REFUSED)('%s is refused and not stored', async (_name, given, status) => {
  const count = () => org.do(async ({ tx }) =>
    (await sql`select 1 from inbound_mail`.execute(tx)).rows.length)
  const before = await count()
  expect(await statusOf(call(receiveMail, { ...ENVELOPE, ...given }))).toBe(status)
  expect(await count()).toBe(before)
})

function streamOf(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes
  return new ReadableStream({
    pull: (controller) => {
      if (left <= 0) return controller.close()
      const size = Math.min(left, 1024 * 1024)
      left -= size
      return controller.enqueue(new Uint8Array(size).fill(65))
    },
  })
}

test('the original is given back byte for byte', async () => {
  const raw = Buffer.from(`Subject: \xfc\r\n\r\n${aMail()}\xff`, 'latin1')
  const mail = await call(receiveMail, { ...ENVELOPE, body: new Uint8Array(raw) }) as { id: string }
  const answer = await call(getRawMail, { params: { inboundMailId: mail.id } }) as Response
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(raw)
  expect(answer.headers.get('content-type')).toBe('message/rfc822')
})

test('an attachment is a download of bytes, whatever it says it is', async () => {
  const [id, messageId] = [newId(), newId()]
  await org.do(async (open) => {
    await insertMessages(open, [{
      id: messageId, customerId: null, direction: 'in', channel: 'email', state: 'received',
      threadId: newId(), fromAddress: 'a@b.example', bodyText: '', at: open.now,
    }])
    await insertAttachments(open, [{
      id, messageId, name: 'Märchen "x"\r\n.html', contentType: 'text/html',
      content: Buffer.from('<script>alert(1)</script>'),
    }])
  })
  const answer = await call(getAttachment, { params: { attachmentId: id } }) as Response
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename="M_rchen _x___.html"; '
      + 'filename*=UTF-8\'\'M%C3%A4rchen%20%22x%22%0D%0A.html',
    'x-content-type-options': 'nosniff',
  })
  const other = await anOrganization(installation)
  expect(await statusOf(call(getAttachment, { params: { attachmentId: id }, orgId: other.id })))
    .toBe(404)
})

test('only mail in quarantine is read again', async () => {
  const mail = await call(receiveMail, { ...ENVELOPE, body: aMail() }) as { id: string }
  const retry = () => call(retryMail, { params: { inboundMailId: mail.id } })
  expect(await statusOf(retry())).toBe(409)
  await org.do(({ tx }) => sql`update inbound_mail set state = 'quarantine', tries = 5
    where id = ${mail.id}`.execute(tx))
  expect(await retry()).toMatchObject({ state: 'stored', tries: 0 })
  expect(await receiveMessage(installation, org.id, mail.id)).toBe('unmatched')
})

test('a list of mails by what became of them goes on where the page before ended', async () => {
  const query = { state: 'unmatched', limit: 1 }
  type Page = { items: { id: string }[]; nextCursor: string | null }
  const first = await call(listInboundMail, { query }) as Page
  const second = await call(listInboundMail, {
    query: { ...query, cursor: first.nextCursor } }) as Page
  expect(first.items).toHaveLength(1)
  expect(second.items).toHaveLength(1)
  expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
})

test('a verdict is given on any bytes and nothing is stored', async () => {
  const count = () => org.do(({ tx }) => sql<{ count: number }>`
    select (select count(*) from inbound_mail) + (select count(*) from message) as count`
    .execute(tx).then(({ rows }) => rows[0]?.count))
  const before = await count()
  const parts = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(2_000)
  const bodies: [string, string | undefined][] = [
    [aMail(), undefined], ['\0\u00ff no mail at all', undefined],
    [`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`, 'It has too many parts.'],
  ]
  for (const [body, unreadable] of bodies) {
    const verdict = await call(explainMail, { body })
    expect(MailExplanation.strict().safeParse(verdict).success).toBe(true)
    expect((verdict as { unreadable?: string }).unreadable).toBe(unreadable)
  }
  expect(await count()).toBe(before)
  expect(explainMail.role).toBe('admin')
  expect(await statusOf(call(explainMail, { body: '' }))).toBe(400)
})
