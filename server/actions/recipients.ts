// Who a message may go to: readable addresses, not our own, none that must not be written to.
import { sql } from 'kysely'
import { MOST_RECIPIENTS } from '#contract/drafts.ts'
import { erasedAmong, ERASED_REASON } from '../customers/erased-addresses.ts'
import { readEmail, readPhone } from '../customers/save-contact.ts'
import { conflict, invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { inboundDomainOf, readAddress } from '../settings/addresses.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'

export interface Recipients {
  to: string[]
  cc: string[]
  bcc: string[]
}

interface Wish {
  channel: 'email' | 'sms' | 'letter'
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
}

/** In the one form that addresses are compared in; the caller is told which one is wrong. */
export async function readRecipients(
  org: Org, wish: Wish, country: string | null,
): Promise<Recipients> {
  if (wish.channel === 'letter') return { to: [...wish.to], cc: [], bcc: [] }
  const { channel } = wish
  const read = (field: 'to' | 'cc' | 'bcc') => wish[field].map((text, place) =>
    readOne(org, text, { channel, country, field: `${field}.${place}` }))
  const to = [...new Set(read('to'))]
  const cc = [...new Set(read('cc'))].filter((one) => !to.includes(one))
  const bcc = [...new Set(read('bcc'))].filter((one) => !to.includes(one) && !cc.includes(one))
  const all = [...to, ...cc, ...bcc]
  if (all.length > MOST_RECIPIENTS) {
    throw invalid(`A message may go to ${MOST_RECIPIENTS} people; remove ${
      all.length - MOST_RECIPIENTS} of these.`)
  }
  if (channel === 'sms' && all.length !== 1) {
    throw invalid('An SMS goes to one number; send another one to the next.', [
      { field: 'to', message: 'Choose one number.' }])
  }
  const [stop] = await suppressionsAmong(org, channel, all)
  if (stop) {
    const why = stop.reason === '' ? stop.state.replace('_', ' ') : stop.reason
    throw conflict(`${stop.address} must not be written to (${why}). Remove it and send again.`)
  }
  return { to, cc, bcc }
}

function readOne(org: Org, text: string, of: {
  channel: 'email' | 'sms'; country: string | null; field: string
}): string {
  const address = of.channel === 'sms' ? readPhone(text, of.country) : readEmail(text)
  if (address === null) {
    throw invalid(`"${text}" cannot be written to.`, [
      { field: of.field, message: 'Correct the address or remove it.' }])
  }
  if (of.channel === 'email' && isOurInbound(org, address)) {
    throw invalid(`${address} is our own address: a mail to it would come back to us.`, [
      { field: of.field, message: 'Remove this address.' }])
  }
  return address
}

/** Mail there comes in to us, whoever is named by it. */
const isOurInbound = (org: Org, address: string): boolean => readAddress(address) !== null
  && address.split('@')[1] === inboundDomainOf(org.installation.config)

/** Tells our own addresses: intake, reply addresses, members, sender and Reply-To. */
export async function isOurAddress(org: Org): Promise<(address: string) => boolean> {
  const { rows } = await sql<{ email: string }>`select lower(email) as email from member
    where org_id = ${org.id} limit 1000`.execute(org.tx)
  const settings = emailSettingsOf(org)
  const known = new Set([
    ...rows.map(({ email }) => email), settings.fromAddress.toLowerCase(),
    settings.replyTo?.toLowerCase() ?? '',
  ])
  return (address) => known.has(address.toLowerCase()) || readAddress(address) !== null
}

export async function suppressionsAmong(
  org: Org, channel: 'email' | 'sms' | 'letter', addresses: readonly string[],
): Promise<{ address: string; state: string; reason: string }[]> {
  if (channel === 'letter' || addresses.length === 0) return []
  const kind = channel === 'sms' ? 'phone' : 'email'
  const { rows } = await sql<{ address: string; state: string; reason: string }>`
    select address, state, reason from suppression
    where org_id = ${org.id} and channel = ${kind}
      and address = any(${addresses.map((one) => one.toLowerCase())}) order by address`
    .execute(org.tx)
  const erased = await erasedAmong(org, addresses)
  return [...rows, ...erased.map((address) =>
    ({ address, state: 'opted_out', reason: ERASED_REASON }))]
}
