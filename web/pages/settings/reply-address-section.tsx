// How customers' answers get here: the set-up step by step, mailboxes, and providers' addresses.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import {
  IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconLock, IconMailForward,
} from '@tabler/icons-react'
import type { z } from 'zod'
import { getReplyAddress, listMailboxes, type ReplyAddressSetup } from '#contract/ways-in.ts'
import { useWhyNot } from '../../components/session.tsx'
import { When } from '../../components/times.tsx'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Confirmation } from './reply-address/confirmation.tsx'
import { Copied } from './reply-address/copied.tsx'
import { guideOf } from './reply-address/guides.ts'
import { Hooks } from './reply-address/hooks.tsx'
import { Instructions } from './reply-address/instructions.tsx'
import { Mailboxes } from './reply-address/mailboxes.tsx'
import { ProbeStep } from './reply-address/probe.tsx'
import { Step } from './reply-address/step.tsx'
import { WhichMailbox } from './reply-address/which-mailbox.tsx'
import './reply-address/ways.css'

type Setup = z.output<typeof ReplyAddressSetup>

export function ReplyAddressSection() {
  const whyNot = useWhyNot(getReplyAddress)
  const setup = useRead(getReplyAddress, {}, { isLive: true, isOff: whyNot !== null })
  if (whyNot !== null) {
    return <EmptyState icon={<IconLock size={22} />} title={t`For admins`}>{whyNot}</EmptyState>
  }
  if (setup.error && !setup.data) {
    return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />
  }
  if (!setup.data) return <Skeleton height={420} radius="md" />
  return (
    <div className="stack">
      <Heartbeat setup={setup.data} />
      <section className="card" aria-label={t`Set up the reply address`}>
        <Steps setup={setup.data} />
      </section>
      <Mailboxes />
      <Hooks />
    </div>
  )
}

const WAYS = { smtp: t`by forwarding`, webhook: t`by a webhook`, imap: t`by IMAP` } as const

/** The one line that a glance is for. */
function Heartbeat({ setup }: { setup: Setup }) {
  const failing = useRead(listMailboxes, {}, { isLive: true }).data?.items
    .find((box) => box.state === 'failing')
  const last = setup.lastReceived === null ? t`No answer has been received yet.` : (
    <><Trans>Last answer received</Trans> <When
      at={setup.lastReceived.at} />, {WAYS[setup.lastReceived.way]}.</>
  )
  if (failing) {
    return (
      <Line tone="bad" icon={IconAlertTriangle}>
        <span className="strong"><Trans>{failing.name} cannot be read.</Trans></span> {last}
      </Line>
    )
  }
  if (setup.probe?.state === 'returned') {
    return (
      <Line tone="good" icon={IconCircleCheck}>
        <span className="strong"><Trans>Answers get here.</Trans></span> {last}
      </Line>
    )
  }
  if (setup.replyAddress === null) {
    return (
      <Line tone="calm" icon={IconMailForward}>
        <Trans><span className="strong">Let customers’ answers stop the reminders.</span> It takes
          about five minutes. {setup.lastReceived === null ? null : last}</Trans>
      </Line>
    )
  }
  return (
    <Line tone="calm" icon={IconCircleDashed}>
      <span className="strong"><Trans>Not proven by a test yet.</Trans></span> {last}
    </Line>
  )
}

const Line = ({ tone, icon: Picture, children }: {
  tone: 'good' | 'bad' | 'calm'; icon: typeof IconCircleCheck; children: React.ReactNode
}) => (
  <div className={`note tone-${tone} way-not-printed`} role="status">
    <Picture size={18} aria-hidden />
    <div className="note-body">{children}</div>
  </div>
)

function Steps({ setup }: { setup: Setup }) {
  const { replyAddress, probe } = setup
  const boxes = useRead(listMailboxes, {}, { isLive: true }).data?.items ?? []
  if (replyAddress === null) {
    return (
      <ol className="ways">
        <WhichMailbox saved={null} />
        <IntakeStep setup={setup} />
        <Step number={3} standing="open" title={t`Set it up at the provider`}>
          <div className="small dim"><Trans>The instructions for exactly your provider follow from
            step 1.</Trans></div>
        </Step>
        <ProbeStep setup={setup} number={4} />
      </ol>
    )
  }
  const guide = guideOf(replyAddress.provider, {
    address: replyAddress.address, intake: setup.intakeAddress,
  })
  const isProven = probe?.state === 'returned' || probe?.state === 'changed'
  const isForwarded = replyAddress.provider !== 'imap' && replyAddress.provider !== 'webhook'
  const asks = guide.asksFirst || setup.confirmation !== null
  const steps = [
    ...(isForwarded ? ['intake'] : []), 'guide', ...(asks && isForwarded ? ['question'] : []),
    'test',
  ]
  const isFailing = replyAddress.provider === 'imap'
    && boxes.some((box) => box.state === 'failing')
  const numberOf = (name: string) => steps.indexOf(name) + 2
  return (
    <ol className="ways">
      <WhichMailbox saved={replyAddress} />
      {isForwarded ? <IntakeStep setup={setup} /> : null}
      <Instructions guide={guide} number={numberOf('guide')}
        standing={isFailing ? 'bad' : isProven ? 'done' : 'open'} />
      {asks && isForwarded ? (
        <Confirmation setup={setup} number={numberOf('question')} isConfirmed={isProven} />
      ) : null}
      <ProbeStep setup={setup} number={numberOf('test')} />
    </ol>
  )
}

function IntakeStep({ setup }: { setup: Setup }) {
  return (
    <Step number={2} title={t`Your intake address`}
      standing={setup.replyAddress === null ? 'open' : 'done'}>
      <Copied text={setup.intakeAddress} />
      <div className="tiny dim" style={{ maxWidth: '60ch' }}>
        {setup.takesSmtp ? t`Mail that is passed on to it enters the collection inbox. Keep it to
          yourselves: nobody else needs it.`
          : t`This installation takes no mail by SMTP (SMTP_LISTEN_PORT is off): use IMAP or a
          webhook instead.`}
      </div>
    </Step>
  )
}
