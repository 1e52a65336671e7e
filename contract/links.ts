// Links in messages and how a customer pays: the settings, and each customer's links.
import { z } from 'zod'
import { DayText, endpoint, Id, InstantText } from './endpoint.ts'

const tag = 'Links'

export const LinkSettings = z.object({
  linkOrigin: z.string().trim().max(200).nullable()
    .describe('Your own domain for links, such as https://pay.seller.example; null: this one.'),
  linkDays: z.int().min(1).max(365).describe('Days that a link works.'),
  payLinkTemplate: z.string().trim().max(1000).nullable().describe('Where customers pay; {invoice},'
    + ' {amount}, {currency} and {reference} are filled in. Null: by bank transfer only.'),
  bankDetails: z.string().trim().max(2000).describe('Shown as they are written.'),
  asksSecondFactor: z.boolean()
    .describe('Ask for a code, or for what only the customer knows, before anything is recorded.'),
}).meta({ id: 'LinkSettings' })

export const getLinkSettings = endpoint({
  method: 'get', path: '/settings/links', summary: 'Links and the payment page', tag,
  role: 'viewer', answer: LinkSettings.extend({
    currentOrigin: z.string().describe('Where links point now.'),
  }),
})

export const saveLinkSettings = endpoint({
  method: 'put', path: '/settings/links', summary: 'Set links and the payment page', tag,
  role: 'admin', body: LinkSettings, answer: getLinkSettings.answer,
})

export const CustomerLink = z.object({
  id: Id, contactId: Id.nullable(), contactName: z.string().nullable(), address: z.string(),
  messageId: Id.nullable().describe('The message that it went out with.'),
  madeAt: InstantText, expiresAt: InstantText, firstOpenedAt: InstantText.nullable(),
  openedTimes: z.int(), lastOpenedOn: DayText.nullable(),
  state: z.enum(['open', 'expired', 'revoked']),
}).meta({ id: 'CustomerLink' })

export const listCustomerLinks = endpoint({
  method: 'get', path: '/customers/{customerId}/links', tag, role: 'viewer',
  summary: 'The newest 200 links of a customer, newest first',
  params: z.object({ customerId: Id }), answer: z.object({ items: z.array(CustomerLink) }),
})

export const revokeLink = endpoint({
  method: 'post', path: '/links/{linkId}/revoke', tag, role: 'collector',
  summary: 'End a link at once', params: z.object({ linkId: Id }),
})

export const previewPaymentPage = endpoint({
  method: 'post', path: '/customers/{customerId}/payment-page-preview', tag, role: 'viewer',
  summary: 'The payment page as this customer sees it: for 15 minutes, and only to look at',
  params: z.object({ customerId: Id }), answer: z.object({ address: z.string() }), status: 201,
})
