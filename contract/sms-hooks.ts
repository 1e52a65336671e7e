// The address that Twilio reports to: what became of an SMS.
import { z } from 'zod'
import { endpoint, Id } from './endpoint.ts'

export const reportSms = endpoint({
  method: 'post', path: '/hooks/twilio/{organizationId}/status', tag: 'SMS', role: 'anyone',
  summary: 'Twilio tells what became of an SMS; its signature proves who calls. Told twice, or out '
    + 'of order, it changes nothing',
  params: z.object({ organizationId: Id }),
  query: z.object({ attempt: z.string().max(100).optional() }),
  bodyType: 'application/x-www-form-urlencoded',
})
