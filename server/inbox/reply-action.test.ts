// The reply action: opened once, handled once, undone where nothing has left.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, aCustomerRun, anOrganization, aSentMessage, NOW,
  type SceneOrganization,
} from '../testing/mail-scene.ts'
import { dismissMessage, linkMessage } from './link-message.ts'
import { listMessages } from './list-messages.ts'
import { listReplyActions, readReplyAction } from './list-reply-actions.ts'
import { insertMessages } from './message-store.ts'
import { readMessage } from './read-message.ts'
import {
  closeReplyAction, ignoreReply, openOrJoinReplyAction, pauseReply, reopenReplyAction,
} from './reply-action.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(() => installation.close())

/** A message that came in, not yet matched unless told. */
async function aReceivedMessage(given: {
  customerId?: string; from?: string; candidates?: string[]; at?: string
} = {}): Promise<string> {
  const id = newId()
  await org.do((open) => insertMessages(open, [{
    id, customerId: given.customerId ?? null, direction: 'in', channel: 'email',
    state: 'received', kind: 'human', threadId: newId(), bodyText: 'Hello',
    fromAddress: given.from ?? 'bea@buyer.example', fromName: 'Bea',
    reasons: given.candidates ? { candidates: given.candidates } : {}, at: given.at ?? NOW,
  }]))
  return id
}

async function anOpenReply(runId: string | null = null) {
  const customerId = await aCustomer(org)
  const messageId = await aReceivedMessage({ customerId })
  const { id } = await org.do((open) =>
    openOrJoinReplyAction(open, { customerId, runId, messageId }))
  return { id, customerId, messageId }
}

const statusOf = (work: Promise<unknown>) => work.then(() => 200,
  (error: unknown) => (error instanceof Problem ? error.status : 500))

const nextLookAt = (customerId: string) => org.do(async ({ tx }) => {
  const { rows } = await sql<{ next_look_at: string | null }>`
    select next_look_at from customer where id = ${customerId}`.execute(tx)
  return rows[0]?.next_look_at
})

describe('opening', () => {
  test('twenty answers in the same moment are one reply action of twenty', async () => {
    const customerId = await aCustomer(org)
    const runId = await aCustomerRun(org, customerId)
    const messages = await Promise.all(Array.from({ length: 20 }, () =>
      aReceivedMessage({ customerId })))
    const opened = await Promise.all(messages.map((messageId) => org.do((open) =>
      openOrJoinReplyAction(open, { customerId, runId, messageId }))))
    expect(new Set(opened.map((one) => one.id)).size).toBe(1)
    expect(opened.filter((one) => one.didOpen)).toHaveLength(1)
    const answer = await org.do((open) => readReplyAction(open, opened[0]?.id ?? ''))
    expect(answer).toMatchObject({ state: 'open', messageCount: 20, runId })
  })

  test('an older answer that is read later does not become the newest', async () => {
    const { id, customerId, messageId } = await anOpenReply()
    const older = await aReceivedMessage({ customerId, at: '2026-03-10T08:00:00.000Z' })
    await org.do((open) =>
      openOrJoinReplyAction(open, { customerId, runId: null, messageId: older }))
    const answer = await org.do((open) => readReplyAction(open, id))
    expect(answer).toMatchObject({ newestMessageId: messageId, messageCount: 2 })
  })

  test('an answer to a run that has ended goes to the run of the customer', async () => {
    const customerId = await aCustomer(org)
    const ended = await aCustomerRun(org, customerId)
    await org.do(({ tx }) => sql`update run set ended_at = ${NOW} where id = ${ended}`.execute(tx))
    const runId = await aCustomerRun(org, customerId)
    const messageId = await aReceivedMessage({ customerId })
    const { id } = await org.do((open) =>
      openOrJoinReplyAction(open, { customerId, runId: ended, messageId }))
    expect(await org.do((open) => readReplyAction(open, id))).toMatchObject({ runId })
  })

  interface People { author?: string; customerOwner?: string; inactive?: string }
  const OWNERS: [string, People, string][] = [
    ['who wrote the answered message', { author: 'clerk', customerOwner: 'owner' }, 'clerk'],
    ['else the owner of the customer', { customerOwner: 'clerk' }, 'clerk'],
    ['else somebody who collects', {}, 'clerk'],
    ['else an owner of the organization', { inactive: 'clerk' }, 'owner'],
    ['never a person who has left', { author: 'clerk', inactive: 'clerk' }, 'owner'],
    ['any active person rather than nobody', { inactive: 'owner' }, 'clerk'],
  ]
  test.each(OWNERS)('it belongs to %s', async (_name, given, expected) => {
    const customerId = await aCustomer(org)
    await org.do(async ({ tx }) => {
      await sql`update customer set owner_id = ${given.customerOwner ?? null}
        where id = ${customerId}`.execute(tx)
      await sql`update member set is_active = user_id <> ${given.inactive ?? ''}`.execute(tx)
    })
    const sent = await aSentMessage(org, {
      customerId, to: ['a@b.example'], ...(given.author ? { authorId: given.author } : {}),
    })
    const messageId = await aReceivedMessage({ customerId })
    const { id } = await org.do((open) => openOrJoinReplyAction(open, {
      customerId, runId: null, messageId, answeredMessageId: sent.id,
    }))
    expect((await org.do((open) => readReplyAction(open, id))).ownerId).toBe(expected)
    await org.do(({ tx }) => sql`update member set is_active = true`.execute(tx))
  })
})

describe('handling', () => {
  test('an ignored one is closed today, told on the timeline, and looked at again', async () => {
    const { id, customerId } = await anOpenReply()
    await org.do(({ tx }) => sql`update customer set next_look_at = null where id = ${customerId}`
      .execute(tx))
    await org.do((open) => ignoreReply(open, id, 'Thanks only'))
    const { rows } = await org.do(({ tx }) => sql`
      select r.state, r.reason, r.closed_on, r.closed_by, e.kind
      from reply_action r join event e on e.customer_id = r.customer_id
      where r.id = ${id} order by e.id desc limit 1`.execute(tx))
    expect(rows).toEqual([{
      state: 'ignored', reason: 'Thanks only', closed_on: '2026-03-10', closed_by: 'system',
      kind: 'reply_ignored',
    }])
    expect(await nextLookAt(customerId)).toBe(NOW)
  })

  test('of two people who handle it at once, one is told that it is handled', async () => {
    const { id } = await anOpenReply()
    const statuses = await Promise.all([
      statusOf(org.do((open) => closeReplyAction(open, id, { as: 'replied' }))),
      statusOf(org.do((open) => ignoreReply(open, id, ''))),
    ])
    expect(statuses.toSorted()).toEqual([200, 409])
  })

  test('a new answer after handling opens a new one', async () => {
    const { id, customerId } = await anOpenReply()
    await org.do((open) => ignoreReply(open, id, ''))
    const messageId = await aReceivedMessage({ customerId })
    const next = await org.do((open) =>
      openOrJoinReplyAction(open, { customerId, runId: null, messageId }))
    expect(next).toMatchObject({ didOpen: true })
    expect(next.id).not.toBe(id)
    expect(await statusOf(org.do((open) => reopenReplyAction(open, id)))).toBe(409)
  })

  test('a pause closes it and pauses the customer; undoing it ends that pause', async () => {
    const { id, customerId } = await anOpenReply()
    const pauses = () => org.do(async ({ tx }) => (await sql`select until_on, ended_at is null
      as lasts from pause where subject_id = ${customerId}`.execute(tx)).rows)
    await org.do((open) => pauseReply(open, id, { untilOn: '2026-03-20', reason: 'holiday' }))
    expect(await pauses()).toEqual([{ until_on: '2026-03-20', lasts: true }])
    await org.do((open) => reopenReplyAction(open, id))
    expect(await pauses()).toEqual([{ until_on: '2026-03-20', lasts: false }])
    expect(await org.do((open) => readReplyAction(open, id))).toMatchObject({
      state: 'open', closedAt: null, reason: null })
  })

  test('a pause into the past changes nothing', async () => {
    const { id } = await anOpenReply()
    const wish = { untilOn: '2026-03-10', reason: '' }
    expect(await statusOf(org.do((open) => pauseReply(open, id, wish)))).toBe(400)
    expect((await org.do((open) => readReplyAction(open, id))).state).toBe('open')
  })

  test('one that was replied to cannot be undone, nor one of another tenant', async () => {
    const { id } = await anOpenReply()
    await org.do((open) => closeReplyAction(open, id, { as: 'replied' }))
    expect(await statusOf(org.do((open) => reopenReplyAction(open, id)))).toBe(409)
    const other = await anOrganization(installation)
    expect(await statusOf(other.do((open) => ignoreReply(open, id, '')))).toBe(404)
  })
})

describe('lists', () => {
  test('open answers come page by page, the longest waiting first, each once', async () => {
    const own = await anOrganization(installation)
    const ids: string[] = []
    for (let at = 0; at < 5; at++) {
      const customerId = await aCustomer(own)
      ids.push(await own.do(async (open) => {
        const messageId = newId()
        await insertMessages(open, [{
          id: messageId, customerId, direction: 'in', channel: 'email', state: 'received',
          kind: 'human', threadId: newId(), fromAddress: 'a@b.example', bodyText: 'x', at: NOW,
        }])
        return (await openOrJoinReplyAction(open, { customerId, runId: null, messageId })).id
      }))
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = { limit: 2, state: 'open' as const, cursor }
      const page = await own.do((open) => listReplyActions(open, query))
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids)
  })
})

describe('an unmatched message', () => {
  test('that a person gives to a customer opens a reply action', async () => {
    const customerId = await aCustomer(org)
    const messageId = await aReceivedMessage({ from: 'new@firm.example' })
    const wish = { messageId, customerId, alwaysForDomain: true, addContact: true }
    await org.do((open) => linkMessage(open, wish))
    const message = await org.do((open) => readMessage(open, messageId))
    expect(message).toMatchObject({ customerId, reasons: { how: 'person' } })
    expect(message.replyActionId).not.toBeNull()
    const { rows } = await org.do(({ tx }) => sql`
      select d.domain, a.address from customer_domain d
        join contact_address a on a.customer_id = d.customer_id
      where d.customer_id = ${customerId}`.execute(tx))
    expect(rows).toEqual([{ domain: 'firm.example', address: 'new@firm.example' }])
    expect(await statusOf(org.do((open) => linkMessage(open, wish)))).toBe(409)
  })

  test('from a free mailbox never gives the whole provider to a customer', async () => {
    const customerId = await aCustomer(org)
    const messageId = await aReceivedMessage({ from: 'someone@gmail.com' })
    const wish = { messageId, customerId, alwaysForDomain: true, addContact: false }
    expect(await statusOf(org.do((open) => linkMessage(open, wish)))).toBe(400)
    expect((await org.do((open) => readMessage(open, messageId))).customerId).toBeNull()
  })

  test('that is not ours leaves the list, holds nobody, and can be linked after all', async () => {
    const customerId = await aCustomer(org)
    const messageId = await aReceivedMessage({ candidates: [customerId] })
    const listed = async () => (await org.do((open) =>
      listMessages(open, { limit: 200, list: 'unmatched' }))).items.map((item) => item.id)
    expect(await listed()).toContain(messageId)
    await org.do((open) => dismissMessage(open, messageId))
    expect(await listed()).not.toContain(messageId)
    const message = await org.do((open) => readMessage(open, messageId))
    expect(message.reasons).not.toHaveProperty('candidates')
    expect(await statusOf(org.do((open) => dismissMessage(open, messageId)))).toBe(409)
    await org.do((open) => linkMessage(open,
      { messageId, customerId, alwaysForDomain: false, addContact: false }))
    expect(await org.do((open) => readMessage(open, messageId))).toMatchObject({
      kind: 'human', customerId })
  })
})

test('who handled an answer is the person, not the machine', async () => {
  const { id } = await anOpenReply()
  await inOrganization(installation, org.id, 'user:clerk', (open) => ignoreReply(open, id, ''))
  const { rows } = await org.do(({ tx }) => sql`select closed_by from reply_action
    where id = ${id}`.execute(tx))
  expect(rows).toEqual([{ closed_by: 'user:clerk' }])
})
