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
import { judgeOwnSms, type OwnSms } from './own-sms.ts'
import { costOf, type SmsFacts } from './sms-facts.ts'
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
      sender: null, partMicros: null, costMicros: null, localTimes: [], isQuiet: false,
      waitsUntil: null,
      holds: [{ code: 'missing_phone', text: `“${wish.number}” is no phone number.`,
        fix: 'Write it with its country code.' }],
    }
  }
  const reach = await readSmsReach(org, [customerId], [number])
  const known = reach.phones.get(keyOf(customerId, number))
  const judged = judgeOwnSms(org, reach, { customerId, number, text })
  const { facts, waitsUntil } = judged
  const [suppressed] = await suppressionsAmong(org, 'sms', [number])
  const isOptedOut = suppressed?.state === 'opted_out'
  return {
    ...counted, number, country: facts.country,
    line: known?.line ?? readNumber(number, null)?.line ?? 'unknown',
    isOptedOut, consent: known?.newestConsent ?? 'none',
    sender: facts.sender === null ? null : {
      address: facts.sender.address, kind: facts.sender.kind, isTwoWay: !isOneWay(facts.sender),
    },
    partMicros: facts.segmentMicros,
    costMicros: text === '' ? null : costOf(facts, text),
    localTimes: facts.zones.map((zone) => ({ zone, time: timeAt(org.now, zone) })),
    isQuiet: facts.isQuiet, waitsUntil,
    holds: holdsOf(judged, facts, { isSuppressed: suppressed !== undefined, isOptedOut }),
  }
}

/** What binds a person too; the first one is the one to be mended. */
function holdsOf(judged: OwnSms, facts: SmsFacts, of: {
  isSuppressed: boolean; isOptedOut: boolean
}): Hold[] {
  const { problem } = judged
  const found: (readonly [HoldCode, string])[] = []
  if (of.isOptedOut) found.push(['opted_out', HOLD_TEXTS.opted_out.text])
  else if (of.isSuppressed) found.push(['address_bounced', 'The number is not in use.'])
  if (problem !== null) found.push([codeOf(problem, facts), problem])
  return found.map(([code, text]) => ({ code, text, fix: HOLD_TEXTS[code].fix }))
}

function codeOf(problem: string, facts: SmsFacts): HoldCode {
  if (facts.lineProblem !== null) return 'missing_phone'
  switch (problem) {
    case facts.consentProblem: return 'no_consent'
    case facts.channelProblem: return 'sender_unverified'
    case facts.senderProblem: return 'no_local_sender'
    default: return 'template_incomplete'
  }
}

async function countryOf(org: Org, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ country: string | null }>`select country from customer
    where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  if (!rows[0]) throw notFound('This customer does not exist.')
  return rows[0].country ?? org.settings.country
}
