// A member answers the notification mail, and the customer is answered: once, or the member hears why.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { notify } from '../notifications/notify.ts'
import { sendNotices } from '../notifications/send-notices.ts'
import { closeMailParser, parseMail } from '../inbox/parse-mail.ts'
import { settleParsed } from '../inbox/settle-mail.ts'
import { beginTry } from '../inbox/mail-store.ts'
import { storeMail } from '../inbox/store-mail.ts'
import { aMail, answerTo, openReplies, receive } from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, anOrganization, aSentMessage, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { leaveMessages } from './leave-messages.ts'
import { sendAnswersByMail } from './send-answers-by-mail.ts'

const ENGINE = { timeout: 60_000 }
let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => { installation = await freshInstallation() })
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})
beforeEach(async () => { org = await anOrganization(installation) })

interface Captured {
  to_addresses: string[]
  subject: string
  body_text: string
  headers: Record<string, string>
}
const captured = () => org.do(async ({ tx }) => {
  const { rows } = await sql<Captured>`select to_addresses, subject, body_text, headers
    from captured_message order by captured_at, id`.execute(tx)
  return rows
})
const toCustomer = async () =>
  (await captured()).filter(({ to_addresses: to }) => to.includes('bea@buyer.example'))

/** A customer has answered, and the clerk has the notification mail of it. */
async function anAnswerToldByMail() {
  const customerId = await aCustomer(org, { emails: ['bea@buyer.example'] })
  const sent = await aSentMessage(org, { customerId, to: ['bea@buyer.example'], authorId: 'clerk' })
  const { message } = await receive(installation, org, aMail({
    from: 'Bea Buyer <bea@buyer.example>', headers: answerTo(sent), text: 'Which invoice is it?',
    subject: 'Re: Your invoices', id: `ask-${sent.id}@buyer.example`,
  }))
  const [reply] = await openReplies(org, customerId)
  await org.do(async (open) => {
    await sql`insert into notice_setting (user_id, event, channel, is_on)
      values ('clerk', 'reply_received', 'email', true)`.execute(open.tx)
    await notify(open, {
      event: 'reply_received', to: ['clerk'], title: 'Bea Buyer answered', customerId,
      messageId: message?.id ?? null, replyActionId: reply?.id ?? null,
    })
  })
  await sendNotices(installation, org.id)
  const notice = (await captured()).find(({ to_addresses: to }) => to.includes('carl@seller.example'))
  return { customerId, sent, reply, notice, replyTo: notice?.headers['Reply-To'] ?? '' }
}
type Told = Awaited<ReturnType<typeof anAnswerToldByMail>>

const answer = (told: Told, wish: Parameters<typeof aMail>[0] = {}) =>
  receive(installation, org, aMail({
    from: 'Carl Clerk <carl@seller.example>', to: told.replyTo, subject: 'Re: Bea Buyer answered',
    text: 'It is INV-7 of March.\n\n-- \nCarl Clerk\n\nOn 10 March 2026, Seller wrote:\n'
      + '> Bea Buyer answered\n> Which invoice is it?\n', ...wish,
  }), { to: told.replyTo, from: 'carl@seller.example' })

const refusals = () => org.do(async ({ tx }) => {
  const { rows } = await sql<{ why: string; state: string }>`
    select state, why from answer_by_mail order by at, id`.execute(tx)
  return rows
})
const toldClerk = async () => {
  await sendNotices(installation, org.id)
  return (await captured()).filter(({ subject }) => subject.includes('was not sent'))
}

test('the notification mail carries the customer’s words and the way to answer', ENGINE, async () => {
  const { notice, replyTo, customerId, reply } = await anAnswerToldByMail()
  expect(notice?.body_text).toContain('Which invoice is it?')
  expect(notice?.body_text).toContain(`/customers/${customerId}?compose=${reply?.id}`)
  expect(notice?.headers['Auto-Submitted']).toBe('auto-generated')
  expect(replyTo).toMatch(/^reply\+[a-z0-9]+-[a-z0-9]+@duebox\.example$/)
})

test('answering it answers the customer: own words only, in the thread, and it is done', ENGINE,
  async () => {
    const told = await anAnswerToldByMail()
    const { state, message } = await answer(told)
    expect({ state, kind: message?.kind }).toEqual({ state: 'own', kind: 'from_member' })
    await sendAnswersByMail(installation, org.id)
    expect(await toCustomer()).toEqual([])
    await leaveMessages(installation, org.id, { atOnce: true })
    const [mail, ...more] = await toCustomer()
    expect(more).toEqual([])
    expect(mail).toMatchObject({ subject: 'Re: Your invoices', body_text: 'It is INV-7 of March.' })
    expect(mail?.headers['In-Reply-To']).toBe(`<ask-${told.sent.id}@buyer.example>`)
    expect(await openReplies(org, told.customerId)).toEqual([])
    const { rows: [row] } = await org.do(({ tx }) => sql<{ author_id: string }>`
      select author_id from message where direction = 'out' and reply_action_id = ${told.reply?.id}`
      .execute(tx))
    expect(row?.author_id).toBe('clerk')
  })

test('the same mail twice, and twice over the job, is one answer', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  await answer(told, { id: 'same@seller.example' })
  expect((await answer(told, { id: 'same@seller.example' })).state).toBe('duplicate')
  await Promise.all([
    sendAnswersByMail(installation, org.id), sendAnswersByMail(installation, org.id)])
  await sendAnswersByMail(installation, org.id)
  await leaveMessages(installation, org.id, { atOnce: true })
  expect(await toCustomer()).toHaveLength(1)
})

test('it never is a customer’s message: it opens and joins no reply action', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  const before = await openReplies(org, told.customerId)
  await answer(told)
  expect(await openReplies(org, told.customerId)).toEqual(before)
})

test('a second answer is refused while the first is on its way, and says so', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  await answer(told)
  await answer(told, { text: 'Sorry, INV-8.' })
  await sendAnswersByMail(installation, org.id)
  await leaveMessages(installation, org.id, { atOnce: true })
  expect(await toCustomer()).toHaveLength(1)
  expect(await refusals()).toMatchObject([{ state: 'sent' }, { state: 'refused' }])
  const [refusal] = await toldClerk()
  expect(refusal?.body_text).toContain('is on its way')
  expect(refusal?.body_text).toContain('Sorry, INV-8.')
})

test('what the customer wrote meanwhile stops it; the words come back', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  await receive(installation, org, aMail({
    from: 'Bea Buyer <bea@buyer.example>', headers: answerTo(told.sent), text: 'Found it, paid.',
  }))
  await answer(told)
  await sendAnswersByMail(installation, org.id)
  await leaveMessages(installation, org.id, { atOnce: true })
  expect(await toCustomer()).toEqual([])
  const [refusal] = await toldClerk()
  expect(refusal).toMatchObject({
    to_addresses: ['carl@seller.example'], subject: 'Your answer to Buyer Ltd was not sent',
  })
  expect(refusal?.body_text).toContain('newer message')
  expect(refusal?.body_text).toContain('It is INV-7 of March.')
  expect(await openReplies(org, told.customerId)).toHaveLength(1)
})

test('nothing above the quote is nothing to send', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  await answer(told, { text: 'On 10 March 2026, Seller wrote:\n> Bea Buyer answered\n' })
  await sendAnswersByMail(installation, org.id)
  expect(await refusals()).toMatchObject([{ state: 'refused' }])
  expect((await toldClerk())[0]?.body_text).toContain('could not be told')
})

test('another member cannot use it, and hears so', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  await answer(told, { from: 'Olga Owner <olga@seller.example>' })
  await sendAnswersByMail(installation, org.id)
  expect(await refusals()).toMatchObject([{ state: 'refused' }])
  expect(await toldClerk()).toMatchObject([{ to_addresses: ['olga@seller.example'] }])
})

test('a stranger who has the address answers nobody, and his mail is not lost', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  const { state } = await answer(told, { from: 'Eve <eve@there.example>' })
  expect(state).toBe('unmatched')
  await sendAnswersByMail(installation, org.id)
  expect(await refusals()).toEqual([])
  await leaveMessages(installation, org.id, { atOnce: true })
  expect(await toCustomer()).toEqual([])
})

test('the member’s out-of-office note is no answer', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  const { state } = await answer(told, {
    subject: 'Automatic reply: Bea Buyer answered',
    headers: ['Content-Type: text/plain', 'Auto-Submitted: auto-replied'],
  })
  expect(state).toBe('automated')
  expect(await refusals()).toEqual([])
})

test('a sender whose authentication failed is not believed; the mail is kept', ENGINE, async () => {
  const told = await anAnswerToldByMail()
  const raw = aMail({ from: 'carl@seller.example', to: told.replyTo, text: 'Pay to my account.' })
  const [stored] = await storeMail(installation, {
    raw, envelopeFrom: 'carl@seller.example', envelopeTo: [told.replyTo], source: 'smtp',
  })
  const parsed = await parseMail(raw)
  if (!parsed.ok) throw new Error('the mail of this test is readable')
  const state = await org.do(async (open) => {
    const row = await beginTry(open, stored?.inboundMailId ?? '')
    return row && settleParsed(open, row, {
      mail: parsed.mail, unreadable: null, senderAuthentication: 'fail',
    })
  })
  expect(state).toBe('own')
  await sendAnswersByMail(installation, org.id)
  await leaveMessages(installation, org.id, { atOnce: true })
  expect(await toCustomer()).toEqual([])
  expect((await toldClerk())[0]?.body_text).toContain('did not confirm')
})
