// One action in full: what it would send or what to do, why it is held, and how to settle it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, Skeleton } from '@mantine/core'
import { IconRouteOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { completeAction, draftAction } from '#contract/actions.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { ActionComposer } from '../../components/action-composer.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { HoldNote } from '../../components/hold-note.tsx'
import { inOwnWords } from '../../components/hold-words.ts'
import { Amounts } from '../../components/money.tsx'
import { ChannelIcon, ModeBadge, StatusBadge, stepTitle } from '../../components/statuses.tsx'
import { useSession } from '../../components/session.tsx'
import { SmsCounter } from '../../components/sms-counter.tsx'
import { DayText } from '../../components/times.tsx'
import { WhyButton } from '../../components/why-panel.tsx'
import { useShortcut } from '../../keys.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { ActionMoves } from './action-moves.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { CallDetail } from './call-detail.tsx'
import { TaskDetail } from './task-detail.tsx'
import { UnclearSend } from './unclear-send.tsx'

export function ActionDetail({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const { nameOf } = useSession()
  return (
    <article className="card">
      <div className="row-line" style={{ alignItems: 'flex-start' }}>
        <h2 className="clamp-2" style={{ margin: 0 }}>
          <Link to="/customers/$customerId" params={{ customerId: action.customerId }}
            style={{ color: 'inherit' }}>{action.customerName}</Link>
        </h2>
        <span className="right strong"><Amounts amounts={action.overdue} /></span>
      </div>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', margin:
        '6px 0 14px' }}>
        <ChannelIcon channel={action.channel} />
        <span>{stepTitle(action)}</span>
        <ModeBadge mode={action.mode} />
        {action.isRemoved ? <StatusBadge tone="calm" icon={IconRouteOff}>
          <Trans>Removed from the workflow</Trans></StatusBadge> : null}
        <span style={{ flex: 1 }} />
        <WhyButton of={{ kind: 'action', id: action.id }} hasKey
          label={action.held === null ? t`Why?` : t`Why not now?`} />
      </div>
      <Facts facts={[
        [t`Due`, <DayText key="due" day={action.dueOn} />],
        ...(action.invoiceNumber !== null && action.invoiceId !== null ? [[
          t`Follows`, <Link key="invoice" to="/invoices/$invoiceId"
            params={{ invoiceId: action.invoiceId }}>{action.invoiceNumber}</Link>,
        ] as const] : []),
        [t`Owner`, nameOf(action.ownerId) ?? t`Everyone`],
        ...(action.note === null || action.note === '' ? []
          : [[t`Note`, action.note] as const]),
      ]} />
      {action.held === null ? null : (
        <div style={{ marginTop: 14 }}>
          <HoldNote hold={action.held} customerId={action.customerId} /></div>
      )}
      <div style={{ marginTop: 16 }}><Settle action={action} onDone={onDone} /></div>
    </article>
  )
}

function Settle({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  if (action.state === 'needs_check') return <UnclearSend action={action} onDone={onDone} />
  if (action.channel === 'call') return <CallDetail action={action} onDone={onDone} />
  if (action.channel === 'task') return <TaskDetail action={action} onDone={onDone} />
  return <WrittenAction action={action} onDone={onDone} />
}

function WrittenAction({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const [isWriting, setWriting] = useState(false)
  const draft = useRead(draftAction, { params: { actionId: action.id } })
  useShortcut('reply', () => setWriting(true), !isWriting && action.held === null)
  if (isWriting) {
    return <ActionComposer action={action} onSent={onDone} onClose={() => setWriting(false)} />
  }
  return (
    <>
      {draft.error ? <ErrorState error={draft.error} onRetry={() => void draft.refetch()} /> : null}
      {draft.isPending ? <Skeleton height={140} radius="md" /> : null}
      {draft.data ? <DraftPreview {...draft.data} channel={action.channel} /> : null}
      <Group gap="xs" mt={14}>
        <DeedButton endpoint={completeAction} onClick={() => setWriting(true)}
          whyNot={action.held === null ? null : inOwnWords(action.held).text}
          rightSection={<KeyHint shortcut="reply" />}><Trans>Review and send</Trans></DeedButton>
        <ActionMoves action={action} onDone={onDone} />
      </Group>
    </>
  )
}

function DraftPreview({ to, subject, body, problem, channel }: {
  to: string[]; subject: string; body: string; problem: string | null; channel: string
}) {
  return (
    <>
      {problem === null ? null : (
        <div className="note tone-warn" style={{ marginBottom: 10 }}>
          <div className="note-body">{problem}</div></div>
      )}
      <div className="event-card">
        <div className="dim tiny"><Trans>To {to.length === 0 ? t`nobody yet`
          : to.map(formatPhone).join(', ')}</Trans></div>
        {subject === '' ? null : <div className="strong"
          style={{ margin: '4px 0' }}>{subject}</div>}
        <div className="prose">{body}</div>
      </div>
      {channel === 'sms' && body !== ''
        ? <SmsCounter text={body} cap={null} price={null} /> : null}
    </>
  )
}
