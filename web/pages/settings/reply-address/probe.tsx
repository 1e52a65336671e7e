// Step 5: a test goes out to the mailbox, and what is known once it comes back.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { type ReplyAddressSetup, type ReplyProbe, sendReplyProbe } from '#contract/ways-in.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { When } from '../../../components/times.tsx'
import { useDeed } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { Step, type Standing } from './step.tsx'

type Setup = z.output<typeof ReplyAddressSetup>
type Test = z.output<typeof ReplyProbe>

const STANDINGS: Record<Test['state'], Standing> = {
  waiting: 'waiting', late: 'warn', failed: 'bad', returned: 'done', changed: 'warn',
}

export function ProbeStep({ setup, number }: { setup: Setup; number: number }) {
  const { probe, replyAddress } = setup
  const send = useDeed(sendReplyProbe)
  const isReady = replyAddress !== null
  return (
    <Step number={number} title={t`Send a test`} standing={probe ? STANDINGS[probe.state] : 'open'}
      aside={(
        <DeedButton endpoint={sendReplyProbe} size="compact-sm" loading={send.isPending}
          variant={probe === null ? 'filled' : 'default'} onClick={() => send.mutate({})}
          whyNot={isReady ? null : t`Say first which mailbox customers answer to.`}>
          {probe === null ? t`Send a test` : t`Send another`}</DeedButton>
      )}>
      <DeedError error={send.error} />
      {probe === null ? (
        <div className="small dim" style={{ maxWidth: '60ch' }}>
          {isReady ? <><Trans>A short message goes to {replyAddress.address}, the way your reminders
            leave. This step turns green when it comes back.</Trans></>
            : t`It goes to the mailbox of step 1 and shows whether answers get here.`}
        </div>
      ) : <ProbeState probe={probe} />}
    </Step>
  )
}

function ProbeState({ probe }: { probe: Test }) {
  switch (probe.state) {
    case 'waiting': return <Waiting probe={probe} />
    case 'late': return (
      <>
        {probe.isCaptured ? <Captured /> : null}
        <Reasons title={<><Trans>Nothing has come back for {waitText(probe.waitedSeconds)}. If it
          does, this turns green by itself.</Trans></>} reasons={probe.advice} />
      </>
    )
    case 'failed': return (
      <div className="note tone-bad">
        <IconAlertTriangle size={16} aria-hidden />
        <div className="note-body">{probe.failedWhy}</div>
      </div>
    )
    case 'changed': return (
      <>
        <Returned probe={probe} />
        <Reasons title={t`It arrives, but not as it left.`} reasons={probe.advice} />
      </>
    )
    case 'returned': return <Returned probe={probe} />
  }
}

function Waiting({ probe }: { probe: Test }) {
  return (
    <>
      <div className="small" role="status">
        <Trans>Sent to <span className="strong">{probe.address}</span>; waiting for it to come
          back,{' '}
        <span className="num">{waitText(probe.waitedSeconds)}</span> so far.</Trans>
      </div>
      {probe.isCaptured ? <Captured /> : null}
    </>
  )
}

const Captured = () => (
  <div className="note tone-info">
    <IconInfoCircle size={16} aria-hidden />
    <div className="note-body"><Trans>E-mail goes into the captured <Link
      to="/outbox">outbox</Link>, so
      this test did not leave this machine. Set a mail server under{' '}
      <Link to="/settings" search={{ section: 'email' }}>E-mail</Link> to send a real
        one.</Trans></div>
  </div>
)

function Reasons({ title, reasons }: { title: ReactNode; reasons: readonly string[] }) {
  return (
    <div className="note tone-warn">
      <IconAlertTriangle size={16} aria-hidden />
      <div className="note-body">
        <div className="strong">{title}</div>
        <ul style={{ margin: '6px 0 0', paddingInlineStart: 18 }}>
          {reasons.map((reason) => <li key={reason} style={{ marginBottom: 4 }}>{reason}</li>)}
        </ul>
      </div>
    </div>
  )
}

const WAYS = { smtp: t`by SMTP`, webhook: t`by a provider’s webhook`, imap: t`by IMAP` } as const

const AUTHENTICATION = {
  pass: t`The sender is still verified (SPF, DKIM, DMARC)`,
  fail: t`The sender is no longer verified: something changed the message on the way. Answers are
  still recognised by their conversation.`,
  none: t`The sender’s domain signs no mail, so nothing can be verified`,
} as const

function Returned({ probe }: { probe: Test }) {
  const { seen } = probe
  if (seen === null) return null
  return (
    <>
      <div className="small" role="status">
        <Trans>Back from <span className="strong">{probe.address}</span> after{' '}
        <span className="num">{waitText(probe.waitedSeconds)}</span>, {WAYS[seen.way]}
        {seen.mailbox === null ? null : <> <Trans>from {seen.mailbox}</Trans></>}</Trans>
        {probe.returnedAt === null ? null : <>, <When at={probe.returnedAt} /></>}.
      </div>
      <ul className="way-checks">
        <Check isGood={seen.isSenderKept}>
          {seen.isSenderKept ? t`The original sender is kept`
            : <><Trans>The sender was changed to {seen.from || 'nobody'}</Trans></>}</Check>
        <Check isGood={seen.isThreadKept}>
          {seen.isThreadKept ? t`Answers find their conversation`
            : t`The conversation’s ids were changed on the way`}</Check>
        {seen.forwardedVia === null ? null
          : <Check isGood><Trans>Passed on by {seen.forwardedVia}</Trans></Check>}
        {seen.authentication === null ? null
          : (
            <Check isGood={seen.authentication === 'pass'}>
              {AUTHENTICATION[seen.authentication]}</Check>
          )}
      </ul>
    </>
  )
}

const Check = ({ isGood, children }: { isGood: boolean; children: ReactNode }) => (
  <li>
    {isGood ? <IconCheck size={16} className="way-good" aria-label={t`yes`} />
      : <IconAlertTriangle size={16} className="way-off" aria-label={t`no`} />}
    <span>{children}</span>
  </li>
)

function waitText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return t`${Math.floor(seconds / 60)} min`
  return t`${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`
}
