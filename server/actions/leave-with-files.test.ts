// What a person's message takes along, as a mail server and the captured outbox get it; and what
// must never be in it.
import PostalMime, { type Email } from 'postal-mime'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replyText } from '#domain/mail/reply-text.ts'
import { closeChannels } from '../channels/open-channel.ts'
import { insertMessage } from '../inbox/write-message.ts'
import { changeNote, removeNote, writeNote } from '../inbox/write-note.ts'
import { keepDocument } from '../invoices/keep-document.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { statementOf } from '../reports/statement.ts'
import { smtpPurpose } from '../settings/read-email-settings.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import {
  aCustomer, anInvoice, anOrganization, NOW, openInstallation, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { composeMessage } from './compose-message.ts'
import { leaveMessages } from './leave-messages.ts'
import { addFile } from './save-draft.ts'

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
const CANARY = 'canary-7f3a9 he is a difficult man'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let org: SceneOrganization
let server: SMTPServer
const raws: Buffer[] = []

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  org = await anOrganization(installation)
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        raws.push(Buffer.concat(chunks))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
})
afterAll(async () => {
  closeChannels()
  await new Promise<void>((resolve) => { server.close(() => resolve()) })
  await installation.close()
  await database.close()
})

const as = <T>(work: (open: Org) => Promise<T>) =>
  inOrganization(installation, org.id, 'user:owner', work)

async function useMailServer(): Promise<void> {
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const sealed = installation.secrets.seal(JSON.stringify({
    host: '127.0.0.1', port, isTls: false, user: null, password: null,
  }), smtpPurpose(org.id))
  await org.do((open) => sql`update organization set email_channel = 'smtp',
    from_address = 'ar@seller.example', smtp_sealed = ${sealed} where org_id = ${org.id}`
    .execute(open.tx))
}

async function anAnsweredCustomer() {
  const customerId = await aCustomer(org, { name: 'Żółć Łódź', emails: ['bea@buyer.example'] })
  const invoiceId = await anInvoice(org, { customerId, number: `INV-${newId().slice(-6)}` })
  const messageId = newId()
  await as(async (open) => {
    await insertMessage(open, {
      id: messageId, customerId, direction: 'in', channel: 'email', state: 'received',
      kind: 'human', threadId: messageId, fromName: 'Bea\r\nBcc: thief@evil.example',
      fromAddress: 'bea@buyer.example', to: [org.intake], subject: 'Invoice',
      bodyText: 'Which account?', messageRef: `${messageId}@buyer.example`,
      references: ['relay-stamped-0101@eu-west-1.relay.example', `first-${messageId}@duebox.example`],
      at: NOW,
    })
    await keepDocument(open, invoiceId, { name: 'INV.pdf', content: PDF })
    await writeNote(open, { customerId, body: `${CANARY} @Carl Clerk`, messageId })
  })
  return { customerId, invoiceId, messageId }
}

async function answer(of: Awaited<ReturnType<typeof anAnsweredCustomer>>, body: string) {
  const about = `message-${of.messageId}`
  return as(async (open) => {
    await addFile(open, about, { name: 'Überweisung.txt', content: Buffer.from('IBAN') })
    return composeMessage(open, {
      customerId: of.customerId, channel: 'email', to: ['bea@buyer.example'], cc: [],
      bcc: ['boss@buyer.example'], subject: 'Re: Invoice\r\nX-Evil: 1', body,
      inReplyToMessageId: of.messageId, quotesOriginal: true, undoSeconds: 0, draft: about,
      enclosesStatement: true, enclosedInvoiceIds: [of.invoiceId],
    })
  })
}

const byName = ([a]: unknown[], [b]: unknown[]) => (String(a) < String(b) ? -1 : 1)
const parsed = (raw: Buffer): Promise<Email> => PostalMime.parse(raw)

test('a mail server gets text, quote, thread and all three files; nothing gets into the head', async () => {
  await useMailServer()
  const of = await anAnsweredCustomer()
  await answer(of, 'The one on the invoice.')
  await leaveMessages(installation, org.id)
  const mail = await parsed(raws.at(-1) ?? Buffer.alloc(0))
  expect(mail.subject).toBe('Re: Invoice X-Evil: 1')
  expect(mail.headers.filter(({ key }) => key === 'x-evil' || key === 'bcc')).toEqual([])
  expect(mail.inReplyTo).toBe(`<${of.messageId}@buyer.example>`)
  expect(mail.references).toBe(`<relay-stamped-0101@eu-west-1.relay.example> <first-${
    of.messageId}@duebox.example> <${of.messageId}@buyer.example>`)
  expect(mail.text).toContain('> Which account?')
  expect(mail.html).toContain('<blockquote type="cite"')
  expect(mail.attachments.map(({ filename, mimeType, disposition }) =>
    [filename, mimeType, disposition]).sort(byName)).toEqual([
    ['INV.pdf', 'application/pdf', 'attachment'],
    [expect.stringMatching(/^Statement-.*-2026-03-10\.pdf$/), 'application/pdf', 'attachment'],
    ['Überweisung.txt', 'text/plain', 'attachment'],
  ])
  const statement = mail.attachments.find(({ filename }) => filename?.startsWith('Statement'))
  expect(Buffer.from(statement?.content as ArrayBuffer).subarray(0, 5).toString()).toBe('%PDF-')
  // Our own reader of answers cuts what we quote.
  expect(replyText({ text: mail.text ?? '' }).reply.trim()).toBe('The one on the invoice.')
})

test('the captured outbox keeps names, types, sizes and bytes; the sent message shows them', async () => {
  await org.do((open) => sql`update organization set email_channel = 'outbox'
    where org_id = ${org.id}`.execute(open.tx))
  const of = await anAnsweredCustomer()
  const messageId = await answer(of, 'Captured.')
  await leaveMessages(installation, org.id)
  const { rows } = await org.do((open) => sql<{ name: string; content: Buffer; size_bytes: number }>`
    select f.name, f.content, f.size_bytes from captured_file f join captured_message c
      on c.org_id = f.org_id and c.id = f.captured_message_id
      join attempt a on a.org_id = c.org_id and a.id = c.attempt_id
    where a.message_id = ${messageId}`.execute(open.tx))
  expect(rows.map(({ name }) => name).sort())
    .toEqual(['INV.pdf', expect.stringMatching(/^Statement/), 'Überweisung.txt'])
  expect(rows.find(({ name }) => name === 'INV.pdf')?.content.equals(PDF)).toBe(true)
  const attached = await org.do((open) => sql`select from attachment
    where org_id = ${org.id} and message_id = ${messageId}`.execute(open.tx))
  expect(attached.rows).toHaveLength(3)
})

test('a PDF taken away before the message leaves stops it and says so', async () => {
  const of = await anAnsweredCustomer()
  const messageId = await answer(of, 'Without it?')
  await org.do((open) => sql`delete from invoice_document where org_id = ${org.id}
    and invoice_id = ${of.invoiceId}`.execute(open.tx))
  await leaveMessages(installation, org.id)
  const { rows } = await org.do((open) => sql<{ state: string; why: string }>`
    select state, why from message where org_id = ${org.id} and id = ${messageId}`
    .execute(open.tx))
  expect(rows[0]).toMatchObject({ state: 'failed', why: expect.stringContaining('taken away') })
})

test('notes never leave: no payload, file, quote, statement or notice has their words', async () => {
  const of = await anAnsweredCustomer()
  const noteId = await as((open) => writeNote(open, { customerId: of.customerId, body: CANARY }))
  await as((open) => changeNote(open, noteId, `${CANARY} indeed @Carl Clerk`))
  for (const [channel, wait] of [['smtp', 1], ['outbox', 1]] as const) {
    await org.do((open) => sql`update organization set email_channel = ${channel}
      where org_id = ${org.id}`.execute(open.tx))
    await answer(of, `Hello by ${channel}`)
    expect(await leaveMessages(installation, org.id)).toBeGreaterThanOrEqual(wait)
  }
  await as((open) => removeNote(open, noteId))
  const outside = await org.do(async (open) => {
    const { rows } = await sql<{ said: string }>`
      select string_agg(x.said, ' ') as said from (
        select row_to_json(m)::text as said from captured_message m
        union all select encode(content, 'escape') from captured_file
        union all select row_to_json(m)::text from message m where direction = 'out'
        union all select encode(content, 'escape') from attachment
        union all select row_to_json(n)::text from notification n
        union all select row_to_json(e)::text from event e) x`.execute(open.tx)
    return rows[0]?.said ?? ''
  })
  const statement = JSON.stringify(await as((open) => statementOf(open, of.customerId)))
  const decoded = await Promise.all(raws.map(async (raw) => JSON.stringify(await parsed(raw))))
  const everything = [outside, statement, ...decoded, ...raws.map(String)].join(' ')
  expect(everything).toContain('Hello by smtp')
  expect(everything).not.toContain('canary-7f3a9')
})

test('who is mentioned is told; the trace of a changed and removed note stays', async () => {
  const of = await anAnsweredCustomer()
  const noteId = await as((open) => writeNote(open, { customerId: of.customerId, body: 'One' }))
  await as((open) => changeNote(open, noteId, 'Two, @carl'))
  await expect(inOrganization(installation, org.id, 'user:clerk',
    (open) => removeNote(open, noteId))).rejects.toThrow('Only who wrote')
  await as((open) => removeNote(open, noteId))
  const { rows } = await org.do((open) => sql<{ kinds: string[]; wordings: string[]; told: number }>`
    select (select array_agg(kind order by id) from event where customer_id = ${of.customerId}
        and detail->>'noteId' = ${noteId}) as kinds,
      (select array_agg(body order by id) from note_wording where note_id = ${noteId}) as wordings,
      (select count(*)::int from notification where user_id = 'clerk' and event = 'mentioned'
        and customer_id = ${of.customerId}) as told`.execute(open.tx))
  expect(rows[0]).toEqual({
    kinds: ['note_added', 'note_changed', 'note_removed'], wordings: ['One', 'Two, @carl'], told: 2,
  })
})
