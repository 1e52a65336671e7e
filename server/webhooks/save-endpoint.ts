// Who is called: an endpoint is added, changed and given a new secret, never on our own net.
import { addSeconds } from '#domain/day.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { checkAddress } from '../platform/guarded-address.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { newSecret, sealSecret } from './secret.ts'
import {
  insertEndpoint, readEndpoints, replaceSecret, updateEndpoint, type EndpointRow,
} from './store.ts'

const MOST_ENDPOINTS = 10
const ROTATION_SECONDS = 24 * 3600

/** Asked before a transaction begins, for it may wait for a name server. */
export async function refuseClosedAddress(
  installation: Installation, url: string | undefined,
): Promise<void> {
  if (url === undefined) return
  const checked = await checkAddress(new URL(url), {
    allowsPrivate: installation.config.allowsPrivateHosts,
  })
  if (!checked.ok) throw invalid(checked.why, [{ field: 'url', message: checked.why }])
}

export async function addEndpoint(
  org: Org, wish: { url: string; events: readonly string[] },
): Promise<{ endpoint: EndpointRow; secret: string }> {
  if ((await readEndpoints(org)).length >= MOST_ENDPOINTS) {
    throw conflict(`An organization has ${MOST_ENDPOINTS} endpoints at most; remove one first.`)
  }
  const id = newId()
  const secret = newSecret()
  await insertEndpoint(org, {
    id, url: wish.url, events: [...new Set(wish.events)], secretSealed: sealSecret(org, id, secret),
  })
  return { endpoint: await endpointById(org, id), secret }
}

export async function changeEndpoint(org: Org, id: string, wish: {
  url?: string | undefined; events?: readonly string[] | undefined
  state?: 'active' | 'disabled' | undefined
}): Promise<EndpointRow> {
  await endpointById(org, id)
  await updateEndpoint(org, id, {
    ...wish, ...(wish.state === 'disabled' ? { why: 'Turned off by a person.' } : {}),
  })
  return endpointById(org, id)
}

export async function rotateSecret(
  org: Org, id: string,
): Promise<{ endpoint: EndpointRow; secret: string }> {
  await endpointById(org, id)
  const secret = newSecret()
  await replaceSecret(org, id, sealSecret(org, id, secret),
    addSeconds(org.installation.now(), ROTATION_SECONDS))
  return { endpoint: await endpointById(org, id), secret }
}

export async function endpointById(org: Org, id: string): Promise<EndpointRow> {
  const [row] = await readEndpoints(org, id)
  if (!row) throw notFound('This webhook endpoint does not exist.')
  return row
}
