// Answers: the links of a customer, and a look at the page behind them.
import * as contract from '#contract/links.ts'
import { answer, type Route } from '../platform/http.ts'
import { listLinks, makePreviewLink, revokeLink } from './links.ts'

export const linkRoutes: Route[] = [
  answer(contract.listCustomerLinks, async (org, { params }) =>
    ({ items: await listLinks(org, params.customerId) })),
  answer(contract.revokeLink, async (org, { params }) => {
    await revokeLink(org, params.linkId)
    return undefined
  }),
  answer(contract.previewPaymentPage, async (org, { params }) =>
    ({ address: await makePreviewLink(org, params.customerId) })),
]
