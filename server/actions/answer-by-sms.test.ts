// Answering an SMS by SMS: one conversation, one answer, and the reminders go on only then.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConversation } from '../inbox/read-conversation.ts'
import { readReplyInFull } from '../inbox/read-reply.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aNumber, anSmsOrganization, aTexter, OUR_NUMBER, textIn, throughOutbox, type SmsOrganization,
} from '../testing/arriving-sms.ts'
import { composeMessage, undoMessage } from './compose-message.ts'
import { leaveMessages } from './leave-messages.ts'
import { openDraft } from './open-draft.ts'

let installation: FreshInstallation
let org: SmsOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anSmsOrganization(installation)
  // What leaves is looked at in the outbox.
  await org.do(({ tx }) => sql`update organization set sms_consent_rule = 'given_number'`
    .execute(tx))
})
afterAll(() => installation.close())

async function anAnsweredText(body = 'What is this about?') {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const { message } = await textIn(installation, org, number, body)
  return { number, customerId, messageId: message?.id ?? '', threadId: message?.thread_id ?? '',
    replyActionId: message?.reply_action_id ?? '' }
}
type Answered = Awaited<ReturnType<typeof anAnsweredText>>

const answer = (text: Answered, wish: { to?: string[]; seen?: string } = {}) =>
  inOrganization(installation, org.id, 'user:clerk', (open) => composeMessage(open, {
    customerId: text.customerId, channel: 'sms', to: wish.to ?? [text.number], cc: [], bcc: [],
    subject: '', body: 'It is about invoice 118.', replyActionId: text.replyActionId,
    newestSeenMessageId: wish.seen ?? text.messageId, undoSeconds: 0,
  }))
const leave = () => throughOutbox(org, () =>
  leaveMessages(installation, org.id, { atOnce: true }))
const stateOf = (id: string) => org.do(async ({ tx }) => (await sql<{ state: string }>`
  select state from reply_action where id = ${id}`.execute(tx)).rows[0]?.state)

test('the draft of an answer goes to the number that wrote, and to nobody else', async () => {
  const text = await anAnsweredText()
  const draft = await inOrganization(installation, org.id, 'user:clerk', (open) =>
    openDraft(open, `reply-${text.replyActionId}`))
  expect(draft).toMatchObject({ channel: 'sms', to: [text.number], cc: [], bcc: [] })
})

test('an answer keeps the thread, and closes what it answers when it has left', async () => {
  const text = await anAnsweredText()
  const id = await answer(text)
  expect(await stateOf(text.replyActionId)).toBe('open')
  await leave()
  expect(await stateOf(text.replyActionId)).toBe('replied')
  const conversation = await org.do((open) =>
    readConversation(open, { threadId: text.threadId, scope: 'thread', limit: 10 }))
  expect(conversation.messages.map((one) => [one.id, one.direction, one.channel]))
    .toEqual([[id, 'out', 'sms'], [text.messageId, 'in', 'sms']])
  const next = await textIn(installation, org, text.number, 'Thanks')
  expect(next.message?.thread_id).toBe(text.threadId)
  expect(next.message?.reasons['answeredMessageId']).toBe(id)
})

test('E10: what came while one was writing is read first', async () => {
  const text = await anAnsweredText()
  await textIn(installation, org, text.number, 'Never mind, we pay tomorrow')
  await expect(answer(text)).rejects.toThrow(/newer message/)
  expect(await stateOf(text.replyActionId)).toBe('open')
})

test('a STOP that comes before it leaves keeps it here', async () => {
  const text = await anAnsweredText()
  const id = await answer(text)
  await textIn(installation, org, text.number, 'STOP')
  await leave()
  const sent = await org.do(async ({ tx }) => (await sql`select 1 from captured_message
    where body_text = 'It is about invoice 118.' and to_addresses = array[${text.number}]`
    .execute(tx)).rows.length)
  const state = await org.do(async ({ tx }) => (await sql<{ state: string }>`select state
    from message where id = ${id}`.execute(tx)).rows[0]?.state)
  expect([sent, state, await stateOf(text.replyActionId)]).toEqual([0, 'failed', 'open'])
  await expect(answer(text)).rejects.toThrow(/must not be written to/)
})

test('an SMS goes to one number', async () => {
  const text = await anAnsweredText()
  await expect(answer(text, { to: [text.number, aNumber()] })).rejects.toThrow(/one number/)
})

test('one that is taken back leaves the answer open', async () => {
  const text = await anAnsweredText()
  const id = await answer(text)
  await org.do((open) => undoMessage(open, id))
  await leave()
  expect(await stateOf(text.replyActionId)).toBe('open')
})

test('whoever answers is told from which number, and what speaks against it', async () => {
  const text = await anAnsweredText('I will stop by to pay')
  const read = () => org.do((open) => readReplyInFull(open, text.replyActionId))
  expect((await read()).sms).toEqual({
    number: text.number, via: 'sms', isOptedOut: false, consent: 'under_review',
    question: 'I will stop by to pay', sender: { address: OUR_NUMBER, isOneWay: false },
  })
  await textIn(installation, org, text.number, 'No more SMS please')
  expect((await read()).sms).toMatchObject({ isOptedOut: true, consent: 'revoked', question: null })
})
