// API keys: shown once, kept as a hash; the key itself names its organization.
import type { Role } from '#contract/endpoint.ts'
import { notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { insertApiKey, revokeKey, useApiKey } from './store.ts'

const KEY = /^dbx_([0-9a-f]{32})_([a-z0-9]{30,60})$/

export async function createApiKey(
  org: Org, wish: { name: string; role: Role },
): Promise<{ id: string; key: string }> {
  const id = newId()
  const key = `dbx_${org.id.replaceAll('-', '')}_${randomToken(200)}`
  await insertApiKey(org, { id, ...wish, hash: hashToken(key), endsWith: key.slice(-3) })
  return { id, key }
}

export async function revokeApiKey(org: Org, id: string): Promise<void> {
  if (!await revokeKey(org, id)) throw notFound('This API key does not exist or is revoked.')
}

/** Who a key speaks for; null for any key that is not, or no longer, valid. */
export async function ownerOfKey(
  installation: Installation, key: string,
): Promise<{ orgId: string; keyId: string; role: Role } | null> {
  const hex = KEY.exec(key)?.[1]
  if (!hex) return null
  const orgId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20),
    hex.slice(20)].join('-')
  const found = await useApiKey(installation, orgId, hashToken(key))
  return found ? { orgId, keyId: found.id, role: found.role } : null
}
