// Makes and revokes addresses that mail providers post to; the token is shown once.
import { createPublicKey } from 'node:crypto'
import type { z } from 'zod'
import type { InboundHook } from '#contract/ways-in.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import {
  hookByToken, insertHook, listHookRows, revokeHookRow, type HookProvider, type HookRow,
} from './hook-store.ts'

// The organization's id and 120 random bits.
const TOKEN = /^([0-9a-f]{32})-[a-z0-9]{24}$/
const MOST_HOOKS = 50

export const hookPurpose = (orgId: string, hookId: string) => `hook ${orgId} ${hookId}`

export async function addHook(org: Org, wish: {
  name: string; provider: HookProvider; secret: string | null
}): Promise<{ id: string; url: string }> {
  refuseBadSecret(wish)
  if ((await listHookRows(org)).length >= MOST_HOOKS) {
    throw invalid(`There are ${MOST_HOOKS} of these addresses: revoke one first.`)
  }
  const id = newId()
  const token = `${org.id.replaceAll('-', '')}-${randomToken(120)}`
  const secret = wish.secret || null
  const { config, secrets } = org.installation
  await insertHook(org, {
    id, name: wish.name, provider: wish.provider, tokenHash: hashToken(token),
    secretSealed: secret === null ? null : secrets.seal(secret, hookPurpose(org.id, id)),
  })
  // Mailgun hands on the original message to addresses that end in `mime` only.
  const end = wish.provider === 'mailgun' ? 'mailgun/mime' : wish.provider
  return { id, url: `${config.publicUrl}/api/v1/inbound/${token}/${end}` }
}

export async function revokeHook(org: Org, id: string): Promise<void> {
  if (!await revokeHookRow(org, id)) throw notFound('This address does not exist or is revoked.')
}

export const listHooks = async (org: Org): Promise<z.output<typeof InboundHook>[]> =>
  (await listHookRows(org)).map(toHook)

const toHook = (row: HookRow): z.output<typeof InboundHook> => ({
  id: row.id, name: row.name, provider: row.provider, isSigned: row.secret_sealed !== null,
  createdAt: row.created_at, lastMailAt: row.last_mail_at, refusedAt: row.refused_at,
  refusedWhy: row.refused_why,
})

/** Whose hook a token is; null for any that is not, or no longer, valid. */
export async function hookOfToken(
  installation: Installation, token: string, provider: HookProvider,
): Promise<{ orgId: string; hook: HookRow } | null> {
  const hex = TOKEN.exec(token)?.[1]
  if (!hex) return null
  const orgId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20),
    hex.slice(20)].join('-')
  const hook = await inOrganization(installation, orgId, SYSTEM,
    (org) => hookByToken(org, hashToken(token))).catch(() => null)
  return hook?.provider === provider ? { orgId, hook } : null
}

/** A key that cannot be read would refuse every mail, so it is refused now. */
function refuseBadSecret(wish: { provider: HookProvider; secret: string | null }): void {
  if (!wish.secret) return
  const refuse = (message: string) => invalid(message, [{ field: 'secret', message }])
  if (wish.provider === 'postmark' && !wish.secret.includes(':')) {
    throw refuse('Enter user and password with a colon between them, as in user:password.')
  }
  if (wish.provider === 'raw') {
    throw refuse('A raw address has no key of its own: leave this empty.')
  }
  if (wish.provider !== 'sendgrid') return
  try {
    publicKeyOf(wish.secret)
  } catch {
    throw refuse('This is not a public key: copy the verification key as SendGrid shows it.')
  }
}

export const publicKeyOf = (text: string) => createPublicKey(text.includes('BEGIN')
  ? text : { key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
