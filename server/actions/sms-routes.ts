// Answers: whom SMS can reach, as a list and as a file, and what one SMS would be.
import { downloadSmsReach, getSmsReach, previewSms as previewEndpoint } from
  '#contract/sms-reach.ts'
import { downloadOf } from '../platform/download.ts'
import { answer, type Route } from '../platform/http.ts'
import { listReach, reachFile } from './list-reach.ts'
import { previewSms } from './preview-sms.ts'

const listed = (positions: string): string[] =>
  positions.split(',').map((one) => one.trim()).filter((one) => one !== '')

export const smsRoutes: Route[] = [
  answer(getSmsReach, (org, { query }) =>
    listReach(org, { ...query, positions: listed(query.positions) })),
  answer(downloadSmsReach, async (org, { query }) => downloadOf(
    Buffer.from(await reachFile(org, { ...query, positions: listed(query.positions) })),
    { name: `SMS-cannot-reach-${org.today}.csv`, type: 'text/csv; charset=utf-8' })),
  answer(previewEndpoint, (org, { body }) => previewSms(org, body)),
]
