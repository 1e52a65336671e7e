// Edge cases of answers: over two channels at once, and from a machine that confirms receipt.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDraft } from './actions/open-draft.ts'
import { closeMailParser } from './inbox/parse-mail.ts'
import { readMessage } from './inbox/read-message.ts'
import { readReplyInFull } from './inbox/read-reply.ts'
import { setTicketUse } from './inbox/their-ticket.ts'
import { systemNow } from './platform/clock.ts'
import { aMail, openReplies, receive } from './testing/arriving-mail.ts'
import { aNumber, anSmsOrganization, aTexter, textIn } from './testing/arriving-sms.ts'
import { aCollectingCompany } from './testing/collecting-scene.ts'
import { day, daysOf, DUE, following, mailsTo } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

test('E9: an answer by mail and one by SMS are one of two messages, both shown', async () => {
  const org = await anSmsOrganization(installation)
  const number = aNumber()
  const customerId = await aTexter(org, [number], { emails: ['bea@buyer.example'] })
  const mail = await receive(installation, org, aMail({
    from: 'bea@buyer.example', text: 'We look into it.' }), { from: 'bea@buyer.example' })
  const sms = await textIn(installation, org, number, 'And when do you deliver?')
  const open = await openReplies(org, customerId)
  expect(open).toMatchObject([{ message_count: 2, newest_message_id: sms.message?.id }])
  expect(mail.message?.reply_action_id).toBe(open[0]?.id)
  const { unanswered } = await org.do((one) => readReplyInFull(one, open[0]?.id ?? ''))
  expect(unanswered.map((message) => message.id).toSorted())
    .toEqual([mail.message?.id ?? '', sms.message?.id ?? ''].toSorted())
})

test('E18: a ticket system that confirms receipt is shown and holds nothing', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await org.goTo(day(4))
  const messageId = await org.write(email, {
    subject: '[#4711] Your request has been received',
    text: 'Your request has been received. A ticket has been opened. '
      + 'This is an automated message, please do not reply.',
  })
  const { rows } = await org.do(({ tx }) => sql`select m.kind, e.kind as told from message m
    join event e on e.org_id = m.org_id and e.message_id = m.id and e.customer_id = ${id}
    where m.id = ${messageId} order by e.id`.execute(tx))
  expect(rows).toEqual([{ kind: 'auto_reply', told: 'automatic_received' },
    { kind: 'auto_reply', told: 'ticket_kept' }])
  expect(await org.waiting(id)).toEqual([])
  await org.goTo(day(20))
  expect(await daysOf(org, email)).toEqual([3, 8])
})

test('E18: their ticket stands in our next reminder and answer, until a person strikes it',
  async () => {
    const org = await aCollectingCompany(installation, following([3, 6, 12]))
    const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-18', dueOn: DUE }])
    const other = await org.aCustomer('Other', [{ number: 'I-19', dueOn: DUE }])
    await org.goTo(day(4))
    const confirmed = await org.write(email, {
      subject: '[#4711] Your request has been received',
      text: 'This is an automated message, please do not reply.',
    })
    const [kept] = await org.do(async ({ tx }) => (await sql<{ detail: unknown }>`select detail
      from event where customer_id = ${id} and kind = 'ticket_kept'`.execute(tx)).rows)
    expect(kept?.detail).toEqual({ mark: '[#4711]' })
    await org.goTo(day(9))
    const subjects = async (to: string) => (await mailsTo(org, to)).map((mail) => mail.subject)
    expect(await subjects(email)).toEqual(['Open: €100.00', 'Open: €100.00 [#4711]'])
    expect(await subjects(other.email)).toEqual(['Open: €100.00', 'Open: €100.00'])

    await org.write(email, { subject: 'Re: Open', text: 'We shall pay this on Friday.' })
    const draft = async () => {
      const [reply] = await org.waiting(id)
      return (await org.as('mara', (open) => openDraft(open, `reply-${reply?.id}`))).subject
    }
    expect(await draft()).toBe('Re: Open [#4711]')
    await org.as('mara', (open) => setTicketUse(open, confirmed, false))
    expect(await draft()).toBe('Re: Open')
    expect((await org.do((open) => readMessage(open, confirmed))).ticket)
      .toEqual({ mark: '[#4711]', isUsed: false })
    await org.as('mara', (open) => setTicketUse(open, confirmed, true))
    expect(await draft()).toBe('Re: Open [#4711]')
  })

test('E18: a stranger’s confirmation that answers no mail of ours names no ticket', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { email } = await org.aCustomer('Buyer', [{ number: 'I-20', dueOn: DUE }])
  await org.goTo(day(4))
  const messageId = await org.write(email, { isNew: true, subject: '[#4712] Request received',
    text: 'This is an automated message, please do not reply.' })
  expect((await org.do((open) => readMessage(open, messageId))).ticket).toBeNull()
})
