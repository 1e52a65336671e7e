// Step 5: a test goes out to the mailbox, and what is known once it comes back.
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
    <Step number={number} title="Send a test" standing={probe ? STANDINGS[probe.state] : 'open'}
      aside={(
        <DeedButton endpoint={sendReplyProbe} size="compact-sm" loading={send.isPending}
          variant={probe === null ? 'filled' : 'default'} onClick={() => send.mutate({})}
          whyNot={isReady ? null : 'Say first which mailbox customers answer to.'}>
          {probe === null ? 'Send a test' : 'Send another'}</DeedButton>
      )}>
      <DeedError error={send.error} />
      {probe === null ? (
        <div className="small dim" style={{ maxWidth: '60ch' }}>
          {isReady ? <>A short message goes to {replyAddress.address}, the way your reminders
            leave. This step turns green when it comes back.</>
            : 'It goes to the mailbox of step 1 and shows whether answers get here.'}
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
        <Reasons title={<>Nothing has come back for {waitText(probe.waitedSeconds)}. If it does,
          this turns green by itself.</>} reasons={probe.advice} />
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
        <Reasons title="It arrives, but not as it left." reasons={probe.advice} />
      </>
    )
    case 'returned': return <Returned probe={probe} />
  }
}

function Waiting({ probe }: { probe: Test }) {
  return (
    <>
      <div className="small" role="status">
        Sent to <span className="strong">{probe.address}</span>; waiting for it to come back,{' '}
        <span className="num">{waitText(probe.waitedSeconds)}</span> so far.
      </div>
      {probe.isCaptured ? <Captured /> : null}
    </>
  )
}

const Captured = () => (
  <div className="note tone-info">
    <IconInfoCircle size={16} aria-hidden />
    <div className="note-body">E-mail goes into the captured <Link to="/outbox">outbox</Link>, so
      this test did not leave this machine. Set a mail server under{' '}
      <Link to="/settings" search={{ section: 'email' }}>E-mail</Link> to send a real one.</div>
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

const WAYS = { smtp: 'by SMTP', webhook: 'by a provider’s webhook', imap: 'by IMAP' } as const

const AUTHENTICATION = {
  pass: 'The sender is still verified (SPF, DKIM, DMARC)',
  fail: 'The sender is no longer verified: something changed the message on the way. Answers are '
    + 'still recognised by their conversation.',
  none: 'The sender’s domain signs no mail, so nothing can be verified',
} as const

function Returned({ probe }: { probe: Test }) {
  const { seen } = probe
  if (seen === null) return null
  return (
    <>
      <div className="small" role="status">
        Back from <span className="strong">{probe.address}</span> after{' '}
        <span className="num">{waitText(probe.waitedSeconds)}</span>, {WAYS[seen.way]}
        {seen.mailbox === null ? null : <> from {seen.mailbox}</>}
        {probe.returnedAt === null ? null : <>, <When at={probe.returnedAt} /></>}.
      </div>
      <ul className="way-checks">
        <Check isGood={seen.isSenderKept}>
          {seen.isSenderKept ? 'The original sender is kept'
            : <>The sender was changed to {seen.from || 'nobody'}</>}</Check>
        <Check isGood={seen.isThreadKept}>
          {seen.isThreadKept ? 'Answers find their conversation'
            : 'The conversation’s ids were changed on the way'}</Check>
        {seen.forwardedVia === null ? null
          : <Check isGood>Passed on by {seen.forwardedVia}</Check>}
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
    {isGood ? <IconCheck size={16} className="way-good" aria-label="yes" />
      : <IconAlertTriangle size={16} className="way-off" aria-label="no" />}
    <span>{children}</span>
  </li>
)

function waitText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`
}
