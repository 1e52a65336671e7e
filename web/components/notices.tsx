// The panel behind the bell: what one was told opens its place; answers are written right here.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button, CloseButton, Drawer, Group, Skeleton } from '@mantine/core'
import {
  IconAlertTriangle, IconArrowBackUp, IconAt, IconBell, IconCoins, IconFileImport, IconGauge,
  IconMailForward, IconMailOff,
  IconMailQuestion, IconMessageCircle, IconMessageOff, IconPlayerPause,
  IconPlugConnectedX, IconSend, IconUserCheck,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { z } from 'zod'
import { getReplyAction } from '#contract/actions.ts'
import {
  listNotifications, readAllNotifications, readNotification,
  type Notification,
} from '#contract/notifications.ts'
import { call } from '../api.ts'
import { queryClient, useDeed, usePages, useRead } from '../queries.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { ListSkeleton } from '../ui/list-skeleton.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { When } from './times.tsx'
import './notices.css'

// Every page has the bell; only few answers are written in it.
const ReplyComposer = lazy(() => import('./reply-composer.tsx')
  .then((file) => ({ default: file.ReplyComposer })))

type Told = z.output<typeof Notification>

export function NoticesDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size={480} padding="md">
      <Drawer.Overlay />
      <Drawer.Content aria-label={t`Notifications`}>
        <Drawer.Body>
          <div className="notices-head">
            <h2><Trans>Notifications</Trans></h2>
            <CloseButton aria-label={t`Close the notifications`} onClick={onClose} />
          </div>
          <Notices onLeave={onClose} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function Notices({ onLeave }: { onLeave: () => void }) {
  const notices = usePages(listNotifications, { query: { limit: 30 } }, { isLive: true })
  const [answering, setAnswering] = useState<string | null>(null)
  const readAll = useDeed(readAllNotifications)
  if (notices.error && !notices.items) {
    return <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />
  }
  if (!notices.items) return <ListSkeleton rows={4} />
  const [newest] = notices.items
  if (newest === undefined) return <NothingTold onLeave={onLeave} />
  const hasUnread = notices.items.some(({ readAt }) => readAt === null)
  return (
    <>
      <Group justify="space-between" mb={8}>
        <Button size="compact-sm" variant="default" loading={readAll.isPending}
          disabled={!hasUnread}
          onClick={() => readAll.mutate({ body: { until: newest.at } })}><Trans>Mark all as
          read</Trans></Button>
        <ChooseLink onLeave={onLeave} />
      </Group>
      <ul className="rows notices" aria-label={t`Notifications`}>
        {notices.items.map((told) => (
          <li key={told.id}>
            <Notice told={told} onLeave={onLeave} isAnswering={answering === told.id}
              onAnswer={(isOn) => setAnswering(isOn ? told.id : null)} />
          </li>
        ))}
      </ul>
      <LoadMore pages={notices} />
    </>
  )
}

const ChooseLink = ({ onLeave }: { onLeave: () => void }) => (
  <Anchor component={Link} to="/settings?section=notices" size="sm" onClick={onLeave}>
    <Trans>Choose what you are told</Trans>
  </Anchor>
)

const NothingTold = ({ onLeave }: { onLeave: () => void }) => (
  <EmptyState icon={<IconBell size={22} />} title={t`Nothing to tell yet`}
    action={<ChooseLink onLeave={onLeave} />}>
    <Trans>When a customer answers you, a message comes back or somebody mentions you, it is told
      here at once, and you can answer right in this panel. Open it from anywhere with{' '}
    <KeyHint shortcut="goNotices" />.</Trans>
  </EmptyState>
)

function Notice({ told, isAnswering, onAnswer, onLeave }: {
  told: Told
  isAnswering: boolean
  onAnswer: (isOn: boolean) => void
  onLeave: () => void
}) {
  const navigate = useNavigate()
  const open = () => {
    void markRead(told)
    onLeave()
    void navigate(placeOf(told))
  }
  return (
    <article className={`notice ${told.readAt === null ? 'notice-unread' : ''}`}>
      <button type="button" className="notice-open" onClick={open}>
        <span className="notice-icon" aria-hidden>{ICONS[told.event]}</span>
        <span style={{ minWidth: 0, flex: 1 }}>
          <span className="row-line">
            <span className="clamp-2 strong">{told.readAt === null
              ? <span className="notice-dot" role="img" aria-label={t`Unread`} />
                : null}{told.title}
            </span>
            <span className="dim tiny"><When at={told.at} /></span>
          </span>
          <span className="row-sub clamp-1">{[told.customerName,
            told.times > 1 ? t`${told.times} times` : null].filter(Boolean).join(' · ')}</span>
          {told.body === '' ? null : <span className="row-sub clamp-3">{told.body}</span>}
        </span>
      </button>
      {told.replyActionId === null || !told.canReply ? null : isAnswering
        ? <Answer replyActionId={told.replyActionId} onClose={() => onAnswer(false)}
            onSent={() => {
              onAnswer(false)
              void markRead(told)
            }} />
        : (
          <Button size="compact-sm" variant="light" ms={34} mb={10}
            leftSection={<IconArrowBackUp size={14} />} aria-label={t`Reply: ${told.title}`}
            onClick={() => onAnswer(true)}><Trans>Reply</Trans></Button>
        )}
    </article>
  )
}

/** The composer of To Do, with the same draft: written here, it goes on there. */
function Answer({ replyActionId, onSent, onClose }: {
  replyActionId: string; onSent: () => void; onClose: () => void
}) {
  const reply = useRead(getReplyAction, { params: { replyActionId } })
  if (reply.error) return <ErrorState error={reply.error} onRetry={() => void reply.refetch()} />
  if (!reply.data) return <Skeleton height={280} radius="md" />
  return (
    <div className="notice-answer">
      <Suspense fallback={<Skeleton height={200} radius="md" />}>
        <ReplyComposer reply={reply.data} onSent={onSent} onClose={onClose} />
      </Suspense>
    </div>
  )
}

async function markRead(told: Told) {
  if (told.readAt !== null) return
  // Read or not is no reason to stop anybody: the next look shows what is true.
  await call(readNotification, { params: { notificationId: told.id } }).catch(() => undefined)
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/notifications'),
  })
}

function placeOf(told: Told) {
  if (told.event === 'forwarding_confirmation' || told.event === 'mailbox_failing') {
    return { to: '/settings', search: { section: 'email' as const } }
  }
  if (told.event === 'send_budget') {
    return { to: '/settings', search: { section: 'safety' as const } }
  }
  if (told.event === 'import_ended') return { to: '/import', search: {} }
  if (told.event === 'unreachable_customers') {
    return { to: '/todo', search: { tab: 'held' as const, why: 'unreachable' as const } }
  }
  if (told.customerId === null) {
    if (told.event === 'pause_review') {
      return { to: '/settings', search: { section: 'safety' as const } }
    }
    return told.event === 'needs_check' ? { to: '/todo', search: { tab: 'check' as const } }
      : told.event === 'assigned' ? { to: '/todo', search: {} }
        : { to: '/inbox', search: {
          view: told.event === 'message_bounced' ? 'bounces' as const : 'unmatched' as const } }
  }
  const compose = told.replyActionId !== null && told.canReply ? told.replyActionId : undefined
  return {
    to: '/customers/$customerId', params: { customerId: told.customerId },
    search: compose === undefined ? {} : { compose },
  }
}

const ICONS: Record<Told['event'], ReactNode> = {
  reply_received: <IconMessageCircle size={18} />, reply_escalated: <IconAlertTriangle size={18} />,
  unmatched_received: <IconMailQuestion size={18} />, assigned: <IconUserCheck size={18} />,
  mentioned: <IconAt size={18} />, message_bounced: <IconMailForward size={18} />,
  sms_consent: <IconMessageOff size={18} />, needs_check: <IconSend size={18} />,
  money_missing: <IconCoins size={18} />, send_budget: <IconGauge size={18} />,
  mailbox_failing: <IconPlugConnectedX size={18} />, pause_review: <IconPlayerPause size={18} />,
  forwarding_confirmation: <IconMailForward size={18} />,
  unreachable_customers: <IconMailOff size={18} />, import_ended: <IconFileImport size={18} />,
}
