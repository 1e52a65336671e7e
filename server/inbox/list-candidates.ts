// Customers an unmatched message may be from: by its sender, its domain, or an invoice it names.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Candidate } from '#contract/inbox.ts'
import { addSeconds } from '#domain/day.ts'
import { findInvoiceNumbers, emailDomain } from '#domain/mail/match-mail.ts'
import type { Org } from '../platform/in-organization.ts'
import { findByDomain, findBySender, findInvoices } from './find-candidates.ts'
import { readMessage } from './read-message.ts'

type CandidateAnswer = z.output<typeof Candidate>

const MOST_CANDIDATES = 10
const HELD_SECONDS = 86_400

export async function listCandidates(org: Org, messageId: string): Promise<CandidateAnswer[]> {
  const message = await readMessage(org, messageId)
  if (message.customerId !== null || message.direction === 'out') return []
  const held = heldOf(org, message)
  const found = new Map<string, Pick<CandidateAnswer, 'because' | 'evidence'>>()
  const add = (customerId: string, because: CandidateAnswer['because'], evidence: string) => {
    if (!found.has(customerId)) found.set(customerId, { because, evidence })
  }
  for (const id of await findBySender(org, message.from)) {
    add(id, 'address', `${message.from} is one of its contacts`)
  }
  const numbers = findInvoiceNumbers(`${message.subject}\n${message.replyText ?? message.text}`)
  for (const invoice of await findInvoices(org, numbers)) {
    add(invoice.customer_id, 'invoice', `The message names its invoice ${invoice.number}`)
  }
  const domain = emailDomain(message.from)
  for (const id of await findByDomain(org, domain)) {
    add(id, 'domain', `Its contacts write from @${domain}`)
  }
  for (const id of held) add(id, 'address', 'It may be from this customer')
  return named(org, found, held)
}

async function named(
  org: Org, found: ReadonlyMap<string, Pick<CandidateAnswer, 'because' | 'evidence'>>,
  held: readonly string[],
): Promise<CandidateAnswer[]> {
  const { rows } = await sql<{ id: string; name: string; reference: string }>`
    select id, name, reference from customer
    where org_id = ${org.id} and id = any(${[...found.keys()]}::uuid[])`.execute(org.tx)
  const customers = new Map(rows.map((row) => [row.id, row]))
  return [...found].flatMap(([customerId, reason]) => {
    const customer = customers.get(customerId)
    return customer ? [{
      customerId, customerName: customer.name, reference: customer.reference, ...reason,
      isHeld: held.includes(customerId),
    }] : []
  }).slice(0, MOST_CANDIDATES)
}

/** Those whose reminders wait a day for somebody to say whose message it is (SPEC §8.4). */
function heldOf(org: Org, message: { at: string; reasons: Record<string, unknown> }): string[] {
  const { candidates } = message.reasons
  if (!Array.isArray(candidates) || message.at <= addSeconds(org.now, -HELD_SECONDS)) return []
  return candidates.map(String)
}
