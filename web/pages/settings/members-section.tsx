// The people who work here, with their roles.
import { Skeleton } from '@mantine/core'
import { IconUser, IconUserOff } from '@tabler/icons-react'
import { listMembers } from '#contract/organizations.ts'
import { plainWord, StatusBadge } from '../../components/statuses.tsx'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'

export function MembersSection() {
  const members = useRead(listMembers)
  if (members.error && !members.data) {
    return <ErrorState error={members.error} onRetry={() => void members.refetch()} />
  }
  if (!members.data) return <Skeleton height={120} radius="md" />
  return (
    <section className="card card-flush" aria-label="Members">
      <ul className="rows">
        {members.data.items.map((member) => (
          <li key={member.userId} className="row-line" style={{ padding: '10px 14px',
            borderBottom: '1px solid var(--line)', alignItems: 'center' }}>
            <span>
              <span className="strong clamp-1">{member.name}</span>
              <span className="dim small clamp-1">{member.email}</span>
            </span>
            {member.isActive
              ? <StatusBadge tone="calm" icon={IconUser}>{plainWord(member.role)}</StatusBadge>
              : <StatusBadge tone="bad" icon={IconUserOff}>Not active</StatusBadge>}
          </li>
        ))}
      </ul>
    </section>
  )
}
