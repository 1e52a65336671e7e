// An answer that is put off: gone until its hour, halted all along, back with the same person.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { aCustomer, anOrganization, NOW, type SceneOrganization }
  from '../testing/mail-scene.ts'
import { listReplyActions, readReplyAction } from './list-reply-actions.ts'
import { insertMessages } from './message-store.ts'
import { openOrJoinReplyAction, reopenReplyAction } from './reply-action.ts'
import { snoozeReply } from './snooze-reply.ts'
import { bringBackReplies } from './tend-replies.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(() => installation.close())

async function anAnswer(): Promise<string> {
  const customerId = await aCustomer(org)
  return org.do(async (open) => {
    const messageId = newId()
    await insertMessages(open, [{
      id: messageId, customerId, direction: 'in', channel: 'email', state: 'received',
      kind: 'human', threadId: newId(), fromAddress: 'a@b.example', bodyText: 'x', at: NOW,
    }])
    return (await openOrJoinReplyAction(open, { customerId, runId: null, messageId })).id
  })
}

const open = () => org.do(async (within) =>
  (await listReplyActions(within, { state: 'open', limit: 50 })).items.map(({ id }) => id))
/** Its hour has come: the moment is moved, for the clock of the scene stands. */
const itsHourComes = (id: string) => org.do(({ tx, now }) =>
  sql`update reply_action set returns_at = ${now} where id = ${id}`.execute(tx))

test('it is off the list until its hour on its day, then waits again', async () => {
  const id = await anAnswer()
  const { today } = await org.do((within) => Promise.resolve({ today: within.today }))
  await org.do((within) => snoozeReply(within, id, { returnsOn: today, returnsTime: '23:59' }))
  await org.do(bringBackReplies)
  expect(await open()).not.toContain(id)
  const put = await org.do((within) => readReplyAction(within, id))
  expect(put).toMatchObject({ state: 'snoozed', returnsOn: today })
  expect(put.returnsAt).not.toBeNull()
  await itsHourComes(id)
  await org.do(bringBackReplies)
  expect(await open()).toContain(id)
})

test('undone, it waits at once and does not vanish again', async () => {
  const id = await anAnswer()
  await org.do((within) => snoozeReply(within, id, { returnsOn: '2099-01-01', returnsTime: null }))
  expect(await open()).not.toContain(id)
  await org.do((within) => reopenReplyAction(within, id))
  await org.do(bringBackReplies)
  expect(await open()).toContain(id)
})

test('it cannot come back before now', async () => {
  const id = await anAnswer()
  const { today } = await org.do((within) => Promise.resolve({ today: within.today }))
  for (const wish of [{ returnsOn: today, returnsTime: null },
    { returnsOn: today, returnsTime: '00:00' }, { returnsOn: '2020-01-01', returnsTime: '09:00' }]) {
    await expect(org.do((within) => snoozeReply(within, id, wish))).rejects.toThrow(Problem)
  }
  expect(await open()).toContain(id)
})

test('both the putting off and the way back are in the log', async () => {
  const id = await anAnswer()
  await org.do((within) => snoozeReply(within, id, { returnsOn: '2099-01-01', returnsTime: null }))
  await org.do((within) => reopenReplyAction(within, id))
  const { rows } = await org.do(({ tx }) => sql<{ kind: string }>`
    select kind from event where detail->>'replyActionId' = ${id} order by id`.execute(tx))
  expect(rows.map(({ kind }) => kind)).toEqual(['reply_opened', 'reply_snoozed', 'reply_reopened'])
})
