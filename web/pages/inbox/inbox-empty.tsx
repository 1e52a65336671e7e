// An empty view of the inbox: nothing set up differs from all done, and that from nothing found.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import {
  IconCircleCheck, IconFilterOff, IconHourglass, IconMailForward, IconShieldCheck,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { InboxView } from '#contract/inbox.ts'
import { useSession } from '../../components/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

export function InboxEmpty({ view, hasReceived, filters, onClear }: {
  view: InboxView; hasReceived: boolean; filters: readonly string[]; onClear: () => void
}) {
  const { intakeAddress } = useSession().me.organization
  if (filters.length > 0) {
    return (
      <EmptyState icon={<IconFilterOff size={22} />} title={t`Nothing matches`}
        action={<Button variant="default" onClick={onClear}><Trans>Clear the
        filters</Trans></Button>}>
        <Trans>Nothing in this view fits {filters.join(', ')}.</Trans>
      </EmptyState>
    )
  }
  if (!hasReceived && view !== 'quarantine') {
    return (
      <EmptyState icon={<IconMailForward size={22} />} title={t`No message has come in yet`}
        action={<Link to="/settings" search={{ section: 'reply-address' }}>
          <Trans>Set up the reply address</Trans></Link>}>
        <Trans>Answers to what Duebox sends come here by themselves. Let your own mailbox forward
          to{' '}
        <strong style={{ overflowWrap: 'anywhere' }}>{intakeAddress}</strong>, and nothing that
        customers write is missed.</Trans>
      </EmptyState>
    )
  }
  const [title, about] = DONE[view]
  const Picture = view === 'waiting' ? IconHourglass
    : view === 'quarantine' ? IconShieldCheck : IconCircleCheck
  return (
    <EmptyState icon={<Picture size={22} />} title={title}
      action={view === 'needs_answer' ? (
        <Link to="/todo" search={{ tab: 'due' }}><Trans>See what is due</Trans></Link>
      ) : undefined}>{about}</EmptyState>
  )
}

const DONE: Record<InboxView, readonly [title: string, about: string]> = {
  needs_answer: [t`Every answer is handled`,
    t`A customer who writes back shows up here, and their reminders stand still until then.`],
  waiting: [t`Nobody owes us an answer`,
    t`What you have replied to waits here until the customer writes again.`],
  done: [t`Nothing is done yet`, t`Answers you ignore, pause or close end up here.`],
  unmatched: [t`Every message has its customer`,
    t`A message that fits no customer waits here until someone says whose it is.`],
  automated: [t`No automatic mail`,
    t`Out-of-office notes and the like are kept here. They hold nothing back.`],
  bounces: [t`Nothing came back`, t`Mail that could not be delivered shows here, with its reason.`],
  quarantine: [t`Quarantine is empty`,
    t`Mail that cannot be read is kept here as it came. Nothing is ever dropped.`],
}
