// Answers: why something goes out or does not, and how much room a contact has.
import * as contract from '#contract/why.ts'
import { answer, type Route } from '../../platform/http.ts'
import { contactRoom } from './contact-room.ts'
import { whyAction } from './why-action.ts'
import { whyCustomer, whyInvoice } from './why-customer.ts'
import { whyMessage } from './why-message.ts'

export const whyRoutes: Route[] = [
  answer(contract.whyCustomer, (org, { params, query }) =>
    whyCustomer(org, params.customerId, query.on)),
  answer(contract.whyInvoice, (org, { params, query }) =>
    whyInvoice(org, params.invoiceId, query.on)),
  answer(contract.whyAction, (org, { params }) => whyAction(org, params.actionId)),
  answer(contract.whyMessage, (org, { params }) => whyMessage(org, params.messageId)),
  answer(contract.getContactRoom, (org, { params }) => contactRoom(org, params.customerId)),
]
