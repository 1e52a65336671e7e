// What the two colleagues of the sample company have done with the first answers.
import { sql } from 'kysely'
import { addDays } from '#domain/day.ts'
import { composeMessage } from '../actions/compose-message.ts'
import { ignoreReply, pauseReply } from '../inbox/reply-action.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'

interface OpenAnswer {
  id: string
  customerId: string
  ownerId: string
}

const LEFT_OPEN = 2

/** Some are replied to, one in four ignored, one in four paused; the newest ones still wait. */
export async function answerSome(installation: Installation, orgId: string): Promise<void> {
  const open = await inOrganization(installation, orgId, SYSTEM, openAnswers)
  for (const [place, answer] of open.slice(0, -LEFT_OPEN).entries()) {
    await inOrganization(installation, orgId, `user:${answer.ownerId}`, (org) =>
      handle(org, answer, place))
  }
}

async function openAnswers(org: Org): Promise<OpenAnswer[]> {
  const { rows } = await sql<OpenAnswer>`select r.id, r.customer_id as "customerId",
      r.owner_id as "ownerId" from reply_action r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id
    where r.org_id = ${org.id} and r.state = 'open' and r.owner_id is not null
    order by c.reference limit 100`.execute(org.tx)
  return rows
}

async function handle(org: Org, answer: OpenAnswer, place: number): Promise<void> {
  if (place % 4 === 2) return ignoreReply(org, answer.id, 'Only a thank you')
  if (place % 4 === 1) {
    return pauseReply(org, answer.id,
      { untilOn: addDays(org.today, 5), reason: 'Waits for their monthly payment run' })
  }
  await composeMessage(org, {
    customerId: answer.customerId, channel: 'email', replyActionId: answer.id, subject: '',
    to: await addressesOf(org, answer.customerId), cc: [], bcc: [], body: REPLY, undoSeconds: 0,
    quotesOriginal: true, confirmCollision: true,
  })
}

const REPLY = 'Hello,\n\nthank you for writing back. I have noted it and will look at it with our '
  + 'accounts.\n\nBest regards'

async function addressesOf(org: Org, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`select a.address from contact c
    join contact_address a on a.org_id = c.org_id and a.contact_id = c.id
    where c.org_id = ${org.id} and c.customer_id = ${customerId} and a.channel = 'email'
    order by c.is_main desc, a.address limit 1`.execute(org.tx)
  return rows.map(({ address }) => address)
}
