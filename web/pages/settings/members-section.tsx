// The people who work here, with their roles; who leaves hands on what they own.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, Skeleton } from '@mantine/core'
import { IconPlane, IconUser, IconUserOff } from '@tabler/icons-react'
import type { z } from 'zod'
import { listMembers, saveMember, type Member } from '#contract/organizations.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { plainWord, StatusBadge } from '../../components/statuses.tsx'
import { dayText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'

export function MembersSection() {
  const members = useRead(listMembers)
  if (members.error && !members.data) {
    return <ErrorState error={members.error} onRetry={() => void members.refetch()} />
  }
  if (!members.data) return <Skeleton height={120} radius="md" />
  return (
    <section className="card card-flush" aria-label={t`Members`}>
      <ul className="rows">
        {members.data.items.map((member) => (
          <li key={member.userId} className="row-line" style={{ padding: '10px 14px',
            borderBottom: '1px solid var(--line)', alignItems: 'center' }}>
            <span>
              <span className="strong clamp-1">{member.name}</span>
              <span className="dim small clamp-1">{member.email}</span>
            </span>
            <MemberState member={member} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MemberState({ member }: { member: z.output<typeof Member> }) {
  const { me, today } = useSession()
  const back = useDeed(saveMember)
  const save = useDeed(saveMember, (_, given) => {
    if (given.body?.isActive === false) {
      toastUndo(`${member.name} is put out; the next in line has their work.`, () =>
        back.mutate({ params: { userId: member.userId }, body: { isActive: true } },
          { onError: toastProblem }))
    }
  })
  const set = (isActive: boolean) => save.mutate(
    { params: { userId: member.userId }, body: { isActive } }, { onError: toastProblem })
  const isAway = member.awayUntil !== null && member.awayUntil >= today
  return (
    <Group gap="xs" justify="flex-end">
      {isAway ? <StatusBadge tone="warn" icon={IconPlane}>{
        t`Away through ${dayText(member.awayUntil ?? '', 'short')}`}</StatusBadge> : null}
      {member.isActive
        ? <StatusBadge tone="calm" icon={IconUser}>{plainWord(member.role)}</StatusBadge>
        : <StatusBadge tone="bad" icon={IconUserOff}><Trans>Not active</Trans></StatusBadge>}
      <DeedButton endpoint={saveMember} variant="default" size="compact-sm"
        loading={save.isPending} onClick={() => set(!member.isActive)}
        whyNot={member.userId === me.userId ? t`You cannot put out yourself.` : null}>
        {member.isActive ? t`Put out` : t`Bring back`}</DeedButton>
    </Group>
  )
}
