// Whose an answer is: of whoever sent what was answered, else the customer's owner, else in line.
import { sql } from 'kysely'
import { ownerChain } from '#domain/owner.ts'
import type { Org } from '../platform/in-organization.ts'
import { chooseOwner, readColleagues } from '../team/colleagues.ts'

interface AnswerOfCustomer {
  customerId: string
  answeredMessageId: string | null
}

/** Never somebody who has left or is away, and never nobody as long as somebody works here. */
export async function ownerOfAnswer(org: Org, answer: AnswerOfCustomer): Promise<string | null> {
  return chooseOwner(org, await wantedOwners(org, answer))
}

/** The whole line for an answer that waits: an escalation walks along it. */
export async function lineOfReply(
  org: Org, reply: { customer_id: string; newest_message_id: string },
): Promise<string[]> {
  const wanted = await wantedOwners(org, {
    customerId: reply.customer_id,
    answeredMessageId: await answeredBy(org, reply.newest_message_id),
  })
  return ownerChain(wanted, await readColleagues(org), org.today)
}

/** A machine's reminder was sent in somebody's name, else for the owner of its step. */
async function wantedOwners(
  org: Org, { customerId, answeredMessageId }: AnswerOfCustomer,
): Promise<(string | null)[]> {
  const { rows } = await sql<{ sender: string | null; owner: string | null }>`
    select (select coalesce(m.author_id, m.reasons->>'senderId', a.owner_id) from message m
        left join action a on a.org_id = m.org_id and a.id = m.action_id
        where m.org_id = ${org.id} and m.id = ${answeredMessageId}) as sender,
      (select owner_id from customer where org_id = ${org.id} and id = ${customerId}) as owner`
    .execute(org.tx)
  return [rows[0]?.sender ?? null, rows[0]?.owner ?? null]
}

/** The message of ours that a received one answers, as the matching wrote it down. */
async function answeredBy(org: Org, messageId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select reasons->>'answeredMessageId' as id from message
    where org_id = ${org.id} and id = ${messageId}`.execute(org.tx)
  return rows[0]?.id ?? null
}
