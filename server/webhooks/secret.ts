// The secrets that webhook calls are signed with: sealed at rest, two of them during a rotation.
import { randomBytes } from 'node:crypto'
import type { Org } from '../platform/in-organization.ts'
import type { EndpointRow } from './store.ts'

/** Standard Webhooks: 24 to 64 random bytes, base64 behind `whsec_`. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

const purpose = (org: Org, endpointId: string) => `webhook ${org.id} ${endpointId}`

export const sealSecret = (org: Org, endpointId: string, secret: string): string =>
  org.installation.secrets.seal(secret, purpose(org, endpointId))

/** The newest first. */
export function secretsOf(org: Org, row: EndpointRow): string[] {
  const { secrets, now } = org.installation
  const open = (sealed: string) => secrets.open(sealed, purpose(org, row.id))
  const isOldInUse = row.old_secret_sealed !== null && row.old_secret_until !== null
    && row.old_secret_until > now()
  return [open(row.secret_sealed),
    ...(isOldInUse && row.old_secret_sealed !== null ? [open(row.old_secret_sealed)] : [])]
}
