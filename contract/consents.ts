// Phone numbers of a customer: whether they may be texted, what was recorded, and recording it.
import { z } from 'zod'
import { CountryCode, endpoint, Id, InstantText } from './endpoint.ts'

const tag = 'Consents'

export const Consent = z.object({
  id: Id, act: z.enum(['given', 'revoked', 'under_review']),
  means: z.enum(['contract', 'form', 'spoken', 'import', 'keyword', 'words', 'email', 'letter',
    'payment_page', 'provider']),
  wording: z.string().describe('What the person said or signed, word for word.'),
  source: z.string().describe('Where it can be looked up.'),
  recordedBy: z.string(), at: InstantText,
}).meta({ id: 'Consent' })

export const Phone = z.object({
  number: z.string().describe('E.164.'),
  country: CountryCode.nullable(), line: z.string(),
  contacts: z.array(z.object({ id: Id, name: z.string() })),
  isOptedOut: z.boolean().describe('Nothing is texted to it by anybody; a new consent lifts that.'),
  consent: Consent.nullable().describe('The newest act; it counts.'),
  history: z.array(Consent).describe('All acts, the newest first.'),
  wroteAt: InstantText.nullable(),
}).meta({ id: 'Phone' })

export const listPhones = endpoint({
  method: 'get', path: '/phones', tag, role: 'viewer',
  summary: 'The phone numbers of a customer, and whether each may be texted',
  query: z.object({ customerId: Id }), answer: z.object({ items: z.array(Phone) }),
})

export const recordConsent = endpoint({
  method: 'post', path: '/customers/{customerId}/consents', tag, role: 'collector',
  summary: 'Record that a person allowed SMS to a number, took that back, or that it is in doubt. '
    + 'A consent lifts an opt-out, so say where it stands',
  params: z.object({ customerId: Id }),
  body: z.object({
    phone: z.string().trim().min(3).max(40), act: z.enum(['given', 'revoked', 'under_review']),
    means: z.enum(['contract', 'form', 'spoken', 'import', 'email', 'letter']),
    wording: z.string().trim().max(5000).default(''),
    source: z.string().trim().max(500).default(''),
  }),
  answer: Phone,
})
