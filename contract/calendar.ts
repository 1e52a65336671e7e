// The organization's calendar: public holidays of its country, and days of its own.
import { z } from 'zod'
import { CountryCode, DayText, endpoint } from './endpoint.ts'

const tag = 'Organization'

export const OwnDay = z.object({
  name: z.string().trim().min(1).max(100),
  isFree: z.boolean().describe('False: worked on although it is a public holiday.'),
})

export const getCalendar = endpoint({
  method: 'get', path: '/calendar', tag, role: 'viewer',
  summary: 'The free days of a year besides weekends, and the parts of the country there are',
  query: z.object({
    year: z.coerce.number().int().min(1970).max(2200).optional(),
    country: CountryCode.optional().describe('Instead of the saved one, for a look before saving.'),
    region: z.string().max(20).optional(),
  }),
  answer: z.object({
    year: z.int(),
    regions: z.array(z.object({ code: z.string(), name: z.string() })),
    days: z.array(z.object({
      day: DayText, name: z.string(), isPublic: z.boolean(),
      isFree: z.boolean().describe('False: a public holiday that is worked on.'),
    })),
  }),
})
