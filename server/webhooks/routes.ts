// Answers: webhook endpoints and the log of their calls.
import * as contract from '#contract/webhooks.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { happeningNow, tellWebhooks } from '../timeline/tell-webhooks.ts'
import { wakeWebhooks } from './deliver-webhooks.ts'
import {
  addEndpoint, changeEndpoint, endpointById, refuseClosedAddress, rotateSecret,
} from './save-endpoint.ts'
import {
  deleteEndpoint, readDeliveries, readEndpoints, resendNow, type DeliveryRow, type EndpointRow,
} from './store.ts'

export const webhookRoutes: Route[] = [
  answer(contract.listWebhookEndpoints, async (org) =>
    ({ items: (await readEndpoints(org)).map(toEndpoint) })),
  answerOutside(contract.createWebhookEndpoint, async (installation, { body, caller }) => {
    await refuseClosedAddress(installation, body.url)
    return inOrganization(installation, orgIdOf(caller), caller.actor, async (org) => {
      const { endpoint, secret } = await addEndpoint(org, body)
      return { endpoint: toEndpoint(endpoint), secret }
    })
  }),
  answerOutside(contract.changeWebhookEndpoint, async (installation, { params, body, caller }) => {
    await refuseClosedAddress(installation, body.url)
    return inOrganization(installation, orgIdOf(caller), caller.actor, async (org) => {
      const endpoint = await changeEndpoint(org, params.endpointId, body)
      // What waited while it was off is owed still.
      if (body.state === 'active') await wakeWebhooks(org)
      return toEndpoint(endpoint)
    })
  }),
  answer(contract.rotateWebhookSecret, async (org, { params }) => {
    const { endpoint, secret } = await rotateSecret(org, params.endpointId)
    return { endpoint: toEndpoint(endpoint), secret }
  }),
  answer(contract.testWebhookEndpoint, async (org, { params }) => {
    const endpoint = await endpointById(org, params.endpointId)
    if (endpoint.state === 'disabled') throw conflict('Turn this endpoint on first.')
    await tellWebhooks(org, [happeningNow(org, 'webhook.test', {})], { endpointId: endpoint.id })
    return { isOnItsWay: true }
  }),
  answer(contract.removeWebhookEndpoint, async (org, { params }) => {
    if (!await deleteEndpoint(org, params.endpointId)) {
      throw notFound('This webhook endpoint does not exist.')
    }
    return undefined
  }),
  answer(contract.listWebhookDeliveries, async (org, { query }) => {
    const rows = await readDeliveries(org, {
      limit: query.limit + 1, after: readCursor(query.cursor, 2), endpointId: query.endpointId,
    })
    return pageOfRows(rows, query.limit, {
      item: toDelivery, key: (row) => [row.created_at, row.id],
    })
  }),
  answer(contract.resendWebhookDelivery, async (org, { params }) => {
    const id = params.deliveryId
    if (!await resendNow(org, id)) {
      throw conflict('This call is being made right now, or was removed with its endpoint.')
    }
    await wakeWebhooks(org)
    const [row] = await readDeliveries(org, { limit: 1, after: null, id })
    if (!row) throw notFound('This call does not exist.')
    return toDelivery(row)
  }),
]

const toEndpoint = (row: EndpointRow) => ({
  id: row.id, url: row.url, events: row.events, state: row.state, why: row.why,
  failingSince: row.failing_since, createdAt: row.created_at,
})

const toDelivery = (row: DeliveryRow) => ({
  id: row.id, endpointId: row.endpoint_id, url: row.url, eventId: row.event_id, type: row.type,
  payload: row.payload, state: row.state, tries: row.tries,
  nextTryAt: row.state === 'waiting' ? row.next_try_at : null, status: row.status, why: row.why,
  createdAt: row.created_at, deliveredAt: row.delivered_at,
})
