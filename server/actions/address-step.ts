// In whose name a step is written, and who gets a copy of it; what is done otherwise is told.
import { MOST_RECIPIENTS } from '#contract/drafts.ts'
import { senderOf } from '#domain/sender.ts'
import type { Mode, Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import type { ContactRow, Reach } from './reach-store.ts'
import { writtenKey } from './shared-addresses.ts'

export interface Signed {
  /** Answers are told to them first; null: the company. */
  senderId: string | null
  /** What `sender.name` says in the text. */
  name: string
  /** What the customer's mail program shows. */
  fromName: string
  note: string | null
}

interface Whose {
  id: string
  owner_id: string | null
}

export function signedBy(
  org: Org, step: Pick<Step, 'sender'>, customer: Whose, reach: Pick<Reach, 'colleagues'>,
): Signed {
  const company = emailSettingsOf(org).fromName
  const { userId, name, note } = senderOf(step.sender,
    { accountOwnerId: customer.owner_id, colleagues: reach.colleagues })
  return {
    senderId: userId, name: name ?? company, note,
    fromName: name === null ? company : `${name}, ${company}`,
  }
}

export interface Copies {
  cc: string[]
  notes: string[]
}

/**
 * Everybody of the wanted positions but the one written to, and our account owner. Whom nobody may
 * write to is left out and told, and so is who has had a message of the machine today; our own
 * people have one of each of their customers.
 */
export function chooseCopies(org: Org, of: {
  step: Pick<Step, 'channel' | 'copies'> & { mode: Mode }
  customer: Whose; recipient: string | null; reach: Reach
}): Copies {
  const { step, customer, recipient, reach } = of
  if (step.channel !== 'email' || recipient === null) return { cc: [], notes: [] }
  const cc = new Set<string>()
  const notes: string[] = []
  const copy = (name: string, addresses: readonly string[], isOurs = false) => {
    if (addresses.length === 0 || addresses.includes(recipient)) return
    const address = addresses.find((one) => !reach.suppressed.has(one))
    const why = address === undefined ? unreached(reach, addresses[0] ?? '')
      : step.mode === 'automatic' && !isOurs && reach.written.has(writtenKey(org.today, address))
        ? 'was written to today already' : null
    if (address !== undefined && why === null) cc.add(address)
    else notes.push(`No copy went to ${name === '' ? addresses[0] : name}, who ${why}.`)
  }
  for (const contact of ofPositions(reach.contacts.get(customer.id) ?? [], step.copies.positions)) {
    copy(contact.name, contact.emails)
  }
  const owner = reach.colleagues.find((one) => one.userId === customer.owner_id)
  if (step.copies.accountOwner && owner !== undefined) {
    if (owner.isActive) copy(owner.name, [owner.email], true)
    else notes.push(`No copy went to ${owner.name}, who does not work here any more.`)
  }
  return { cc: [...cc].slice(0, MOST_RECIPIENTS - 1), notes }
}

const ofPositions = (contacts: readonly ContactRow[], positions: readonly string[]) => {
  const wanted = new Set(positions.map((position) => position.toLowerCase()))
  return contacts.filter((contact) =>
    contact.positions.some((position) => wanted.has(position.toLowerCase())))
}

const unreached = (reach: Reach, address: string) =>
  (reach.suppressed.get(address) === 'bounced' ? `cannot be reached at ${address}`
    : 'does not want to be written to')
