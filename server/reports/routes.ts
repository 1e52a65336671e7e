// Answers: reports over the whole ledger.
import { getStatement, listCustomerFiles as listFilesEndpoint } from '#contract/documents.ts'
import { getStarted, putAwayGetStarted as putAwayEndpoint } from '#contract/get-started.ts'
import { getAging, getProof } from '#contract/invoices.ts'
import { getHealth, runHealthChecks as runChecksEndpoint } from '#contract/health.ts'
import { downloadOf } from '../platform/download.ts'
import { answer, type Route } from '../platform/http.ts'
import { readAging } from './aging.ts'
import { listCustomerFiles } from './customer-files.ts'
import { putAwayGetStarted, readGetStarted } from './get-started.ts'
import { readHealth, runHealthChecks } from './health.ts'
import { readProof } from './proof.ts'
import { statementOf } from './statement.ts'
import { drawStatement } from './statement-pdf.ts'

export const reportRoutes: Route[] = [
  answer(getStarted, (org) => readGetStarted(org)),
  answer(putAwayEndpoint, async (org, { body }) => {
    await putAwayGetStarted(org, body.isPutAway)
    return readGetStarted(org)
  }),
  answer(getHealth, (org) => readHealth(org)),
  answer(runChecksEndpoint, async (org) => {
    await runHealthChecks(org)
    return readHealth(org)
  }),
  answer(getProof, (org) => readProof(org)),
  answer(getAging, async (org, { query }) => ({
    asOf: org.today, balances: await readAging(org, query.customerId ?? null),
  })),
  answer(listFilesEndpoint, (org, { params, query }) =>
    listCustomerFiles(org, params.customerId, query)),
  answer(getStatement, async (org, { params }) => {
    const statement = await statementOf(org, params.customerId)
    return downloadOf(await drawStatement(statement), {
      name: statement.fileName, type: 'application/pdf',
    })
  }),
]
