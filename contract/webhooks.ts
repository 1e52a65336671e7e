// Webhooks: other software is told of happenings, signed by the Standard Webhooks rules.
import { z } from 'zod'
import { WEBHOOK_EVENTS } from '#domain/notice.ts'
import { endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'

const tag = 'Webhooks'
const params = z.object({ endpointId: Id })
const Url = z.url().max(2000)
const Events = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length)

export const WebhookEndpoint = z.object({
  id: Id, url: z.string(), events: z.array(z.string()),
  state: z.enum(['active', 'disabled']), why: z.string().nullable(),
  failingSince: InstantText.nullable(), createdAt: InstantText,
}).meta({ id: 'WebhookEndpoint' })

const WithSecret = z.object({
  endpoint: WebhookEndpoint,
  secret: z.string().describe('whsec_…; shown this once. Verify each call with it.'),
})

export const listWebhookEndpoints = endpoint({
  method: 'get', path: '/webhook-endpoints', tag, role: 'admin', summary: 'Webhook endpoints',
  answer: z.object({ items: z.array(WebhookEndpoint) }),
})

export const createWebhookEndpoint = endpoint({
  method: 'post', path: '/webhook-endpoints', tag, role: 'admin', status: 201,
  summary: 'Have an address called for events; the answer shows the secret once',
  body: z.object({ url: Url, events: Events }), answer: WithSecret,
})

export const changeWebhookEndpoint = endpoint({
  method: 'patch', path: '/webhook-endpoints/{endpointId}', tag, role: 'admin', params,
  summary: 'Change address or events, turn an endpoint off or on again',
  body: z.object({
    url: Url.optional(), events: Events.optional(),
    state: z.enum(['active', 'disabled']).optional(),
  }),
  answer: WebhookEndpoint,
})

export const rotateWebhookSecret = endpoint({
  method: 'post', path: '/webhook-endpoints/{endpointId}/rotate', tag, role: 'admin', params,
  summary: 'A new secret; for 24 hours the old one signs as well', answer: WithSecret,
})

export const testWebhookEndpoint = endpoint({
  method: 'post', path: '/webhook-endpoints/{endpointId}/test', tag, role: 'admin', params,
  summary: 'Call it with a `webhook.test` event', status: 202,
  answer: z.object({ isOnItsWay: z.boolean() }),
})

export const removeWebhookEndpoint = endpoint({
  method: 'delete', path: '/webhook-endpoints/{endpointId}', tag, role: 'admin', params,
  summary: 'Remove an endpoint and its log',
})

export const WebhookDelivery = z.object({
  id: Id, endpointId: Id, url: z.string(), eventId: Id, type: z.string(), payload: z.string(),
  state: z.enum(['waiting', 'sending', 'delivered', 'failed']), tries: z.int(),
  nextTryAt: InstantText.nullable(), status: z.int().nullable(), why: z.string().nullable(),
  createdAt: InstantText, deliveredAt: InstantText.nullable(),
}).meta({ id: 'WebhookDelivery' })

export const listWebhookDeliveries = endpoint({
  method: 'get', path: '/webhook-deliveries', tag, role: 'admin',
  summary: 'What was told, and what became of it, newest first',
  query: z.object({ ...Page, endpointId: Id.optional() }), answer: pageOf(WebhookDelivery),
})

export const resendWebhookDelivery = endpoint({
  method: 'post', path: '/webhook-deliveries/{deliveryId}/resend', tag, role: 'admin',
  summary: 'Try again now, under the same id', params: z.object({ deliveryId: Id }),
  answer: WebhookDelivery,
})
