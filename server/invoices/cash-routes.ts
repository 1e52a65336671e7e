// Answers: unapplied money and small rests: applying, writing off, and taking that back.
import * as contract from '#contract/cash.ts'
import * as rests from '#contract/rests.ts'
import { answer, type Route } from '../platform/http.ts'
import { applyCash, readCash, undoApplication } from './apply-cash.ts'
import { listCurrencies, listRests, reopenRest, writeOffRest } from './write-off-rest.ts'

export const cashRoutes: Route[] = [
  answer(contract.getCash, (org, { params }) => readCash(org, params.customerId)),
  answer(contract.applyCash, async (org, { params, body }) => ({
    applicationId: await applyCash(org, params.customerId, body.applications),
    ...await readCash(org, params.customerId),
  })),
  answer(contract.undoCash, async (org, { params }) =>
    readCash(org, await undoApplication(org, params.applicationId))),
  answer(rests.listRests, async (org, { query }) =>
    ({ items: await listRests(org, query.customerId ?? null) })),
  answer(rests.listCurrencies, async (org) => ({ items: await listCurrencies(org) })),
  answer(rests.writeOffRest, async (org, { params }) => {
    await writeOffRest(org, params.invoiceId)
    return undefined
  }),
  answer(rests.reopenRest, async (org, { params }) => {
    await reopenRest(org, params.invoiceId)
    return undefined
  }),
]
