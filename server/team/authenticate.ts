// Who is calling: an API key as a bearer token, or a signed-in person by cookie.
import { forbidden, unauthorized } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken } from '../platform/secrets.ts'
import { ownerOfKey } from './api-key.ts'
import { membershipsOf, sessionByHash } from './store.ts'

export const SESSION_COOKIE = 'duebox_session'

export const NOBODY: Caller = { orgId: null, actor: 'nobody', role: null, userId: null }

export async function authenticate(installation: Installation, request: Request): Promise<Caller> {
  const header = request.headers.get('authorization')
  // Mail providers prove themselves to their hook so; it signs nobody in.
  if (header !== null && /^Basic\s/i.test(header)) return NOBODY
  if (header !== null) {
    const key = /^Bearer\s+(\S+)$/i.exec(header)?.[1]
    const owner = key ? await ownerOfKey(installation, key) : null
    if (!owner) throw unauthorized('This API key is not valid, or was revoked.')
    return { orgId: owner.orgId, actor: `key:${owner.keyId}`, role: owner.role, userId: null }
  }
  const token = sessionToken(request)
  const session = token ? await sessionByHash(installation, hashToken(token)) : null
  if (!session) return NOBODY
  refuseForeignOrigin(installation, request)
  const memberships = (await membershipsOf(installation, session.user_id))
    .filter((row) => row.is_active)
  const active = memberships.find((row) => row.org_id === session.active_org_id) ?? memberships[0]
  return {
    orgId: active?.org_id ?? null, role: active?.role ?? null, userId: session.user_id,
    actor: `user:${session.user_id}`,
  }
}

export function sessionToken(request: Request): string | null {
  const cookies = request.headers.get('cookie') ?? ''
  for (const part of cookies.split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === SESSION_COOKIE && value) return value
  }
  return null
}

/** A page elsewhere may not act with a visitor's cookie: the Origin must be one of ours. */
function refuseForeignOrigin(installation: Installation, request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin === null && (site === null || site === 'same-origin')) return
  const own = new Set([new URL(installation.config.publicUrl).origin])
  const host = request.headers.get('host')
  if (host) for (const scheme of ['http', 'https']) own.add(`${scheme}://${host}`)
  if (origin === null || !own.has(origin)) {
    throw forbidden('This request came from another site. Open Duebox itself and try again.')
  }
}
