// Whom an SMS step can reach and whom not, before it goes live; and one SMS looked at beforehand.
import { z } from 'zod'
import { CurrencyCode, CountryCode, endpoint, HoldAnswer, Id, InstantText } from './endpoint.ts'

const tag = 'SMS'

export const UNREACHED = ['no_phone', 'landline', 'invalid', 'opted_out', 'under_review',
  'no_consent', 'no_sender', 'stopped'] as const

export const Unreached = z.object({
  customerId: Id, reference: z.string(), customerName: z.string(), contactName: z.string(),
  phone: z.string().nullable().describe('E.164; null: there is none.'),
  reason: z.enum(UNREACHED), text: z.string(), fix: z.string(),
}).meta({ id: 'Unreached' })

const asked = {
  positions: z.string().max(500).default('')
    .describe('Of the step, with commas between; empty: the main contact.'),
  only: z.enum(['all', 'owing']).default('owing')
    .describe('owing: customers with an open invoice.'),
}

export const getSmsReach = endpoint({
  method: 'get', path: '/sms/reach', tag, role: 'viewer',
  summary: 'How many customers an SMS step can text, and who cannot be texted and why',
  query: z.object({ ...asked, limit: z.coerce.number().int().min(0).max(1000).default(200) }),
  answer: z.object({
    total: z.int(), reachable: z.int(),
    reasons: z.array(z.object({ reason: z.enum(UNREACHED), count: z.int() })),
    items: z.array(Unreached), isTruncated: z.boolean(),
  }),
})

export const downloadSmsReach = endpoint({
  method: 'get', path: '/sms/reach.csv', tag, role: 'viewer',
  summary: 'Who cannot be texted, as a file', query: z.object(asked),
  answer: z.string(), answerType: 'text/csv',
})

export const SmsPreview = z.object({
  number: z.string().nullable().describe('E.164; null: it is no number.'),
  country: CountryCode.nullable(),
  line: z.string().describe('mobile, maybe_mobile, landline, …'),
  isOptedOut: z.boolean(),
  consent: z.enum(['given', 'revoked', 'under_review', 'none']),
  sender: z.object({ address: z.string(), kind: z.string(), isTwoWay: z.boolean() }).nullable(),
  encoding: z.enum(['GSM-7', 'UCS-2']), segments: z.int(), segmentCap: z.int(),
  partMicros: z.int().nullable().describe('Of one part.'),
  costMicros: z.int().nullable().describe('An estimate; null: no price is known.'),
  currency: CurrencyCode,
  localTimes: z.array(z.object({ zone: z.string(), time: z.string() }))
    .describe('What the clocks may show where the person is.'),
  isQuiet: z.boolean().describe('Outside the hours in which it would leave by itself.'),
  waitsUntil: InstantText.nullable()
    .describe('Even a person must not text there now; from then on it may be sent.'),
  holds: z.array(HoldAnswer).describe('Why it must not go to this number, the first one first.'),
}).meta({ id: 'SmsPreview' })

export const previewSms = endpoint({
  method: 'post', path: '/sms/preview', tag, role: 'viewer',
  summary: 'What an SMS to a number would be: its sender, parts, cost, the hour there, and what '
    + 'speaks against it. Sends nothing',
  body: z.object({
    customerId: Id, number: z.string().trim().min(1).max(60), text: z.string().max(100_000),
  }),
  answer: SmsPreview,
})
