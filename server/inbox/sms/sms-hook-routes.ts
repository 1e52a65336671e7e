// Answers: the address that Twilio reports to.
import { reportSms } from '#contract/sms-hooks.ts'
import { answerOutside, type Route } from '../../platform/http.ts'
import { takeReport } from './take-report.ts'

export const smsHookRoutes: Route[] = [
  answerOutside(reportSms, async (installation, { params, query, request }) => {
    await takeReport(installation, params.organizationId, query.attempt ?? null, request)
    return undefined
  }),
]
