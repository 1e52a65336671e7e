// Answers: set-up, sessions, one's own profile, API keys, members, and sample organizations.
import * as contract from '#contract/organizations.ts'
import { putPresence } from '#contract/presence.ts'
import { endOtherSessions, listSessions } from '#contract/sessions.ts'
import { forbidden, notFound, unauthorized } from '../platform/errors.ts'
import { answer, answerOutside, type Route } from '../platform/http.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken } from '../platform/secrets.ts'
import { toOrganization } from '../settings/read-organization.ts'
import { createApiKey, revokeApiKey } from './api-key.ts'
import { sessionToken } from './authenticate.ts'
import { notePresence, othersPresent } from './presence.ts'
import { saveMember, saveProfile } from './save-member.ts'
import { isSetUpToken, setUp, setUpToken } from './set-up.ts'
import { signIn, signOut } from './sign-in.ts'
import {
  deleteSessionsBut, insertMember, membershipsOf, noteSeen, organizationNames, readApiKeys,
  readMembers, sessionByHash, sessionsOf, setActiveOrganization, type MemberRow,
} from './store.ts'

/** What upper floors lend: the furniture of a new organization, and the sample company. */
export interface TeamExtra {
  furnish: (org: Org) => Promise<void>
  createSample: (
    installation: Installation, actor: string, join: (org: Org) => Promise<void>,
  ) => Promise<string>
  removeSample: (org: Org) => Promise<void>
  /** Gives on what belongs to people who have left. */
  handOver: (org: Org) => Promise<void>
}

export const teamRoutes = (extra: TeamExtra): Route[] => [
  ...sessionRoutes(extra), ...ownSessionRoutes, ...memberRoutes(extra), ...sampleRoutes(extra),
]

const withCookie = (body: unknown, status: number, cookie: string) =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status, headers: { 'content-type': 'application/json', 'set-cookie': cookie },
  })

const agentOf = (request: Request) => request.headers.get('user-agent') ?? ''

const sessionRoutes = (extra: TeamExtra): Route[] => [
  answerOutside(contract.getSetup, async (installation, { query }) => ({
    isNeeded: await setUpToken(installation) !== null,
    isTokenValid: query.token !== undefined && await isSetUpToken(installation, query.token),
  })),
  answerOutside(contract.setUp, async (installation, { body, request }) => {
    const { organizationId, cookie } = await setUp(installation,
      { ...body, agent: agentOf(request) }, extra.furnish)
    return withCookie({ organizationId }, 201, cookie)
  }),
  answerOutside(contract.signIn, async (installation, { body, peer, request }) => {
    const { userId, cookie } = await signIn(installation, body,
      { address: peer, agent: agentOf(request) })
    return withCookie({ userId }, 201, cookie)
  }),
  answerOutside(contract.signOut, async (installation, { request }) =>
    withCookie(undefined, 204, await signOut(installation, sessionToken(request)))),
  answerOutside(contract.switchOrganization, async (installation, { body, caller, request }) => {
    const token = sessionToken(request)
    if (caller.userId === null || token === null) throw forbidden('API keys have one organization.')
    const memberships = await membershipsOf(installation, caller.userId)
    if (!memberships.some((row) => row.org_id === body.organizationId && row.is_active)) {
      throw notFound('This organization does not exist.')
    }
    await setActiveOrganization(installation, hashToken(token), body.organizationId)
    return undefined
  }),
]

const ownSessionRoutes: Route[] = [
  answerOutside(listSessions, async (installation, { caller, request }) => {
    const token = sessionToken(request)
    if (caller.userId === null || token === null) throw forbidden('An API key has no sessions.')
    const own = hashToken(token)
    await noteSeen(installation, own)
    return {
      items: (await sessionsOf(installation, caller.userId)).map((row) => ({
        agent: row.agent, createdAt: row.created_at, seenAt: row.seen_at,
        isThis: row.token_hash === own,
      })),
    }
  }),
  answerOutside(endOtherSessions, async (installation, { caller, request }) => {
    const token = sessionToken(request)
    if (caller.userId === null || token === null) throw forbidden('An API key has no sessions.')
    return { ended: await deleteSessionsBut(installation, caller.userId, hashToken(token)) }
  }),
]

const memberRoutes = (extra: TeamExtra): Route[] => [
  answer(contract.getMe, async (org, { caller, request }) => {
    const { userId, role } = caller
    if (role === null) throw forbidden('You are not a member of this organization.')
    const member = (await readMembers(org)).find((row) => row.user_id === userId)
    const token = sessionToken(request)
    const session = token ? await sessionByHash(org.installation, hashToken(token)) : null
    const orgIds = userId === null ? [org.id]
      : (await membershipsOf(org.installation, userId)).map((row) => row.org_id)
    return {
      userId: userId ?? caller.actor, name: member?.name ?? session?.name ?? 'API key',
      email: member?.email ?? session?.email ?? '', role,
      undoSeconds: member?.undo_seconds ?? 10, language: session?.language ?? null,
      awayUntil: member?.away_until ?? null, deputyId: member?.deputy_id ?? null,
      keys: { hasSingleKeys: member?.has_single_keys ?? true, own: member?.own_keys ?? {} },
      signature: member?.signature ?? '',
      organization: toOrganization(org),
      organizations: await organizationNames(org.installation, orgIds),
    }
  }),
  answer(contract.saveProfile, async (org, { body, caller }) => {
    if (caller.userId === null) throw forbidden('An API key has no profile.')
    await saveProfile(org, caller.userId, body)
    return undefined
  }),
  answer(contract.listApiKeys, async (org) => ({
    items: (await readApiKeys(org)).map((row) => ({
      id: row.id, name: row.name, role: row.role, createdAt: row.created_at,
      lastUsedAt: row.last_used_at, endsWith: row.ends_with,
    })),
  })),
  answer(contract.createApiKey, (org, { body }) => createApiKey(org, body)),
  answer(contract.revokeApiKey, async (org, { params }) => {
    await revokeApiKey(org, params.apiKeyId)
    return undefined
  }),
  answer(contract.listMembers, async (org) => ({
    items: (await readMembers(org)).map(toMember),
  })),
  answer(contract.saveMember, async (org, { params, body, caller }) => {
    await saveMember(org, caller, { userId: params.userId, wish: body }, extra.handOver)
    const member = (await readMembers(org)).find((row) => row.user_id === params.userId)
    if (!member) throw notFound('This person does not work here.')
    return toMember(member)
  }),
  answer(putPresence, async (org, { body, caller }) => {
    if (caller.userId !== null) await notePresence(org, caller.userId, body)
    return { others: await othersPresent(org, body.subject) }
  }),
]

const toMember = (row: MemberRow) => ({
  userId: row.user_id, name: row.name, email: row.email, role: row.role,
  isActive: row.is_active, awayUntil: row.away_until,
})

const sampleRoutes = (extra: TeamExtra): Route[] => [
  answerOutside(contract.createSampleOrganization, async (installation, { caller, request }) => {
    const token = sessionToken(request)
    const session = token ? await sessionByHash(installation, hashToken(token)) : null
    if (!session || !token) throw unauthorized('Sign in to explore with sample data.')
    const organizationId = await extra.createSample(installation, caller.actor,
      (org) => insertMember(org, {
        user_id: session.user_id, name: session.name, email: session.email, role: 'owner',
      }))
    await setActiveOrganization(installation, hashToken(token), organizationId)
    return { organizationId }
  }),
  answer(contract.removeSampleOrganization, async (org) => {
    if (!org.settings.is_sandbox) {
      throw forbidden('Only a sandbox organization can be removed in one go.')
    }
    await extra.removeSample(org)
    return undefined
  }),
]
