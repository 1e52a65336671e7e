// Links of customers: made for one message to one person, found by their token, and ended.
import { randomInt } from 'node:crypto'
import { addSeconds } from '#domain/day.ts'
import {
  BASE62, linkState, readToken, SECRET_LENGTH, tokensIn, writeToken, type LinkState,
} from '#domain/link.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken } from '../platform/secrets.ts'
import { linkAddress, organizationOfLink } from '../settings/link-address.ts'
import { readLinkSettings } from '../settings/link-settings.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  hasLinkOfAnother, insertLinks, linkByHash, linksOfCustomer, lockLink, markRevoked, type LinkRow,
} from './link-store.ts'
import { customerById } from './store.ts'

export interface NewLink {
  token: string
  address: string
}

const DAY_SECONDS = 86_400
const PREVIEW_SECONDS = 900

/** A link that nobody has yet: it works once it is kept. */
export function newLink(org: Org): NewLink {
  // randomInt draws without bias, which a byte modulo 62 would have.
  const secret = Array.from({ length: SECRET_LENGTH }, () => BASE62.charAt(randomInt(62))).join('')
  const token = writeToken({ organizationNumber: org.settings.link_number, secret })
  return { token, address: linkAddress(org, token) }
}

export interface KeptLink {
  link: NewLink
  customerId: string
  /** Whom it is for: an e-mail address or a number. */
  recipient: string
  messageId: string | null
  invoiceId: string | null
}

/** Keeps hashes only, in the transaction that commits the messages. */
export async function keepLinks(org: Org, kept: readonly KeptLink[]): Promise<void> {
  if (kept.length === 0) return
  const { linkDays } = await readLinkSettings(org)
  await insertLinks(org, kept.map(({ link, recipient, ...row }) => ({
    ...row, id: newId(), tokenHash: hashToken(link.token), address: recipient, isPreview: false,
    expiresAt: addSeconds(org.now, linkDays * DAY_SECONDS),
  })))
}

/** What this customer would see: for a quarter of an hour, and nothing can be done with it. */
export async function makePreviewLink(org: Org, customerId: string): Promise<string> {
  if (!await customerById(org, customerId)) throw notFound('This customer does not exist.')
  const link = newLink(org)
  await insertLinks(org, [{
    id: newId(), tokenHash: hashToken(link.token), customerId, address: '', messageId: null,
    invoiceId: null, isPreview: true,
    expiresAt: addSeconds(org.installation.now(), PREVIEW_SECONDS),
  }])
  // On our own address: whoever looks may not reach the organization's domain yet.
  return `${org.installation.config.publicUrl}/p/${link.token}`
}

export interface FoundLink {
  id: string
  customerId: string
  contactId: string | null
  address: string
  messageId: string | null
  invoiceId: string | null
  isPreview: boolean
  state: LinkState
  tokenHash: string
}

/** Runs `work` in the organization of a link; null when the token is of none. */
export async function withLink<T>(
  installation: Installation, token: string, actor: Actor,
  work: (org: Org, link: FoundLink) => Promise<T>,
): Promise<T | null> {
  const read = readToken(token)
  const orgId = read === null ? null
    : await organizationOfLink(installation, read.organizationNumber)
  if (orgId === null) return null
  return inOrganization(installation, orgId, actor, async (org) => {
    const row = await linkByHash(org, hashToken(token))
    return row === null ? null : work(org, toFound(org, row, hashToken(token)))
  })
}

/** A sandbox stands still, so a look at its page ends by the real clock. */
const toFound = (org: Org, row: LinkRow, tokenHash: string): FoundLink => ({
  id: row.id, customerId: row.customer_id, contactId: row.contact_id, address: row.address,
  messageId: row.message_id, invoiceId: row.invoice_id, isPreview: row.is_preview, tokenHash,
  state: linkState({ expiresAt: row.expires_at, revokedAt: row.revoked_at },
    row.is_preview ? org.installation.now() : org.now),
})

/** A link copied from another customer’s message would show one customer what another owes. */
export async function refuseLinksOfOthers(
  org: Org, customerId: string, text: string,
): Promise<void> {
  const hashes = tokensIn(text).map(hashToken)
  if (hashes.length === 0 || !await hasLinkOfAnother(org, customerId, hashes)) return
  const message = 'The text has a link to another customer’s payment page: take it out. '
    + 'A text with {{ pay_link }} gets their own.'
  throw invalid(message, [{ field: 'body', message }])
}

export async function listLinks(org: Org, customerId: string) {
  const rows = await linksOfCustomer(org, customerId)
  return rows.map((row) => ({
    id: row.id, contactId: row.contact_id, contactName: row.contact_name, address: row.address,
    messageId: row.message_id, madeAt: row.made_at, expiresAt: row.expires_at,
    firstOpenedAt: row.first_opened_at, openedTimes: row.opened_times,
    lastOpenedOn: row.last_opened_on,
    state: linkState({ expiresAt: row.expires_at, revokedAt: row.revoked_at }, org.now),
  }))
}

export async function revokeLink(org: Org, id: string): Promise<void> {
  const row = await lockLink(org, id)
  if (!row || row.is_preview) throw notFound('This link does not exist.')
  if (!await markRevoked(org, id)) throw conflict('This link is revoked already.')
  await recordEvent(org, {
    kind: 'link_revoked', customerId: row.customer_id, messageId: row.message_id,
    detail: { address: row.address },
  })
}
