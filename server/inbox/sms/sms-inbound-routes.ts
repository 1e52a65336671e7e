// Answers: the address that Twilio calls with an SMS, and a customer who is played in a sandbox.
import { listInboundSms, receiveSms, retrySms, textSandbox } from '#contract/sms-inbound.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../../platform/http.ts'
import { listSms, retryQuarantined } from './list-sms.ts'
import { playText } from './sandbox-sms.ts'
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
  answerOutside(textSandbox, async (installation, { caller, body }) =>
    ({ messageId: await playText(installation, orgIdOf(caller), body) })),
  answer(listInboundSms, (org, { query }) => listSms(org, query)),
  answer(retrySms, (org, { params }) => retryQuarantined(org, params.inboundSmsId)),
]
