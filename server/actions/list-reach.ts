// Which customers an SMS step can text, and why not the others: asked before it goes live.
import { sql } from 'kysely'
import type { z } from 'zod'
import { UNREACHED, type Unreached } from '#contract/sms-reach.ts'
import { safeCell } from '#domain/cells.ts'
import { lineProblem, type PhoneLine } from '#domain/sms/phone-line.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'
import { chooseRecipient, gatherReach, type Recipient } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'
import { keyOf } from './sms-reach-store.ts'

export type UnreachedRow = z.output<typeof Unreached>
type Reason = UnreachedRow['reason']

export interface ReachWish {
  positions: readonly string[]
  only: 'all' | 'owing'
}

const BATCH = 1_000
/** More than this is answered by the file alone. */
const MOST_CUSTOMERS = 200_000

interface CustomerRow {
  id: string
  reference: string
  name: string
}

/** Hands out those who cannot be texted, batch after batch; returns how many there are. */
async function walk(
  org: Org, wish: ReachWish, take: (rows: UnreachedRow[]) => void,
): Promise<{ total: number; reachable: number }> {
  let [total, reachable, after] = [0, 0, '']
  while (total < MOST_CUSTOMERS) {
    const customers = await nextCustomers(org, wish.only, after)
    if (customers.length === 0) break
    after = customers.at(-1)?.reference ?? after
    const reach = await gatherReach(org, customers.map(({ id }) => id), ['sms'])
    const unreached = customers.flatMap((one) => unreachedRow(org, reach, one, wish.positions))
    total += customers.length
    reachable += customers.length - unreached.length
    take(unreached)
  }
  return { total, reachable }
}

async function nextCustomers(
  org: Org, only: ReachWish['only'], after: string,
): Promise<CustomerRow[]> {
  const owing = only === 'all' ? sql`` : sql`and exists (select from invoice i
    where i.org_id = c.org_id and i.customer_id = c.id and i.open_minor > 0 and i.state = 'open')`
  const { rows } = await sql<CustomerRow>`select c.id, c.reference, c.name from customer c
    where c.org_id = ${org.id} and c.reference > ${after} ${owing}
    order by c.reference limit ${BATCH}`.execute(org.tx)
  return rows
}

function unreachedRow(
  org: Org, reach: Reach, customer: CustomerRow, positions: readonly string[],
): UnreachedRow[] {
  const recipient = chooseRecipient(org, reach, customer.id, { channel: 'sms', positions })
  const found = recipient === null ? withoutNumber(reach, customer.id)
    : problemOf(reach, customer.id, recipient)
  if (found === null) return []
  return [{
    customerId: customer.id, reference: customer.reference, customerName: customer.name,
    contactName: recipient?.name ?? '', phone: recipient?.address ?? found.phone ?? null,
    reason: found.reason, text: found.text, fix: FIXES[found.reason],
  }]
}

interface Problem { reason: Reason; text: string; phone?: string }

function withoutNumber(reach: Reach, customerId: string): Problem {
  const phone = (reach.contacts.get(customerId) ?? []).flatMap(({ phones }) => phones)[0]
  if (phone === undefined) return { reason: 'no_phone', text: 'No contact has a phone number.' }
  const known = reach.sms?.phones.get(keyOf(customerId, phone))
  const line: PhoneLine = known?.line ?? readNumber(phone, null)?.line ?? 'invalid'
  return {
    reason: line === 'invalid' ? 'invalid' : 'landline',
    text: `It is ${lineProblem(line) ?? 'no mobile number'}.`, phone,
  }
}

function problemOf(reach: Reach, customerId: string, recipient: Recipient): Problem | null {
  const { sms, suppression } = recipient
  if (suppression === 'opted_out') {
    return { reason: 'opted_out', text: 'They have asked us to stop.' }
  }
  if (suppression === 'bounced') return { reason: 'invalid', text: 'The number is not in use.' }
  if (sms === undefined) return null
  if (sms.consentProblem !== null) {
    const act = reach.sms?.phones.get(keyOf(customerId, recipient.address))?.newestConsent
    return {
      reason: act === 'under_review' ? 'under_review' : 'no_consent', text: sms.consentProblem,
    }
  }
  if (sms.channelProblem !== null) return { reason: 'stopped', text: sms.channelProblem }
  return sms.senderProblem === null ? null : { reason: 'no_sender', text: sms.senderProblem }
}

const FIXES: Record<Reason, string> = {
  no_phone: 'Add a mobile number to a contact.',
  landline: 'Ask for a mobile number, or use another channel.',
  invalid: 'Ask for another number.',
  opted_out: 'Nothing: use another channel.',
  under_review: 'Decide on the customer’s page whether they asked us to stop.',
  no_consent: 'Record their consent on the customer’s page.',
  no_sender: 'Add a sender for the country in Settings › SMS, or open the country.',
  stopped: 'An admin must look at Settings › SMS.',
}

export async function listReach(org: Org, wish: ReachWish & { limit: number }) {
  const items: UnreachedRow[] = []
  const counts = new Map<Reason, number>()
  const { total, reachable } = await walk(org, wish, (rows) => {
    for (const row of rows) counts.set(row.reason, (counts.get(row.reason) ?? 0) + 1)
    items.push(...rows.slice(0, wish.limit - items.length))
  })
  return {
    total, reachable, items, isTruncated: total - reachable > items.length,
    reasons: UNREACHED.flatMap((reason) => {
      const count = counts.get(reason)
      return count === undefined ? [] : [{ reason, count }]
    }),
  }
}

const HEAD = ['customer number', 'customer', 'contact', 'phone', 'reason', 'what it means',
  'what to do']

export async function reachFile(org: Org, wish: ReachWish): Promise<string> {
  // Put together as it comes: two hundred thousand rows are large as lists, and small as text.
  let file = fileLine(HEAD)
  await walk(org, wish, (rows) => {
    for (const row of rows) {
      file += fileLine([row.reference, row.customerName, row.contactName, row.phone ?? '',
        row.reason, row.text, row.fix])
    }
  })
  return file
}

const fileLine = (cells: readonly string[]) => `${cells.map(safeCell).join(',')}\r\n`
