// A mail came back: its dead addresses, and whether it reached anybody at the customer.
import { sql } from 'kysely'
import { lookAgain } from '../customers/look-again.ts'
import { voidContactOfMessage } from '../customers/note-contact.ts'
import { suppressAddress } from '../customers/suppress-address.ts'
import { notify } from '../notifications/notify.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { markBounced } from './message-store.ts'
import { ownerOfAnswer } from './reply-owner.ts'
import { customerName } from './reply-store.ts'

export interface Returned {
  id: string
  customer_id: string
  /** Copies with them. */
  recipients: readonly string[]
  snapshot: readonly { invoiceId: string }[]
}

/** An address that is dead is marked; the message only when nobody got it. */
export async function applyReturn(
  org: Org, message: Returned,
  of: { addresses: readonly string[]; reason: string; isHard: boolean },
): Promise<void> {
  const { addresses, reason } = of
  for (const address of addresses) {
    await recordEvent(org, {
      kind: 'message_bounced', customerId: message.customer_id, messageId: message.id,
      invoiceIds: message.snapshot.map((line) => line.invoiceId), detail: { address, reason },
    })
  }
  if (of.isHard) await suppressAll(org, addresses, 'bounced', reason)
  if (await reachedNobody(org, message, addresses)) {
    await markBounced(org, message.id, reason)
    await voidContactOfMessage(org, message.id)
  }
  await tellOfBounce(org, message, { addresses, what: 'came back', reason })
  await lookAgain(org, [message.customer_id])
}

export async function tellOfBounce(
  org: Org, message: Returned,
  bounce: { addresses: readonly string[]; what: string; reason: string },
): Promise<void> {
  const ownerId = await ownerOfAnswer(org,
    { customerId: message.customer_id, answeredMessageId: null })
  if (ownerId === null) return
  await notify(org, {
    event: 'message_bounced', to: [ownerId], customerId: message.customer_id,
    messageId: message.id,
    title: `Mail to ${bounce.addresses.join(', ')} ${bounce.what}`,
    body: `${await customerName(org, message.customer_id)}: ${bounce.reason.replace(/\.$/, '')}. `
      + 'Find a new address, and correct the contact.',
  })
}

export async function suppressAll(
  org: Org, addresses: readonly string[], state: 'bounced' | 'complained', reason: string,
): Promise<void> {
  for (const address of addresses) {
    await suppressAddress(org, { channel: 'email', address, state, reason })
  }
}

/** A copy that arrived is a contact, even if another came back; one to ourselves is none. */
async function reachedNobody(
  org: Org, message: Returned, concerned: readonly string[],
): Promise<boolean> {
  const others = message.recipients.map((address) => address.toLowerCase())
    .filter((address) => !concerned.includes(address))
  if (others.length === 0) return true
  const { rows } = await sql`
    select 1 from unnest(${others}::text[]) as o(address)
    where not exists (select from member p where p.org_id = ${org.id}
        and lower(p.email) = o.address)
      and not exists (select from suppression s where s.org_id = ${org.id}
        and s.channel = 'email' and s.address = o.address and s.state in ('bounced', 'invalid'))
    limit 1`.execute(org.tx)
  return rows.length === 0
}
