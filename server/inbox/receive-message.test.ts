// Whose an incoming mail is and what it halts, on a real database.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addContact, deleteContact } from '../customers/save-contact.ts'
import { aMail, answerTo, openReplies, receive } from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, aCustomerRun, anInvoice, anOrganization, aSentMessage,
  type SceneMessage, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { closeMailParser } from './parse-mail.ts'
import { readMessage } from './read-message.ts'

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

const take = (raw: Buffer, envelope: { to?: string; from?: string } = {}) =>
  receive(installation, org, raw, envelope)

const eventKinds = (customerId: string) => org.do(async ({ tx }) => {
  const { rows } = await sql<{ kind: string }>`select kind from event
    where customer_id = ${customerId} order by id`.execute(tx)
  return rows.map((row) => row.kind)
})

describe('a human answer', () => {
  test('with In-Reply-To opens a reply action on the run of what it answers', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@one.example'] })
    const runId = await aCustomerRun(org, customerId)
    const invoiceId = await anInvoice(org, { customerId, number: 'INV-ONE-1' })
    const sent = await aSentMessage(org, {
      customerId, runId, to: ['bea@one.example'], authorId: 'clerk', invoiceId,
    })
    const got = await take(aMail({ headers: answerTo(sent), text: 'Paid on Friday.' }))
    expect(got.state).toBe('linked')
    expect(got.message).toMatchObject({
      customer_id: customerId, kind: 'human', reply_text: 'Paid on Friday.' })
    expect(await openReplies(org, customerId)).toMatchObject([{
      run_id: runId, message_count: 1, newest_message_id: got.message?.id, owner_id: 'clerk',
    }])
    expect((await eventKinds(customerId)).slice(-2)).toEqual(['message_received', 'reply_opened'])
    const onInvoice = await org.do(({ tx }) => sql`select from event_invoice i
      join event e on e.id = i.event_id where i.invoice_id = ${invoiceId}
        and e.kind = 'message_received'`.execute(tx))
    expect(onInvoice.rows).toHaveLength(1)
  })

  test('E13: is known by the reply token alone, whatever address it comes from', async () => {
    const customerId = await aCustomer(org)
    const sent = await aSentMessage(org, { customerId, to: ['bea@two.example'] })
    const got = await take(aMail(), { to: sent.replyTo })
    expect(got).toMatchObject({ state: 'linked', message: { customer_id: customerId } })
    expect(got.message?.reasons).toMatchObject({ how: 'token', isSenderKnown: false })
  })

  test('E13: from a stranger offers a contact, until there is one; a colleague is none', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@thirteen.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['bea@thirteen.example'] })
    const offered = async (from: string) => {
      const { message } = await take(aMail({ from }), { to: sent.replyTo })
      return { id: message?.id ?? '', ...await org.do(async (open) => ({
        offer: (await readMessage(open, message?.id ?? '')).newContact })) }
    }
    const stranger = await offered('Cy Low <Cy@Elsewhere.example>')
    expect(stranger.offer).toEqual({ name: 'Cy Low', email: 'cy@elsewhere.example' })
    expect((await offered('Bea <bea@thirteen.example>')).offer).toBeNull()
    const wish = { phones: [], positions: [], isMain: false, locale: null }
    const added = await org.do((open) => addContact(open, customerId, {
      ...wish, name: 'Cy Low', emails: ['cy@elsewhere.example'] }))
    const again = () => org.do(async (open) => (await readMessage(open, stranger.id)).newContact)
    expect(await again()).toBeNull()
    await org.do((open) => deleteContact(open, added.id))
    expect(await again()).toEqual(stranger.offer)
    await org.do(({ tx }) => sql`insert into member (user_id, name, email, role, joined_at)
      values ('cy', 'Cy Low', 'cy@elsewhere.example', 'viewer', now())`.execute(tx))
    expect(await again()).toBeNull()
  })

  test('is known by the sender alone, and belongs to the run of the customer', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@three.example'] })
    const runId = await aCustomerRun(org, customerId)
    const got = await take(aMail({ from: 'Bea <Bea@Three.example>', subject: 'Question' }))
    expect(got).toMatchObject({ state: 'linked', message: { customer_id: customerId } })
    expect(await openReplies(org, customerId)).toMatchObject([{ run_id: runId, owner_id: 'clerk' }])
  })

  test('E8: joins the answer that waits, and becomes the one to be answered', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@four.example'] })
    const first = await take(aMail({ from: 'bea@four.example' }))
    const second = await take(aMail({ from: 'bea@four.example' }))
    expect(await openReplies(org, customerId)).toMatchObject([{
      id: first.message?.reply_action_id, message_count: 2,
      newest_message_id: second.message?.id,
    }])
    expect((await eventKinds(customerId)).filter((kind) => kind === 'reply_opened')).toHaveLength(1)
  })

  test('holds nothing where the setting says: import and notify only', async () => {
    const relaxed = await anOrganization(installation, { holdOnReply: false })
    await aCustomer(relaxed, { emails: ['bea@five.example'] })
    const got = await receive(installation, relaxed, aMail({ from: 'bea@five.example' }))
    expect(got).toMatchObject({ state: 'linked', message: { reply_action_id: null } })
  })

  test('E15: from an address of two customers is unmatched and holds both', async () => {
    const one = await aCustomer(org, { emails: ['shared@group.example'] })
    const two = await aCustomer(org, { emails: ['shared@group.example'] })
    const got = await take(aMail({ from: 'shared@group.example' }))
    expect(got).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    expect(new Set(got.message?.reasons.candidates as string[])).toEqual(new Set([one, two]))
    expect(await openReplies(org, one)).toEqual([])
  })

  test('E14: from an unknown address is unmatched and kept', async () => {
    const got = await take(aMail({ from: 'who@unknown.example', subject: 'Hello' }))
    expect(got).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    expect(got.message?.reasons.candidates).toBeUndefined()
  })

  test('never matches by the Message-ID or the token of another organization', async () => {
    const other = await anOrganization(installation)
    const customerId = await aCustomer(org)
    const sent = await aSentMessage(org, { customerId, to: ['bea@six.example'] })
    const byRef = await receive(installation, other, aMail({ headers: answerTo(sent) }))
    expect(byRef).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    const byToken = await receive(installation, other, aMail({ to: sent.replyTo }))
    expect(byToken).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    expect(await openReplies(org, customerId)).toEqual([])
  })
})

describe('mail from machines', () => {
  test('E17: an out-of-office note is on the timeline and opens no reply action', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@seven.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['bea@seven.example'] })
    const got = await take(aMail({
      subject: 'Out of office', headers: [...answerTo(sent), 'Auto-Submitted: auto-replied'],
    }))
    expect(got).toMatchObject({
      state: 'automated', message: { kind: 'auto_reply', customer_id: customerId } })
    expect(await openReplies(org, customerId)).toEqual([])
    expect((await eventKinds(customerId)).at(-1)).toBe('automatic_received')
  })

  test('E19: a hard bounce marks the address, the message, and strikes the contact', async () => {
    const customerId = await aCustomer(org, { emails: ['gone@eight.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['gone@eight.example'] })
    const got = await take(aBounce(sent, 'gone@eight.example'), { to: org.intake, from: '' })
    expect(got).toMatchObject({ state: 'bounce', message: { customer_id: customerId } })
    const rows = await org.do(({ tx }) => sql`
      select m.state, s.state as address_state, l.voided_at is not null as is_voided
      from message m join suppression s on s.address = m.to_addresses[1]
        join contact_log l on l.message_id = m.id
      where m.id = ${sent.id}`.execute(tx))
    expect(rows.rows).toEqual([{ state: 'bounced', address_state: 'bounced', is_voided: true }])
    expect(await eventKinds(customerId)).toEqual(
      expect.arrayContaining(['message_bounced', 'address_suppressed']))
    expect(await openReplies(org, customerId)).toEqual([])
  })

  test('a bounce cannot mark an address that the message never went to', async () => {
    const customerId = await aCustomer(org, { emails: ['victim@nine.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['bea@nine.example'] })
    await take(aBounce(sent, 'victim@nine.example'), { from: '' })
    const { rows } = await org.do(({ tx }) => sql`select address from suppression
      where address in ('victim@nine.example', 'bea@nine.example')`.execute(tx))
    expect(rows).toEqual([])
  })

  test('a complaint stops mail to the one who complained', async () => {
    const customerId = await aCustomer(org, { emails: ['angry@fifteen.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['angry@fifteen.example'] })
    const got = await take(aMail({
      from: 'staff@provider.example', subject: 'complaint about message',
      headers: ['Content-Type: multipart/report; report-type=feedback-report; boundary="b"'],
      text: ['--b', 'Content-Type: text/plain', '', 'This is an abuse report.', '',
        '--b', 'Content-Type: message/feedback-report', '', 'Feedback-Type: abuse',
        'User-Agent: provider/1', 'Version: 1', '',
        '--b', 'Content-Type: message/rfc822', '', `Message-ID: <${sent.ref}>`,
        'Subject: Your invoices', '', 'Please pay.', '', '--b--'].join('\r\n'),
    }))
    expect(got).toMatchObject({ state: 'automated', message: { kind: 'feedback_report' } })
    const { rows } = await org.do(({ tx }) => sql`select state from suppression
      where address = 'angry@fifteen.example'`.execute(tx))
    expect(rows).toEqual([{ state: 'complained' }])
  })

  test('our own mail that comes back is kept as own, twice as well', async () => {
    const customerId = await aCustomer(org)
    const sent = await aSentMessage(org, { customerId, to: ['bea@ten.example'] })
    const raw = aMail({ id: sent.ref })
    expect((await take(raw)).state).toBe('own')
    expect((await take(raw)).state).toBe('own')
  })
})

function aBounce(sent: SceneMessage, address: string): Buffer {
  return aMail({
    from: 'Mail Delivery System <mailer-daemon@relay.example>',
    subject: 'Undelivered Mail Returned to Sender',
    headers: ['Content-Type: multipart/report; report-type=delivery-status; boundary="b"'],
    text: [
      '--b', 'Content-Type: text/plain', '', 'Your mail could not be delivered: no such user.', '',
      '--b', 'Content-Type: message/delivery-status', '',
      'Reporting-MTA: dns; relay.example', '',
      `Final-Recipient: rfc822; ${address}`, 'Action: failed', 'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 User unknown', '',
      '--b', 'Content-Type: message/rfc822', '',
      `Message-ID: <${sent.ref}>`, 'From: ar@seller.example', `To: ${address}`,
      'Subject: Your invoices', '', 'Please pay.', '', '--b--',
    ].join('\r\n'),
  })
}
