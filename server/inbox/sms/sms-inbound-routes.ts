// Answers: the address that Twilio calls with an SMS that came in.
import { receiveSms } from '#contract/sms-inbound.ts'
import { answerOutside, type Route } from '../../platform/http.ts'
import { takeSms } from './take-sms.ts'

/** We never answer in the call: what we say goes out by the path that every SMS takes. */
const SILENCE = '<Response/>'

export const smsInboundRoutes: Route[] = [
  answerOutside(receiveSms, async (installation, { params, request }) => {
    await takeSms(installation, params.organizationId, request)
    return new Response(SILENCE, {
      headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' },
    })
  }),
]
