// The address that Twilio calls with an SMS that came in.
import { z } from 'zod'
import { endpoint, Id } from './endpoint.ts'

export const receiveSms = endpoint({
  method: 'post', path: '/hooks/twilio/{organizationId}/inbound', tag: 'SMS', role: 'anyone',
  summary: 'Twilio hands over an SMS that came in; its signature proves who calls. It is stored '
    + 'before the answer, and the answer says nothing to the sender',
  params: z.object({ organizationId: Id }), bodyType: 'application/x-www-form-urlencoded',
  answer: z.string(), answerType: 'text/xml',
})
