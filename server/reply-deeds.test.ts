// What people do with answers, and that nobody does it twice, unread, or for a colleague who left.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handOverWork } from './actions/hand-over.ts'
import { composeMessage } from './actions/compose-message.ts'
import { leaveMessages } from './actions/leave-messages.ts'
import { assignReply } from './inbox/assign-reply.ts'
import { ignoreReplies, reopenReplies } from './inbox/handle-many.ts'
import { closeMailParser } from './inbox/parse-mail.ts'
import { readReplyInFull } from './inbox/read-reply.ts'
import {
  closeReplyAction, ignoreReply, pauseReply, reopenReplyAction,
} from './inbox/reply-action.ts'
import { Problem } from './platform/errors.ts'
import { runDoctor } from './reports/doctor.ts'
import { notePresence } from './team/presence.ts'
import { saveMember, saveProfile } from './team/save-member.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'

const DUE = '2027-03-01'
let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
let realNow = '2027-03-01T09:00:00.000Z'
let org: Collecting
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, () => realNow)
})
beforeEach(async () => {
  org = await aCollectingCompany(installation, {
    start: DUE, workflows: [{ level: 'customer', offsets: [1, 6], mcdDays: 5 }],
    members: [{ userId: 'olga', role: 'owner' }, { userId: 'max', role: 'manager' },
      { userId: 'mara', role: 'collector' }, { userId: 'carl', role: 'collector' },
      { userId: 'vera', role: 'viewer' }],
  })
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
  await database.close()
})

const problemOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) =>
  (error instanceof Problem ? { status: error.status, code: error.code, says: error.message }
    : Promise.reject(error)))

async function anAnswer() {
  const customer = await org.aCustomer('Buyer', [{ number: `I-${Math.random()}`, dueOn: DUE }])
  const messageId = await org.write(customer.email, { isNew: true, subject: 'First' })
  const [reply] = await org.waiting(customer.id)
  return { customer, messageId, id: reply?.id ?? '' }
}
const full = (id: string) => org.as('olga', (open) => readReplyInFull(open, id))
const compose = (of: { id: string; customer: { id: string; email: string } }, by: string,
  wish: { newestSeenMessageId?: string; confirmCollision?: boolean; undoSeconds?: number } = {}) =>
  org.as(by, (open) => composeMessage(open, {
    customerId: of.customer.id, channel: 'email', to: [of.customer.email], cc: [], bcc: [],
    subject: '', body: 'Thank you.', replyActionId: of.id, undoSeconds: 10, ...wish,
  }))
const leave = () => leaveMessages(installation, org.id, { atOnce: true })

describe('several messages', () => {
  test('E9: all that is unanswered is listed, newest first; another thread is pointed out', async () => {
    const answer = await anAnswer()
    const second = await org.write(answer.customer.email, { isNew: true, subject: 'Second' })
    const reply = await full(answer.id)
    expect(reply.unanswered.map(({ id }) => id)).toEqual([second, answer.messageId])
    expect(reply).toMatchObject({
      messageCount: 2, newestMessageId: second,
      otherThreads: [{ subject: 'First', messageCount: 1, newestMessageId: answer.messageId }],
      warning: 'Answering this leaves another conversation unanswered: “First”.',
    })
  })

  test('one thread gives no warning', async () => {
    const answer = await anAnswer()
    expect(await full(answer.id)).toMatchObject({ otherThreads: [], warning: null })
  })

  test('an answer closes what was shown; one that comes meanwhile stays open, alone', async () => {
    const answer = await anAnswer()
    await compose(answer, 'mara')
    const late = await org.write(answer.customer.email, { isNew: true, subject: 'Late' })
    await leave()
    const reply = await full(answer.id)
    expect(reply).toMatchObject({ state: 'open', messageCount: 1, newestMessageId: late })
    expect(reply.unanswered.map(({ id }) => id)).toEqual([late])
    await compose(answer, 'mara')
    await leave()
    expect(await full(answer.id)).toMatchObject({ state: 'replied', closedBy: 'user:mara' })
  })

  test('a message dated back that comes meanwhile is not taken for answered', async () => {
    const answer = await anAnswer()
    await compose(answer, 'mara')
    const late = await org.write(answer.customer.email, { isNew: true })
    await org.do(({ tx }) => sql`update message set at = at - interval '1 day'
      where id = ${late}`.execute(tx))
    await org.do(({ tx }) => sql`update reply_action set newest_message_id = ${answer.messageId}
      where id = ${answer.id}`.execute(tx))
    await leave()
    expect(await full(answer.id)).toMatchObject({ state: 'open', newestMessageId: late })
  })

  test('E10: what nobody has read is neither answered, ignored nor paused', async () => {
    const answer = await anAnswer()
    await org.write(answer.customer.email)
    const seen = { newestSeenMessageId: answer.messageId }
    const says = /newer message/
    expect(await problemOf(compose(answer, 'mara', seen)))
      .toMatchObject({ status: 409, says: expect.stringMatching(says) })
    expect(await problemOf(org.do((open) => ignoreReply(open, answer.id, '', answer.messageId))))
      .toMatchObject({ status: 409 })
    expect(await problemOf(org.do((open) => pauseReply(open, answer.id,
      { untilOn: '2027-04-01', reason: '', ...seen })))).toMatchObject({ status: 409 })
    expect((await full(answer.id)).state).toBe('open')
  })
})

describe('two people', () => {
  test('who writes is shown to the others for a while, and stops their sending', async () => {
    const answer = await anAnswer()
    const subject = `reply:${answer.id}`
    await org.as('mara', (open) => notePresence(open, 'mara', { subject, doing: 'replying' }))
    expect((await full(answer.id)).present).toMatchObject([{ name: 'Mara', doing: 'replying' }])
    expect(await org.as('mara', (open) => readReplyInFull(open, answer.id)))
      .toMatchObject({ present: [] })
    expect(await problemOf(compose(answer, 'carl'))).toMatchObject({
      status: 409, code: 'somebody_is_replying', says: expect.stringMatching(/^Mara is writing/) })
    // Her own writing does not stand in her way, and being heard of it a person may go on.
    expect(await problemOf(compose(answer, 'carl', { confirmCollision: true }))).toBeNull()
    realNow = '2027-03-01T09:00:26.000Z'
    expect((await full(answer.id)).present).toEqual([])
  })

  test('who only looks stops nobody', async () => {
    const answer = await anAnswer()
    await org.as('mara', (open) => notePresence(open, 'mara',
      { subject: `reply:${answer.id}`, doing: 'viewing' }))
    expect(await problemOf(compose(answer, 'carl'))).toBeNull()
  })

  test('an answer in its undo time stops a second one', async () => {
    const answer = await anAnswer()
    await compose(answer, 'mara')
    expect(await problemOf(compose(answer, 'carl'))).toMatchObject({
      code: 'somebody_is_replying', says: expect.stringMatching(/An answer of Mara/) })
  })

  test('who comes late is told who was faster, and nothing is sent', async () => {
    const answer = await anAnswer()
    await org.as('mara', (open) => ignoreReply(open, answer.id, ''))
    expect(await problemOf(compose(answer, 'carl'))).toMatchObject({
      status: 409, says: expect.stringMatching(/ignored by Mara/) })
    expect(await leave()).toBe(0)
  })
})

describe('owners', () => {
  const give = (id: string, to: string, by: string, role: 'manager' | 'collector') =>
    org.as(by, (open) => assignReply(open, id, { userId: to, by: { userId: by, role } }))

  test('a manager gives it to somebody, who is told', async () => {
    const answer = await anAnswer()
    await give(answer.id, 'carl', 'max', 'manager')
    expect(await full(answer.id)).toMatchObject({ ownerId: 'carl', ownerName: 'Carl' })
    const { rows } = await org.do(({ tx }) => sql`select user_id from notification
      where event = 'assigned'`.execute(tx))
    expect(rows).toEqual([{ user_id: 'carl' }])
  })

  const REFUSED: [string, string, string, 'manager' | 'collector', number][] = [
    ['a collector that of another', 'carl', 'carl', 'collector', 403],
    ['anybody to a viewer', 'vera', 'max', 'manager', 400],
    ['anybody to nobody who works here', 'nobody', 'max', 'manager', 400],
  ]
  test.each(REFUSED)('refused: %s', async (_name, to, by, role, status) => {
    const answer = await anAnswer()
    expect(await problemOf(give(answer.id, to, by, role))).toMatchObject({ status })
  })

  test('who is away gets nothing: it goes to the deputy, by hand as well', async () => {
    await org.do((open) => saveProfile(open, 'mara', { awayUntil: '2027-03-05', deputyId: 'carl' }))
    const answer = await anAnswer()
    expect((await full(answer.id)).ownerId).toBe('carl')
    expect(await problemOf(give(answer.id, 'mara', 'max', 'manager')))
      .toMatchObject({ status: 409 })
  })

  test('E35: what somebody has goes on when they are away, with the next beat', async () => {
    const answer = await anAnswer()
    await org.do((open) => saveProfile(open, 'mara', { awayUntil: '2027-03-05' }))
    await org.tick()
    expect((await full(answer.id)).ownerId).toBe('max')
  })

  const putOut = (userId: string) => org.as('olga', (open) => saveMember(open, { role: 'owner' },
    { userId, wish: { isActive: false } }, handOverWork))

  test('E35: who is put out leaves neither answers nor actions behind (L5)', async () => {
    const answer = await anAnswer()
    await org.do(({ tx }) => sql`insert into action (id, kind, channel, mode, name, customer_id,
        owner_id, due_on, due_at, created_at)
      values (gen_random_uuid(), 'adhoc', 'call', 'manual', 'Ring', ${answer.customer.id}, 'mara',
        ${DUE}, now(), now())`.execute(tx))
    await putOut('mara')
    expect((await full(answer.id)).ownerId).toBe('max')
    const { rows } = await org.do(({ tx }) => sql`select owner_id from action
      where name = 'Ring'`.execute(tx))
    expect(rows).toEqual([{ owner_id: 'max' }])
  })

  test('an answer that comes in the very moment is handed on as well', async () => {
    const customers = await Promise.all(Array.from({ length: 6 }, (_, n) =>
      org.aCustomer(`Buyer ${n}`, [])))
    await Promise.all([putOut('mara'), ...customers.map(({ email }) =>
      org.write(email, { isNew: true }))])
    const waiting = await Promise.all(customers.map(({ id }) => org.waiting(id)))
    expect(waiting.flat()).toHaveLength(6)
    expect(waiting.flat().map(({ ownerId }) => ownerId)).not.toContain('mara')
  })

  test('the doctor sees an answer without an active owner, and a beat mends it', async () => {
    const answer = await anAnswer()
    await org.do(({ tx }) => sql`update reply_action set owner_id = 'gone'
      where id = ${answer.id}`.execute(tx))
    const breaches = async () => (await runDoctor(installation)).checks
      .find(({ name }) => name === 'L5')?.breaches
    expect(await breaches()).toBe(1)
    await org.tick()
    expect(await breaches()).toBe(0)
  })

  test('the last owner cannot be put out', async () => {
    expect(await problemOf(putOut('olga'))).toMatchObject({ status: 409 })
  })

  test('an admin cannot put out an owner', async () => {
    expect(await problemOf(org.as('max', (open) => saveMember(open, { role: 'admin' },
      { userId: 'olga', wish: { role: 'viewer' } }, handOverWork)))).toMatchObject({ status: 403 })
  })
})

describe('handling', () => {
  test('many are ignored at once and brought back at once', async () => {
    const all = [await anAnswer(), await anAnswer(), await anAnswer()]
    const ids = all.map(({ id }) => id)
    const newestSeen = Object.fromEntries(all.map(({ id, messageId }) => [id, messageId]))
    const wish = { ids, expectedCount: 3, newestSeen, reason: 'thanks only' }
    expect(await org.do((open) => ignoreReplies(open, wish))).toEqual({ count: 3 })
    expect((await full(ids[0] ?? '')).state).toBe('ignored')
    expect(await org.do((open) => reopenReplies(open, { ids }))).toEqual({ count: 3 })
    expect((await full(ids[2] ?? '')).state).toBe('open')
  })

  test('of many none is ignored when one was handled, got a message, or the count differs',
    async () => {
      const [one, two] = [await anAnswer(), await anAnswer()]
      const ids = [one.id, two.id]
      const newestSeen = { [one.id]: one.messageId, [two.id]: two.messageId }
      const wish = { ids, expectedCount: 2, newestSeen, reason: '' }
      const tried = (change: Partial<typeof wish>) =>
        problemOf(org.do((open) => ignoreReplies(open, { ...wish, ...change })))
      expect(await tried({ expectedCount: 3 })).toMatchObject({ status: 409 })
      await org.write(two.customer.email)
      expect(await tried({})).toMatchObject({ status: 409 })
      expect((await full(one.id)).state).toBe('open')
      await org.do((open) => ignoreReply(open, one.id, ''))
      expect(await tried({ newestSeen: {} })).toMatchObject({ status: 409 })
      expect((await full(two.id)).state).toBe('open')
    })

  test('answered elsewhere is said so, and can be taken back', async () => {
    const answer = await anAnswer()
    await org.as('mara', (open) => closeReplyAction(open, answer.id,
      { as: 'replied_elsewhere', reason: 'by telephone' }))
    expect(await full(answer.id)).toMatchObject({ state: 'replied_elsewhere',
      closedBy: 'user:mara', reason: 'by telephone' })
    await org.do((open) => reopenReplyAction(open, answer.id))
    expect((await full(answer.id)).state).toBe('open')
  })

  test('a pause without an end needs a reason and a day, and can bring it back then', async () => {
    const answer = await anAnswer()
    const pause = (wish: { reason: string; reviewOn?: string }) => problemOf(org.do((open) =>
      pauseReply(open, answer.id, { untilOn: null, bringBack: true, ...wish })))
    expect(await pause({ reason: '', reviewOn: '2027-03-10' })).toMatchObject({ status: 400 })
    expect(await pause({ reason: 'lawyer' })).toMatchObject({ status: 400 })
    expect(await pause({ reason: 'lawyer', reviewOn: DUE })).toMatchObject({ status: 400 })
    expect(await pause({ reason: 'lawyer', reviewOn: '2027-03-10' })).toBeNull()
    expect(await full(answer.id)).toMatchObject({ state: 'snoozed', returnsOn: '2027-03-10' })
    await org.goTo('2027-03-10')
    expect(await full(answer.id)).toMatchObject({ state: 'open', returnsOn: null,
      waitingBusinessDays: 0 })
  })

  test('an undo of what was put off ends its pause', async () => {
    const answer = await anAnswer()
    await org.do((open) => pauseReply(open, answer.id,
      { untilOn: '2027-03-10', reason: '', bringBack: true }))
    await org.do((open) => reopenReplyAction(open, answer.id))
    const { rows } = await org.do(({ tx }) => sql`select ended_at is null as lasts from pause`
      .execute(tx))
    expect(rows).toEqual([{ lasts: false }])
  })

  test('an undo comes too late when a reminder has left since', async () => {
    const answer = await anAnswer()
    await org.do((open) => ignoreReply(open, answer.id, ''))
    await org.goTo('2027-03-10')
    expect(await org.remindedOn(answer.customer.email)).not.toEqual([])
    expect(await problemOf(org.do((open) => reopenReplyAction(open, answer.id))))
      .toMatchObject({ status: 409 })
  })
})

test('of thirty messages in an hour all are kept and twenty-one are told', async () => {
  const answer = await anAnswer()
  await org.do(({ tx }) => sql`update message set message_ref = 'the-thread@x.example'
    where id = ${answer.messageId}`.execute(tx))
  for (let count = 2; count <= 30; count++) {
    await org.write(answer.customer.email, { isNew: true, inReplyTo: 'the-thread@x.example' })
  }
  expect(await full(answer.id)).toMatchObject({ messageCount: 30, otherThreads: [] })
  const { rows } = await org.do(({ tx }) => sql`select title, times from notification
    where event = 'reply_received'`.execute(tx))
  expect(rows).toEqual([{ title: 'Buyer sends very many messages', times: 21 }])
})
