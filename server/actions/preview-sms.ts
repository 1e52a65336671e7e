// What an SMS to one number would be, and what speaks against it; nothing is sent or written.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { SmsPreview } from '#contract/sms-reach.ts'
import { HOLD_TEXTS, type HoldCode } from '#domain/hold.ts'
import { timeAt } from '#domain/day.ts'
import { isOneWay } from '#domain/sms/choose-sender.ts'
import { asSent, countSegments } from '#domain/sms/segments.ts'
import { readPhone } from '../customers/save-contact.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'
import { costOf, smsFactsOf, textProblem, type SmsFacts } from './sms-facts.ts'
import { suppressionsAmong } from './recipients.ts'
import { keyOf, readSmsReach } from './sms-reach-store.ts'

type Answer = z.output<typeof SmsPreview>
type Hold = Answer['holds'][number]

export async function previewSms(org: Org, wish: {
  customerId: string; number: string; text: string
}): Promise<Answer> {
  const { customerId } = wish
  const country = await countryOf(org, customerId)
  const text = asSent(wish.text)
  const { encoding, count } = countSegments(text)
  const { sms_segment_cap: segmentCap, sms_currency: currency } = org.settings
  const counted = { encoding, segments: count, segmentCap, currency }
  const number = readPhone(wish.number, country)
  if (number === null) {
    return {
      ...counted, number, country: null, line: 'invalid', isOptedOut: false, consent: 'none',
      sender: null, costMicros: null, localTimes: [], isQuiet: false, opensAt: null,
      holds: [{ code: 'missing_phone', text: `“${wish.number}” is no phone number.`,
        fix: 'Write it with its country code.' }],
    }
  }
  const reach = await readSmsReach(org, [customerId], [number])
  const known = reach.phones.get(keyOf(customerId, number))
  const facts = smsFactsOf(org, reach, { customerId, number })
  const [suppressed] = await suppressionsAmong(org, 'sms', [number])
  const isOptedOut = suppressed?.state === 'opted_out'
  return {
    ...counted, number, country: facts.country,
    line: known?.line ?? readNumber(number, null)?.line ?? 'unknown',
    isOptedOut, consent: known?.newestConsent ?? 'none',
    sender: facts.sender === null ? null : {
      address: facts.sender.address, kind: facts.sender.kind, isTwoWay: !isOneWay(facts.sender),
    },
    costMicros: text === '' ? null : costOf(facts, text),
    localTimes: facts.zones.map((zone) => ({ zone, time: timeAt(org.now, zone) })),
    isQuiet: facts.isQuiet, opensAt: facts.opensAt,
    holds: holdsOf(org, facts, { isSuppressed: suppressed !== undefined, isOptedOut, text }),
  }
}

/** In the order of SPEC §4, each with what it means for this number. */
function holdsOf(org: Org, facts: SmsFacts, of: {
  isSuppressed: boolean; isOptedOut: boolean; text: string
}): Hold[] {
  const found: readonly (readonly [HoldCode, string | null])[] = [
    ['opted_out', of.isOptedOut ? HOLD_TEXTS.opted_out.text : null],
    ['no_consent', facts.consentProblem],
    ['missing_phone', facts.lineProblem === null ? null : `This number is ${facts.lineProblem}.`],
    ['address_bounced', of.isSuppressed && !of.isOptedOut ? 'The number is not in use.' : null],
    ['sender_unverified', facts.channelProblem],
    ['no_local_sender', facts.senderProblem],
    ['template_incomplete', of.text === '' ? null : textProblem(org, facts, of.text)],
  ]
  return found.flatMap(([code, text]) =>
    (text === null ? [] : [{ code, text, fix: HOLD_TEXTS[code].fix }]))
}

async function countryOf(org: Org, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ country: string | null }>`select country from customer
    where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  if (!rows[0]) throw notFound('This customer does not exist.')
  return rows[0].country ?? org.settings.country
}
