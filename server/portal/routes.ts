// Answers: the payment page behind a link, for anyone who has it. GET changes nothing.
import * as contract from '#contract/portal.ts'
import { isCrawler } from '#domain/link.ts'
import { receiptOf } from '../channels/channel.ts'
import { openChannel } from '../channels/open-channel.ts'
import { noteOpening } from '../customers/note-opening.ts'
import { downloadDocument } from '../invoices/keep-document.ts'
import { notFound, unavailable } from '../platform/errors.ts'
import { answerOutside, type Route } from '../platform/http.ts'
import type { Installation } from '../platform/installation.ts'
import { downloadOf } from '../platform/download.ts'
import { statementOf } from '../reports/statement.ts'
import { drawStatement } from '../reports/statement-pdf.ts'
import { answerOnPage, disputeOnPage, promiseOnPage } from './act-on-page.ts'
import { isInvoiceOf } from './page-store.ts'
import { endProof } from './proof-store.ts'
import {
  CODE_MINUTES, prepareCode, prove, refuseWrong, SESSION_MINUTES, type CodeToSend,
} from './prove-visitor.ts'
import { endedPage, isMasked, showPage } from './show-page.ts'
import { stopSms } from './stop-sms.ts'
import { countVisit, PORTAL_COOKIE, refuseUnproven, visit, type VisitCall } from './visit.ts'

export const portalRoutes: Route[] = [
  answerOutside(contract.getPaymentPage, (installation, given) => {
    countVisit(given, 'look')
    return visit(installation, given, showPage, endedPage)
  }),
  answerOutside(contract.getPageDocument, (installation, given) => {
    countVisit(given, 'look')
    return visit(installation, given, async (one) => {
      if (isMasked(one)) refuseUnproven(one)
      if (!await isInvoiceOf(one.org, one.link.customerId, given.params.invoiceId)) {
        throw notFound('There is no such invoice here.')
      }
      return downloadDocument(one.org, given.params.invoiceId)
    })
  }),
  answerOutside(contract.getPageStatement, (installation, given) => {
    countVisit(given, 'look')
    return visit(installation, given, async (one) => {
      if (isMasked(one)) refuseUnproven(one)
      const statement = await statementOf(one.org, one.link.customerId)
      return downloadOf(await drawStatement(statement), {
        name: statement.fileName, type: 'application/pdf',
      })
    })
  }),
  answerOutside(contract.notePageOpened, async (installation, given) => {
    countVisit(given, 'look')
    const isPerson = !isCrawler(given.request.headers.get('user-agent') ?? '')
    await visit(installation, given, async ({ org, link, visitor, isColleague }) => {
      if (isPerson && !isColleague) await noteOpening(org, link, visitor.contact_name ?? '')
    }, () => undefined)
    return undefined
  }),
  answerOutside(contract.sendPageCode, async (installation, given) => {
    countVisit(given, 'act')
    const { orgId, code } = await visit(installation, given, async (one) =>
      ({ orgId: one.org.id, code: await prepareCode(one) }))
    await handOver(installation, given, orgId, code)
    return { sentTo: code.sentTo, minutes: CODE_MINUTES }
  }),
  answerOutside(contract.provePageVisitor, async (installation, given) => {
    countVisit(given, 'act')
    const { body } = given
    const { proved, isSecure } = await visit(installation, given, async (one) => ({
      proved: await prove(one, body),
      isSecure: one.settings.linkOrigin !== null
        || installation.config.publicUrl.startsWith('https:'),
    }))
    if (!proved.ok) refuseWrong(proved, 'code' in body)
    const cookie = `${PORTAL_COOKIE}=${proved.cookie}; Path=/api/v1/portal/${given.params.token}; `
      + `HttpOnly; SameSite=Strict; Max-Age=${SESSION_MINUTES * 60}${isSecure ? '; Secure' : ''}`
    return Response.json({ minutes: SESSION_MINUTES }, {
      headers: { 'set-cookie': cookie, 'cache-control': 'no-store' },
    })
  }),
  answerOutside(contract.stopPageSms, async (installation, given) => {
    countVisit(given, 'act')
    await visit(installation, given, stopSms)
    return undefined
  }),
  answerOutside(contract.promiseOnPage, (installation, given) => {
    countVisit(given, 'act')
    return visit(installation, given, (one) => promiseOnPage(one, given.body))
  }),
  answerOutside(contract.disputeOnPage, (installation, given) => {
    countVisit(given, 'act')
    return visit(installation, given, (one) => disputeOnPage(one, given.body))
  }),
  answerOutside(contract.answerOnPage, (installation, given) => {
    countVisit(given, 'act')
    return visit(installation, given, (one) => answerOnPage(one, given.body))
  }),
]

/** A code that surely did not leave is told, and can be asked for again. */
async function handOver(
  installation: Installation, given: VisitCall, orgId: string, code: CodeToSend,
): Promise<void> {
  const channel = openChannel(installation, { orgId, smtp: code.smtp, sms: null }, 'email')
  const receipt = await receiptOf(() => channel.send(code.outgoing))
  if (receipt.kind !== 'refused') return
  await visit(installation, given, (one) => endProof(one.org, code.id))
  throw unavailable('The code could not be sent. Try again later, or answer the message instead.')
}
