// Makes the calls that are owed to webhooks: at least once each, later and later, at last given up.
import { addSeconds } from '#domain/day.ts'
import { webhookWaitAfter } from '#domain/notice.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs.ts'
import { callEndpoint, type CallOutcome } from './call-endpoint.ts'
import { secretsOf } from './secret.ts'
import {
  beginDeliveries, countDue, noteHealth, readEndpoints, settleDelivery, updateEndpoint,
  type BegunDelivery,
} from './store.ts'

const PER_ENDPOINT = 5
const MOST_ROUNDS = 20
// Longer than any call takes.
const LEASE_SECONDS = 60

interface Begun {
  delivery: BegunDelivery
  url: string
  secrets: string[]
}

/** Returns how many calls were made. Safe in any number of processes. */
export async function deliverWebhooks(
  installation: Installation, orgId: string,
): Promise<number> {
  let made = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const begun = await inOrganization(installation, orgId, SYSTEM, begin)
    if (begun.length === 0) break
    await Promise.all(begun.map(async (one) => {
      const outcome = await callEndpoint({
        url: one.url, secrets: one.secrets, messageId: one.delivery.event_id,
        payload: one.delivery.payload, at: new Date(installation.now()),
      }, { allowsPrivate: installation.config.allowsPrivateHosts })
      await inOrganization(installation, orgId, SYSTEM, (org) => settle(org, one, outcome))
    }))
    made += begun.length
  }
  return made
}

/** Wakes what has waited for its next try. */
export async function wakeDueWebhooks(org: Org): Promise<void> {
  if (await countDue(org) > 0) await wakeWebhooks(org)
}

export const wakeWebhooks = (org: Org): Promise<void> =>
  addJob(org.tx, 'deliver_webhooks', { orgId: org.id },
    { jobKey: `webhooks ${org.id}`, queue: 'webhooks' })

async function begin(org: Org): Promise<Begun[]> {
  const leaseUntil = addSeconds(org.installation.now(), LEASE_SECONDS)
  const deliveries = await beginDeliveries(org, { perEndpoint: PER_ENDPOINT, leaseUntil })
  if (deliveries.length === 0) return []
  const endpoints = new Map((await readEndpoints(org)).map((row) => [row.id, row]))
  return deliveries.flatMap((delivery) => {
    const endpoint = endpoints.get(delivery.endpoint_id)
    return endpoint ? [{ delivery, url: endpoint.url, secrets: secretsOf(org, endpoint) }] : []
  })
}

async function settle(org: Org, { delivery }: Begun, outcome: CallOutcome): Promise<void> {
  const { id, tries, endpoint_id: endpointId } = delivery
  await noteHealth(org, endpointId, outcome.kind === 'delivered')
  if (outcome.kind === 'delivered') {
    return settleDelivery(org, {
      id, tries, state: 'delivered', status: outcome.status, why: null, nextTryAt: null,
    })
  }
  const { status, why } = outcome
  if (outcome.kind === 'gone') {
    await settleDelivery(org, { id, tries, state: 'failed', status, why, nextTryAt: null })
    return updateEndpoint(org, endpointId, { state: 'disabled', why })
  }
  const wait = webhookWaitAfter(tries)
  const nextTryAt = wait === null ? null : addSeconds(org.installation.now(), wait)
  await settleDelivery(org, {
    id, tries, state: nextTryAt === null ? 'failed' : 'waiting', status, why, nextTryAt,
  })
  if (nextTryAt === null) return
  await addJob(org.tx, 'deliver_webhooks', { orgId: org.id },
    { jobKey: `webhook ${id}`, queue: 'webhooks', runAt: nextTryAt })
}
