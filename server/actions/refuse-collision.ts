// Two people, one customer: stops the second answer until its writer knows of the first.
import { sql } from 'kysely'
import { presenceOf } from '../inbox/read-reply.ts'
import { lockedReplyAction, refuseHandled } from '../inbox/reply-action.ts'
import { conflict, notFound, Problem } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { nameOfActor } from '../team/colleagues.ts'
import { notePresence, othersPresent } from '../team/presence.ts'

/** The answer that may be written to now, under the customer's lock. */
export async function answerableReply(org: Org, wish: {
  replyActionId: string
  customerId: string
  newestSeenMessageId?: string | undefined
  confirmCollision?: boolean | undefined
}): Promise<{ run_id: string | null; newest_message_id: string }> {
  const reply = await lockedReplyAction(org, wish.replyActionId)
  if (reply.customer_id !== wish.customerId) {
    throw notFound('This reply action does not exist for this customer.')
  }
  await refuseHandled(org, reply)
  const seen = wish.newestSeenMessageId
  if (seen !== undefined && seen !== reply.newest_message_id) {
    throw conflict('A newer message has come from this customer. Read it, then send again.')
  }
  if (!wish.confirmCollision) await refuseCollision(org, reply.id)
  const me = org.actor.startsWith('user:') ? org.actor.slice('user:'.length) : null
  if (me !== null) {
    await notePresence(org, me, { subject: presenceOf(reply.id), doing: 'gone' })
  }
  return reply
}

const somebodyIsReplying = (who: string) => new Problem(409, 'somebody_is_replying',
  `${who} The customer would get two answers. Talk to each other, or send yours all the same.`)

async function refuseCollision(org: Org, replyActionId: string): Promise<void> {
  const { rows } = await sql<{ author: string | null }>`
    select author_id as author from message
    where org_id = ${org.id} and reply_action_id = ${replyActionId} and direction = 'out'
      and state in ('leaving', 'sending', 'unknown') limit 1`.execute(org.tx)
  const [leaving] = rows
  if (leaving) {
    const name = await nameOfActor(org, leaving.author === null ? null : `user:${leaving.author}`)
    throw somebodyIsReplying(`An answer of ${name} is on its way.`)
  }
  const writer = (await othersPresent(org, presenceOf(replyActionId)))
    .find(({ doing }) => doing === 'replying')
  if (writer) throw somebodyIsReplying(`${writer.name} is writing an answer right now.`)
}
