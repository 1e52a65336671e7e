// Notes that somebody wrote from a number: when, over what, and which sender they wrote to.
import type { Instant } from '#domain/day.ts'
import type { Via } from '#domain/sms/choose-sender.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'
import { writePhoneWrote } from './consent-store.ts'

/** The answer goes back from the sender that they wrote to, over the same channel. */
export async function notePhoneWrote(org: Org, wrote: {
  number: string; via: Via; senderId: string | null; at: Instant
}): Promise<void> {
  // Names and short codes of other senders are no telephones.
  const read = readNumber(wrote.number, null)
  if (read === null) return
  await writePhoneWrote(org, { ...wrote, country: read.country, line: read.line })
}
