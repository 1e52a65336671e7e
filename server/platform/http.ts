// Answers: ties a handler to an endpoint of the contract, and turns errors into problem details.
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf, Role } from '#contract/endpoint.ts'
import { onceInTransaction, onceOutside } from './call-once.ts'
import { forbidden, unauthorized } from './errors.ts'
import { inOrganization, type Actor, type Org } from './in-organization.ts'
import type { Installation } from './installation.ts'

/** Who calls, once signed in or known by an API key. */
export interface Caller {
  /** Null for a signed-in person who has no organization yet. */
  orgId: string | null
  actor: Actor
  role: Role | null
  userId: string | null
}

/** What came with a call, already checked against the contract. */
export interface Given<E> {
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
  caller: Caller
  request: Request
  /** The address of the other end, as far as it can be trusted. */
  peer: string
}

/** An endpoint with its handler, ready to be mounted by api.ts. */
export interface Route {
  endpoint: Endpoint
  handle: (installation: Installation, given: Given<Endpoint>) => Promise<unknown>
}

/** Handlers may give a whole Response where headers matter, as for cookies and downloads. */
type Answered<E> = Promise<AnswerOf<E> | Response>

/** Answers inside one transaction of the caller's organization. */
export const answer = <E extends Endpoint>(
  endpoint: E, work: (org: Org, given: Given<E>) => Answered<E>,
): Route => ({
  endpoint,
  handle: (installation, given) => inOrganization(installation, orgIdOf(given.caller),
    given.caller.actor, (org) =>
      // api.ts parses every call with this very endpoint's schemas before it gets here.
      onceInTransaction(org, endpoint, given, () => work(org, given as unknown as Given<E>))),
})

/** Answers with transactions of its own: for streams, long work, and calls without a tenant. */
export const answerOutside = <E extends Endpoint>(
  endpoint: E, work: (installation: Installation, given: Given<E>) => Answered<E>,
): Route => ({
  endpoint,
  handle: (installation, given) => onceOutside(installation, endpoint, given, () =>
    // As above.
    work(installation, given as unknown as Given<E>)),
})

const RANK: Record<Role, number> = { viewer: 0, collector: 1, manager: 2, admin: 3, owner: 4 }

/** Refuses a caller below the endpoint's role (ux A4.6). */
export function requireRole(endpoint: Endpoint, caller: Caller): void {
  const { role } = endpoint
  if (role === 'anyone') return
  if (caller.userId === null && caller.orgId === null) {
    throw unauthorized('Sign in, or send an API key as a bearer token.')
  }
  if (role === 'signed_in') return
  if (caller.role === null || RANK[caller.role] < RANK[role]) {
    throw forbidden(`This needs the role ${role} or above; ask an admin of the organization.`)
  }
}

/** The organization a handler outside `answer` works in. */
export function orgIdOf(caller: Caller): string {
  if (caller.orgId === null) throw forbidden('Choose an organization first.')
  return caller.orgId
}
