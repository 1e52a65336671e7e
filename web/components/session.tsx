// Who is signed in and where they work: read once by the shell, used everywhere below it.
import { t } from '@lingui/core/macro'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { z } from 'zod'
import { ROLES, type Endpoint } from '#contract/endpoint.ts'
import { listMembers, type Me } from '#contract/organizations.ts'
import { useRead } from '../queries.ts'

type Person = z.output<typeof Me>

interface Session {
  me: Person
  /** The organization's moment: a sandbox lives at another time than this browser. */
  now: string
  today: string
  zone: string
  nameOf: (userId: string | null) => string | null
  members: readonly {
    userId: string; name: string; isActive: boolean; role: string; awayUntil: string | null
  }[]
}

const SessionContext = createContext<Session | null>(null)

export function SessionProvider({ me, children }: { me: Person; children: ReactNode }) {
  const members = useRead(listMembers, {}, { staleTimeMs: 60_000 }).data?.items
  const session = useMemo<Session>(() => {
    const names = new Map((members ?? []).map((member) => [member.userId, member.name]))
    const { organization } = me
    return {
      me, now: organization.now, today: organization.today, zone: organization.zone,
      members: members ?? [],
      nameOf: (userId) => (userId === null ? null : names.get(userId) ?? null),
    }
  }, [me, members])
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession is for pages inside the shell.')
  return session
}

/** Why this person may not call an endpoint; null when they may. */
export function useWhyNot(endpoint: Endpoint): string | null {
  const { role, organization } = useSession().me
  const needed = endpoint.role
  if (needed === 'anyone' || needed === 'signed_in') return null
  // ROLES runs from the strongest to the weakest.
  if (ROLES.indexOf(role) <= ROLES.indexOf(needed)) return null
  return t`This needs the role ${needed} or above; ask an admin of ${organization.name}.`
}
