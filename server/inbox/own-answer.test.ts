// Answers given from the real mailbox: ours, on the timeline, and the end of a customer's wait.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aMail, answerTo, openReplies, receive, type MailWish } from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { startImapServer, type ImapServer } from '../testing/imap-server.ts'
import {
  aCustomer, anOrganization, aSentMessage, type SceneMessage,
  type SceneOrganization,
} from '../testing/mail-scene.ts'
import { checkMailbox } from './fetch-mail.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveWaiting } from './receive-message.ts'
import { addMailbox } from './save-mailbox.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

let org: SceneOrganization
let server: ImapServer
let mailboxId: string
let customerId: string
let reminder: SceneMessage
beforeEach(async () => {
  org = await anOrganization(installation)
  customerId = await aCustomer(org, { emails: ['bea@buyer.example'] })
  reminder = await aSentMessage(org, { customerId, to: ['bea@buyer.example'] })
  server = await startImapServer()
  mailboxId = await org.do((open) => addMailbox(open, {
    name: 'Receivables', host: '127.0.0.1', port: server.port, encryption: 'none',
    user: 'ar@seller.example', password: 'correct horse', folder: 'INBOX', sentFolder: 'Sent',
  }))
  return () => server.stop()
})

const ANSWERS = ['Content-Type: text/plain; charset=utf-8', 'In-Reply-To: <question@buyer.example>',
  'References: <question@buyer.example>']

/** The customer asks something, which opens an answer to be handled. */
async function question(): Promise<void> {
  await receive(installation, org, aMail({
    from: 'bea@buyer.example', id: 'question@buyer.example', text: 'Which invoice is this?',
    headers: answerTo(reminder),
  }))
  expect(await openReplies(org, customerId)).toHaveLength(1)
}
const carls = (wish: MailWish = {}) => aMail({
  from: 'Carl Clerk <carl@seller.example>', to: 'bea@buyer.example', id: 'carl@seller.example',
  text: 'It is the one of March.', headers: ANSWERS, ...wish,
})
async function inSentFolder(raw: Buffer): Promise<void> {
  server.deliver(raw, { folder: 'Sent', at: new Date('2026-03-10T09:02:00Z') })
  await checkMailbox(installation, org.id, mailboxId)
  await receiveWaiting(installation, org.id)
}
const rowsOf = <T>(query: ReturnType<typeof sql<T>>) =>
  org.do(async ({ tx }) => (await query.execute(tx)).rows)
const outgoing = () => rowsOf(sql<{ kind: string; author_id: string; customer_id: string }>`
  select kind, author_id, customer_id from message where direction = 'out' and kind is not null`)
const closings = () => rowsOf(sql<{ state: string }>`select state from reply_action`)

test('an answer in the sent folder ends the wait and is a contact of ours', async () => {
  await question()
  await inSentFolder(carls())
  expect(await openReplies(org, customerId)).toEqual([])
  expect(await closings()).toEqual([{ state: 'replied_elsewhere' }])
  expect(await outgoing()).toEqual([
    { kind: 'own_answer', author_id: 'clerk', customer_id: customerId }])
  expect(await rowsOf(sql`select person_key from contact_log where message_id in (
    select id from message where kind = 'own_answer')`)).toEqual([
    { person_key: 'bea@buyer.example' }])
  expect(await rowsOf(sql`select detail ->> 'name' as name from event
    where kind = 'message_sent'`)).toEqual([{ name: 'An answer from the mailbox' }])
})

test('mail in the sent folder to anybody else is not even kept', async () => {
  await inSentFolder(carls({ to: 'doctor@clinic.example', headers: [] }))
  expect(await rowsOf(sql`select 1 from inbound_mail`)).toEqual([])
})

test('a copy to the intake is ours and no reply, but only proof ends the wait', async () => {
  await question()
  await receive(installation, org, carls())
  expect(await outgoing()).toHaveLength(1)
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 1 }])
  // Anybody can write our address into From: it counts as no contact either.
  expect(await rowsOf(sql`select 1 from contact_log where message_id in (
    select id from message where kind = 'own_answer')`)).toEqual([])
  await inSentFolder(carls())
  expect(await closings()).toEqual([{ state: 'replied_elsewhere' }])
  expect(await outgoing()).toHaveLength(1)
})

test('what the customer wrote after our answer still waits', async () => {
  await question()
  await receive(installation, org, aMail({
    from: 'bea@buyer.example', id: 'more@buyer.example', text: 'And where do I pay?',
    headers: answerTo(reminder),
  }))
  // Written before the second question came; aMail dates everything 09:00, as the scene's clock.
  const early = carls().toString().replace('09:00:00 +0000', '08:00:00 +0000')
  await inSentFolder(Buffer.from(early))
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 2 }])
})

test('our own reminder in the sent folder changes nothing', async () => {
  await question()
  await inSentFolder(aMail({
    from: 'ar@seller.example', to: 'bea@buyer.example', id: reminder.ref,
  }))
  expect(await outgoing()).toEqual([])
  expect(await openReplies(org, customerId)).toHaveLength(1)
})

test('a message of a member to our own mailbox alone goes the way of all mail', async () => {
  const { state } = await receive(installation, org, aMail({
    from: 'carl@seller.example', to: 'olga@seller.example', text: 'Please look at this one.',
  }))
  expect(state).toBe('unmatched')
})
