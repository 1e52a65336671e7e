// What somebody sees who may not change a page: everything to read, and whom to ask.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ROLES, type Endpoint } from '#contract/endpoint.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { useSession, useWhyNot } from './session.tsx'

/** Of those who may, one by name: an owner before an admin. */
function useWhomToAsk(endpoint: Endpoint): string | null {
  const { members } = useSession()
  const needed = ROLES.findIndex((role) => role === endpoint.role)
  const able = members.filter(({ isActive, role }) => {
    const rank = ROLES.findIndex((one) => one === role)
    return isActive && rank >= 0 && rank <= needed
  }).toSorted((a, b) => ROLES.findIndex((role) => role === a.role)
    - ROLES.findIndex((role) => role === b.role))
  const [first] = able
  return first === undefined ? null : `${first.name} (${first.role})`
}

export function ReadOnly({ read, change, children }: {
  /** What the page reads first; who may not is told so instead of an error. */
  read: Endpoint | null
  change: Endpoint | null
  children: ReactNode
}) {
  const { organization } = useSession().me
  const never = change ?? read
  const mayNotRead = useWhyNotOrNull(read)
  const mayNotChange = useWhyNotOrNull(change)
  const whom = useWhomToAsk(never ?? ANYBODY) ?? organization.name
  if (mayNotRead) {
    return (
      <EmptyState icon={<IconLock size={22} />} title={t`You cannot see this`}>
        <Trans>Your role does not include it. Ask {whom}.</Trans></EmptyState>
    )
  }
  if (!mayNotChange) return children
  return (
    <>
      <div className="note tone-calm" role="note" style={{ marginBottom: 14 }}>
        <IconLock size={16} aria-hidden />
        <div className="note-body"><Trans>You can read this. To change it, ask {whom}.</Trans></div>
      </div>
      <fieldset disabled style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>{children}
      </fieldset>
    </>
  )
}

// Everybody may what nothing is asked for.
const ANYBODY = {
  role: 'viewer',
} as unknown as Endpoint // Its role alone is read here.

const useWhyNotOrNull = (endpoint: Endpoint | null): boolean =>
  useWhyNot(endpoint ?? ANYBODY) !== null
