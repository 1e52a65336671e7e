// The numbers on the tabs of To Do are those of their lists.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { listReplyActions } from '../inbox/list-reply-actions.ts'
import { insertMessages } from '../inbox/message-store.ts'
import { openOrJoinReplyAction } from '../inbox/reply-action.ts'
import { newId } from '../platform/ids.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { aCustomer, anOrganization, NOW, type SceneOrganization } from
  '../testing/mail-scene.ts'
import { countActions } from './list-actions.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(() => installation.close())

async function anAnswer(): Promise<{ customerId: string; id: string }> {
  const customerId = await aCustomer(org)
  return org.do(async (open) => {
    const messageId = newId()
    await insertMessages(open, [{
      id: messageId, customerId, direction: 'in', channel: 'email', state: 'received',
      kind: 'human', threadId: newId(), fromAddress: 'a@b.example', bodyText: 'x', at: NOW,
    }])
    const { id } = await openOrJoinReplyAction(open, { customerId, runId: null, messageId })
    return { customerId, id }
  })
}

const shown = () => org.do(async (open) => ({
  listed: (await listReplyActions(open, { state: 'open', limit: 50 })).items.length,
  counted: (await countActions(open)).replies,
}))

test('an answer whose reply is in its undo time is neither listed nor counted, and comes back', async () => {
  await anAnswer()
  const { customerId, id } = await anAnswer()
  expect(await shown()).toEqual({ listed: 2, counted: 2 })
  const reply = newId()
  await org.do((open) => insertMessages(open, [{
    id: reply, customerId, direction: 'out', channel: 'email', state: 'leaving', kind: null,
    threadId: newId(), fromAddress: 'us@b.example', bodyText: 'x', at: NOW, replyActionId: id,
  }]))
  expect(await shown()).toEqual({ listed: 1, counted: 1 })
  await org.do(({ tx }) => sql`update message set state = 'cancelled' where id = ${reply}`.execute(tx))
  expect(await shown()).toEqual({ listed: 2, counted: 2 })
})
