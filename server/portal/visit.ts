// A visit to a payment page: the link it came by, who may do what, and how often.
import { countCalls } from '../platform/count-calls.ts'
import { withLink, type FoundLink } from '../customers/links.ts'
import type { Given } from '../platform/http.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { forbidden, notFound, Problem, tooMany } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { networkOf } from '../platform/peer.ts'
import { hashToken } from '../platform/secrets.ts'
import { readLinkSettings, type LinkSettings } from '../settings/link-settings.ts'
import { visitorOf, type VisitorRow } from './page-store.ts'
import { hasSession } from './proof-store.ts'
import { wayOfProof, type WayOfProof } from './way-of-proof.ts'

/** Who does what is done on the page. */
export const VISITOR = 'portal:contact'
export const PORTAL_COOKIE = 'duebox_portal'

export interface Visit {
  org: Org
  link: FoundLink
  settings: LinkSettings
  visitor: VisitorRow
  proof: WayOfProof
  isProven: boolean
  /** A colleague with their own session in this browser: nothing of theirs is the customer's. */
  isColleague: boolean
}

export type VisitCall = Pick<Given<Endpoint>, 'caller' | 'request' | 'peer'> & {
  params: { token: string }
}

const calls = countCalls()
// Of one network, and of one link, in a minute.
const MOST = { look: [30, 60], act: [10, 10] } as const

export function countVisit(given: VisitCall, kind: keyof typeof MOST): void {
  const [ofNetwork, ofLink] = MOST[kind]
  const isFew = calls.count(`${kind} ${networkOf(given.peer)}`, ofNetwork)
    && calls.count(`${kind} ${hashToken(given.params.token)}`, ofLink)
  if (!isFew) throw tooMany('This page was called too often. Wait a minute, then try again.')
}

/** The same for every token that is none of ours. */
const unknownLink = () => notFound('This link leads nowhere. Check that it is complete, or ask '
  + 'whoever sent it for a new one.')

/** Runs `work` for a link that still works; `ended` for one that did once. */
export async function visit<T>(
  installation: Installation, given: VisitCall, work: (visit: Visit) => Promise<T>,
  ended: (org: Org, visitor: VisitorRow) => T = refuseEnded,
): Promise<T> {
  const answer = await withLink(installation, given.params.token, VISITOR, async (org, link) => {
    const visitor = await visitorOf(org, link)
    if (visitor === null) return null
    if (link.state !== 'open') return { value: ended(org, visitor) }
    const settings = await readLinkSettings(org)
    const cookie = portalCookie(given.request)
    return { value: await work({
      org, link, settings, visitor, proof: wayOfProof(org, link, visitor),
      isProven: !settings.asksSecondFactor
        || (cookie !== null && await hasSession(org, link.id, hashToken(cookie))),
      isColleague: given.caller.orgId === org.id,
    }) }
  })
  if (answer === null) throw unknownLink()
  return answer.value
}

function refuseEnded(org: Org): never {
  throw new Problem(410, 'link_ended',
    `This link does not work any more; ask ${org.settings.name} for a new one.`)
}

/** Whatever is recorded as the customer's word comes from the customer. */
export function refuseOnlookers({ link, isColleague }: Visit): void {
  if (link.isPreview) throw forbidden('This is a look at the page: nothing can be done here.')
  if (isColleague) {
    throw forbidden('You are signed in to Duebox here, so this would not be the customer’s word. '
      + 'Note it on the customer’s page.')
  }
}

/** A sum or a mask is fine to look at; what binds needs the second factor. */
export function refuseUnproven({ isProven }: Visit): void {
  if (isProven) return
  throw new Problem(403, 'proof_needed', 'Prove first that it is you; what you wrote is kept.')
}

function portalCookie(request: Request): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === PORTAL_COOKIE && value) return value
  }
  return null
}
