// The views of the inbox: what stands in each, its search, and that each is read by an index.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOrg } from '../platform/database.ts'
import { aMail, answerTo, receive } from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, aCustomerRun, anInvoice, anOrganization, aSentMessage, NOW,
  type SceneOrganization,
} from '../testing/mail-scene.ts'
import { removeOrganization } from '../settings/remove-organization.ts'
import { assignReply } from './assign-reply.ts'
import { linkMessage } from './link-message.ts'
import { listCandidates } from './list-candidates.ts'
import { listInbox, type InboxQuery } from './list-inbox.ts'
import { closeMailParser } from './parse-mail.ts'
import { readConversation } from './read-conversation.ts'
import { readMessage } from './read-message.ts'
import { closeReplyAction, ignoreReply } from './reply-action.ts'
import { undoLink } from './undo-link.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

const view = (org: SceneOrganization, query: Partial<InboxQuery>) => org.do(async (open) =>
  (await listInbox(open, {
    view: 'needs_answer', whose: 'all', limit: 50, userId: null, ...query,
  })).items)

let customers = 0
/** A customer who got a reminder and has answered it. */
async function anAnswer(org: SceneOrganization, text = 'Which bank account?') {
  customers += 1
  const email = `bea${customers}@buyer${customers}.example`
  const customerId = await aCustomer(org, { name: `Buyer ${customers} Ltd`, emails: [email] })
  const runId = await aCustomerRun(org, customerId)
  const sent = await aSentMessage(org, { customerId, runId, to: [email] })
  const { message } = await receive(installation, org,
    aMail({ from: email, text, headers: answerTo(sent) }))
  if (!message?.reply_action_id) throw new Error('The answer opened no reply action.')
  return { customerId, email, sent, replyActionId: message.reply_action_id }
}

describe('the views', () => {
  test('an answer waits, then waits for the customer, then waits for us again', async () => {
    const org = await anOrganization(installation)
    const { replyActionId, email, sent } = await anAnswer(org)
    expect((await view(org, {})).map((row) => row.id)).toEqual([replyActionId])
    await org.do((open) => closeReplyAction(open, replyActionId, { as: 'replied' }))
    expect(await view(org, {})).toEqual([])
    expect((await view(org, { view: 'waiting' })).map((row) => row.id)).toEqual([replyActionId])
    expect(await view(org, { view: 'done' })).toEqual([])
    await receive(installation, org,
      aMail({ from: email, text: 'And the IBAN?', headers: answerTo(sent) }))
    expect((await view(org, {})).map((row) => row.preview)).toEqual(['And the IBAN?'])
    expect(await view(org, { view: 'waiting' })).toEqual([])
    expect((await view(org, { view: 'done' })).map((row) => row.id)).toEqual([replyActionId])
  })

  test('an ignored answer is done', async () => {
    const org = await anOrganization(installation)
    const { replyActionId } = await anAnswer(org)
    await org.do((open) => ignoreReply(open, replyActionId, 'thanks only'))
    expect(await view(org, { view: 'waiting' })).toEqual([])
    expect(await view(org, { view: 'done' }))
      .toMatchObject([{ id: replyActionId, state: 'ignored', reason: 'thanks only' }])
  })

  test('an answer that may hold nothing is still in the inbox', async () => {
    const org = await anOrganization(installation, { holdOnReply: false })
    await aCustomer(org, { emails: ['known@buyer.example'] })
    await receive(installation, org, aMail({ from: 'known@buyer.example' }))
    expect(await view(org, { view: 'done' }))
      .toMatchObject([{ replyActionId: null, from: 'known@buyer.example' }])
  })

  test('mine are those I own, team those of others, all also those of nobody', async () => {
    const org = await anOrganization(installation)
    const mine = await anAnswer(org)
    const theirs = await anAnswer(org)
    for (const [{ replyActionId }, userId] of [[mine, 'clerk'], [theirs, 'owner']] as const) {
      await org.do((open) => assignReply(open, replyActionId,
        { userId, by: { userId: 'owner', role: 'owner' } }))
    }
    const idsOf = async (whose: 'mine' | 'team' | 'all') =>
      (await view(org, { whose, userId: 'clerk' })).map((row) => row.id).sort()
    expect(await idsOf('mine')).toEqual([mine.replyActionId])
    expect(await idsOf('team')).toEqual([theirs.replyActionId])
    expect(await idsOf('all')).toEqual([mine.replyActionId, theirs.replyActionId].sort())
  })

  test('a bounce says which address and why in plain words', async () => {
    const org = await anOrganization(installation)
    const customerId = await aCustomer(org, { emails: ['gone@buyer.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['gone@buyer.example'] })
    await receive(installation, org, aMail({
      from: 'MAILER-DAEMON@mx.example', subject: 'Undelivered Mail Returned to Sender',
      headers: [`In-Reply-To: <${sent.ref}>`,
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'],
      text: ['--b', 'Content-Type: text/plain', '', 'No such user.', '--b',
        'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '',
        'Final-Recipient: rfc822; gone@buyer.example', 'Action: failed', 'Status: 5.1.1', '',
        '--b--'].join('\r\n'),
    }), { from: '' })
    expect(await view(org, { view: 'bounces' })).toMatchObject([{
      customerId, addresses: ['gone@buyer.example'], why: expect.stringContaining('no such mailbox'),
    }])
  })

  test('pages follow each other without a gap or a double', async () => {
    const org = await anOrganization(installation)
    for (let count = 0; count < 5; count++) await anAnswer(org)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await org.do((open) => listInbox(open, {
        view: 'needs_answer', whose: 'all', limit: 2, userId: null, cursor,
      }))
      seen.push(...page.items.map((row) => row.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })
})

describe('search', () => {
  test.each([
    ['a word of the text', 'zebra'], ['its beginning', 'zebr'], ['another case', 'ZEBRA'],
    ['the sender', 'wanda'], ['the company in an address', 'stripes'],
    ['the whole address', 'wanda@stripes.example'], ['the customer', 'wanda & c'],
    ['an invoice', 'inv-77'], ['two words', 'zebra paint'],
  ])('%s finds the conversation', async (_, q) => {
    const org = await anOrganization(installation)
    await anAnswer(org)
    const customerId = await aCustomer(org,
      { name: 'Wanda & Co', emails: ['wanda@stripes.example'] })
    await anInvoice(org, { customerId, number: 'INV-77' })
    await receive(installation, org,
      aMail({ from: 'wanda@stripes.example', text: 'The zebra needs its paint.' }))
    expect((await view(org, { q })).map((row) => row.customerId)).toEqual([customerId])
  })

  test('no other organization is found, and nothing is found by nothing', async () => {
    const org = await anOrganization(installation)
    const other = await anOrganization(installation)
    await receive(installation, other, aMail({ text: 'A walrus.' }))
    expect(await view(org, { view: 'unmatched', q: 'walrus' })).toEqual([])
    expect(await view(other, { view: 'unmatched', q: '!' })).toEqual([])
    expect(await view(other, { view: 'unmatched', q: 'walrus' })).toHaveLength(1)
    const { rows } = await other.do((open) =>
      sql`select 1 from message_search`.execute(open.tx))
    expect(rows).toEqual([])
  })

  test('words that were read later are found', async () => {
    const org = await anOrganization(installation)
    const { message } = await receive(installation, org, aMail({ text: 'A lemming.' }))
    await org.do((open) => sql`update message set reply_text = 'A badger.'
      where org_id = ${open.id} and id = ${message?.id}`.execute(open.tx))
    expect(await view(org, { view: 'unmatched', q: 'badger' })).toHaveLength(1)
    expect(await view(org, { view: 'unmatched', q: 'lemming' })).toEqual([])
  })

  test('the words of a removed sandbox go with it', async () => {
    const org = await anOrganization(installation)
    await receive(installation, org, aMail({ text: 'A capybara.' }))
    await org.do((open) => sql`update organization set is_sandbox = true, sandbox_now = ${NOW}
      where org_id = ${open.id}`.execute(open.tx))
    await org.do((open) => removeOrganization(open))
    const left = await asOrg(installation.database.db, org.id, async (tx) => {
      await sql`select set_config('app.searching', '''capybara''', true)`.execute(tx)
      return (await sql`select 1 from message_search`.execute(tx)).rows
    })
    expect(left).toEqual([])
  })
})

describe('a message that fits nobody', () => {
  test('is offered to whom it may be from, and why', async () => {
    const org = await anOrganization(installation)
    const byInvoice = await aCustomer(org, { name: 'Named Ltd', emails: ['a@named.example'] })
    await anInvoice(org, { customerId: byInvoice, number: 'INV-5001' })
    const { message } = await receive(installation, org,
      aMail({ from: 'pat@elsewhere.example', text: 'About INV-5001: it is paid.' }))
    const items = await org.do((open) => listCandidates(open, message?.id ?? ''))
    expect(items).toMatchObject([{ customerId: byInvoice, because: 'invoice', isHeld: false }])
  })

  test('of two customers names both and says that both are held', async () => {
    const org = await anOrganization(installation)
    const both = [await aCustomer(org, { name: 'One Ltd', emails: ['shared@desk.example'] }),
      await aCustomer(org, { name: 'Two Ltd', emails: ['shared@desk.example'] })]
    const { message } = await receive(installation, org, aMail({ from: 'shared@desk.example' }))
    const items = await org.do((open) => listCandidates(open, message?.id ?? ''))
    expect(items.map((one) => one.customerId).sort()).toEqual(both.sort())
    expect(items.every((one) => one.isHeld)).toBe(true)
  })

  test('a link is undone with all that it began', async () => {
    const org = await anOrganization(installation)
    const customerId = await aCustomer(org)
    const { message } = await receive(installation, org, aMail({ from: 'pat@newfirm.example' }))
    const messageId = message?.id ?? ''
    await org.do((open) => linkMessage(open,
      { messageId, customerId, alwaysForDomain: true, addContact: false }))
    expect(await view(org, {})).toHaveLength(1)
    await org.do((open) => undoLink(open, messageId))
    expect(await view(org, {})).toEqual([])
    expect((await view(org, { view: 'unmatched' })).map((row) => row.id)).toEqual([messageId])
    const again = await receive(installation, org, aMail({ from: 'pat@newfirm.example' }))
    expect(again.state).toBe('unmatched')
  })

  test('a link that was answered stays', async () => {
    const org = await anOrganization(installation)
    const customerId = await aCustomer(org)
    const { message } = await receive(installation, org, aMail({ from: 'pat@newfirm.example' }))
    const messageId = message?.id ?? ''
    await org.do((open) => linkMessage(open,
      { messageId, customerId, alwaysForDomain: false, addContact: false }))
    const { threadId } = await org.do((open) => readMessage(open, messageId))
    const sent = await aSentMessage(org, { customerId, to: ['pat@newfirm.example'] })
    await org.do((open) => sql`update message set thread_id = ${threadId}
      where org_id = ${open.id} and id = ${sent.id}`.execute(open.tx))
    await expect(org.do((open) => undoLink(open, messageId))).rejects.toThrow(/answered already/)
  })
})

test('a conversation holds both directions and every channel, in pages', async () => {
  const org = await anOrganization(installation)
  const { customerId, sent } = await anAnswer(org)
  await org.do((open) => sql`insert into message (id, customer_id, direction, channel, state, kind,
      thread_id, from_address, body_text, at)
    values (gen_random_uuid(), ${customerId}, 'in', 'sms', 'received', 'human',
      gen_random_uuid(), '+4670', 'By phone', ${NOW}::timestamptz + interval '1 minute')`
    .execute(open.tx))
  const { threadId } = await org.do((open) => readMessage(open, sent.id))
  const read = (cursor?: string) => org.do((open) =>
    readConversation(open, { threadId, scope: 'customer', limit: 2, cursor }))
  const first = await read()
  expect(first.messages.map(({ channel, direction }) => [channel, direction]))
    .toEqual([['sms', 'in'], ['email', 'in']])
  expect(first.replyAction).toMatchObject({ state: 'open' })
  const second = await read(first.nextCursor ?? '')
  expect(second.messages.map(({ direction }) => direction)).toEqual(['out'])
  expect(second.nextCursor).toBeNull()
})
