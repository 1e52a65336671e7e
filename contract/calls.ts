// Calls: all that one needs before dialling.
import { z } from 'zod'
import { AmountMinor, CurrencyCode, DayText, endpoint, Id, InstantText } from './endpoint.ts'

export const CALL_OUTCOMES = ['done', 'reached', 'voicemail', 'no_answer', 'wrong_number',
  'promised', 'disputed', 'call_back'] as const

const CallProblem = z.object({
  text: z.string(), fix: z.string(),
  opensAt: InstantText.nullable().describe('When the hours begin again.'),
})

export const CallSheet = z.object({
  people: z.array(z.object({
    contactId: Id, name: z.string(), positions: z.array(z.string()),
    phones: z.array(z.object({
      number: z.string().describe('E.164.'),
      warning: z.string().nullable().describe('Why it may be of no use.'),
      blocked: CallProblem.nullable().describe('Why it must not be called now.'),
    })),
    zone: z.string().nullable().describe('Where this person is, if it is noted.'),
  })),
  zone: z.string(),
  isZoneKnown: z.boolean().describe('False: the customer has none, so it is the organization’s.'),
  blocked: CallProblem.nullable().describe('Why none of the numbers may be called now: the hours '
    + 'of consumers, and what binds who collects for others. A call made earlier can be noted.'),
  invoices: z.array(z.object({
    id: Id, number: z.string(), currency: CurrencyCode, openMinor: AmountMinor,
    collectibleMinor: AmountMinor, dueOn: DayText, daysOverdue: z.int(),
  })).describe('Open ones, the oldest first.'),
  messages: z.array(z.object({
    id: Id, direction: z.enum(['in', 'out']), channel: z.string(), state: z.string(),
    subject: z.string(), preview: z.string(), at: InstantText,
  })).describe('The last ones, either way.'),
  calls: z.array(z.object({
    id: Id, at: InstantText, outcome: z.enum(CALL_OUTCOMES), minutes: z.int().nullable(),
    phone: z.string().nullable(), note: z.string(), byName: z.string(),
    callBackOn: DayText.nullable(),
  })).describe('The last ones.'),
  script: z.string().nullable().describe('The template of the step, filled in.'),
  scriptProblem: z.string().nullable(),
}).meta({ id: 'CallSheet' })

export const getCallSheet = endpoint({
  method: 'get', path: '/actions/{actionId}/call-sheet', tag: 'To Do', role: 'viewer',
  summary: 'What to know before a call: numbers, local time, open invoices, what was said, script',
  params: z.object({ actionId: Id }), answer: CallSheet,
})
