// How a visitor proves who they are: by a code to an address on record, or by what they know.
import type { FoundLink } from '../customers/links.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import type { VisitorRow } from './page-store.ts'
import type { ProofWay } from './proof-store.ts'

export interface WayOfProof {
  way: ProofWay
  /** Where the code goes; empty where what they know is asked. */
  address: string
}

/**
 * A link by SMS is proven by e-mail. A link by e-mail is proven by a code to the same mailbox: who
 * was forwarded the link does not get the code. Who has no mailbox tells what the invoice says.
 */
export function wayOfProof(
  org: Org, link: Pick<FoundLink, 'address' | 'contactId'>, visitor: VisitorRow,
): WayOfProof {
  const other = visitor.emails.find((email) => email !== link.address.toLowerCase())
  const own = link.address.includes('@')
    && (link.contactId === null || visitor.emails.includes(link.address.toLowerCase()))
    ? link.address : undefined
  const address = link.address.includes('@') ? own ?? other : other
  return address === undefined || !emailSettingsOf(org).isSenderReady
    ? { way: 'knowledge', address: '' } : { way: 'email', address }
}

/** Enough to know one's own address by, and no more. */
export function hiddenAddress(address: string): string {
  const [local = '', domain] = address.split('@')
  if (domain === undefined) return `••• ${address.slice(-2)}`
  return `${local.slice(0, local.length > 3 ? 2 : 1)}•••@${domain}`
}
