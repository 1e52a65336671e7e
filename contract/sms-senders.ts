// The senders of SMS, and the countries that customers are in: who serves them and at what price.
import { z } from 'zod'
import { SENDER_KINDS } from '#domain/sms/choose-sender.ts'
import { CountryCode, CurrencyCode, endpoint, Id, InstantText } from './endpoint.ts'

const tag = 'SMS'
const senderId = z.object({ senderId: Id })
const country = z.object({ country: CountryCode })

export const REGISTRATIONS = ['not_needed', 'pending', 'registered', 'refused'] as const

export const SmsSender = z.object({
  id: Id, kind: z.enum(SENDER_KINDS),
  address: z.string().describe('E.164, a short code, a name, or an MG… sid.'),
  ownCountry: CountryCode.nullable().describe('Where its number is from.'),
  countries: z.array(CountryCode).describe('Countries it may text; empty: only its own.'),
  isTwoWay: z.boolean(), registration: z.enum(REGISTRATIONS), label: z.string(),
  pausedAt: InstantText.nullable(), pausedWhy: z.string().nullable(),
}).meta({ id: 'SmsSender' })

export const listSmsSenders = endpoint({
  method: 'get', path: '/sms/senders', summary: 'The sender pool', tag, role: 'viewer',
  answer: z.object({ items: z.array(SmsSender) }),
})

const SenderBody = z.object({
  kind: z.enum(SENDER_KINDS),
  address: z.string().trim().min(1).max(60),
  countries: z.array(CountryCode).max(250).default([]),
  isTwoWay: z.boolean().default(true),
  registration: z.enum(REGISTRATIONS).default('not_needed'),
  label: z.string().trim().max(100).default(''),
})

export const addSmsSender = endpoint({
  method: 'post', path: '/sms/senders', tag, role: 'admin', status: 201,
  summary: 'Add a sender; its address is checked by its kind', body: SenderBody, answer: SmsSender,
})

export const saveSmsSender = endpoint({
  method: 'put', path: '/sms/senders/{senderId}', summary: 'Change a sender', tag, role: 'admin',
  params: senderId, body: SenderBody, answer: SmsSender,
})

export const pauseSmsSender = endpoint({
  method: 'post', path: '/sms/senders/{senderId}/pause', tag, role: 'admin', params: senderId,
  summary: 'Nothing is sent from it until it is resumed',
  body: z.object({ why: z.string().trim().max(300).default('') }), answer: SmsSender,
})

export const resumeSmsSender = endpoint({
  method: 'post', path: '/sms/senders/{senderId}/resume', summary: 'Send from it again', tag,
  role: 'admin', params: senderId, answer: SmsSender,
})

export const removeSmsSender = endpoint({
  method: 'delete', path: '/sms/senders/{senderId}', tag, role: 'admin', params: senderId,
  summary: 'Take a sender out of the pool; what it sent stays',
})

export const fetchSmsNumbers = endpoint({
  method: 'post', path: '/sms/senders/fetch', tag, role: 'admin',
  summary: 'The numbers and messaging services of the account that are not in the pool yet',
  answer: z.object({
    items: z.array(z.object({
      kind: z.enum(SENDER_KINDS), address: z.string(), isTwoWay: z.boolean(), label: z.string(),
    })),
  }),
})

export const SmsCountry = z.object({
  country: CountryCode,
  numberCount: z.int().describe('Phones of customers there.'),
  textableCount: z.int().describe('Of these, phones that may be able to get SMS.'),
  sender: SmsSender.nullable().describe('Who would text a number there; null: nobody fits.'),
  price: z.object({
    micros: z.int(), currency: CurrencyCode, source: z.enum(['admin', 'provider']),
  }).nullable().describe('Of one segment, in millionths.'),
  closedAt: InstantText.nullable(), closedWhy: z.string().nullable(),
}).meta({ id: 'SmsCountry' })

export const listSmsCountries = endpoint({
  method: 'get', path: '/sms/countries', tag, role: 'viewer',
  summary: 'Countries of customers’ phones, with the sender and the price of each',
  answer: z.object({ items: z.array(SmsCountry) }),
})

export const saveSmsPrice = endpoint({
  method: 'put', path: '/sms/countries/{country}/price', tag, role: 'admin', params: country,
  summary: 'What one segment to a country costs, in the currency of the budget; null: not known',
  body: z.object({ micros: z.int().min(0).max(1_000_000_000).nullable() }),
})

export const closeSmsCountry = endpoint({
  method: 'post', path: '/sms/countries/{country}/close', tag, role: 'admin', params: country,
  summary: 'No SMS goes there until it is opened',
  body: z.object({ why: z.string().trim().max(300).default('') }),
})

export const openSmsCountry = endpoint({
  method: 'post', path: '/sms/countries/{country}/open', tag, role: 'admin', params: country,
  summary: 'SMS may go there again',
})
