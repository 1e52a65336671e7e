// Edge cases of answers: over two channels at once, and from a machine that confirms receipt.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeMailParser } from './inbox/parse-mail.ts'
import { readReplyInFull } from './inbox/read-reply.ts'
import { systemNow } from './platform/clock.ts'
import { aMail, openReplies, receive } from './testing/arriving-mail.ts'
import { aNumber, anSmsOrganization, aTexter, textIn } from './testing/arriving-sms.ts'
import { aCollectingCompany } from './testing/collecting-scene.ts'
import { day, daysOf, DUE, following } from './testing/edge-scene.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'

let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, systemNow)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
  await database.close()
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
    where m.id = ${messageId}`.execute(tx))
  expect(rows).toMatchObject([{ kind: 'auto_reply' }])
  expect(await org.waiting(id)).toEqual([])
  await org.goTo(day(20))
  expect(await daysOf(org, email)).toEqual([3, 8])
})
