// Answers: reports over the whole ledger.
import { getAging } from '#contract/invoices.ts'
import { answer, type Route } from '../platform/http.ts'
import { readAging } from './aging.ts'

export const reportRoutes: Route[] = [
  answer(getAging, async (org, { query }) => ({
    asOf: org.today, balances: await readAging(org, query.customerId ?? null),
  })),
]
