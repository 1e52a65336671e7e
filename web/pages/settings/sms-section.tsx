// SMS: set up step by step until a test arrives, then senders, countries, rules, who is reached.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconLock } from '@tabler/icons-react'
import type { z } from 'zod'
import { getSmsSettings, type SmsSettings } from '#contract/sms-settings.ts'
import { useWhyNot } from '../../components/session.tsx'
import { SmsReach } from '../../components/sms-reach.tsx'
import { When } from '../../components/times.tsx'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Countries } from './sms/countries.tsx'
import { Rules } from './sms/rules.tsx'
import { Senders } from './sms/senders.tsx'
import { SetUp } from './sms/set-up.tsx'
import './reply-address/ways.css'

export type Settings = z.output<typeof SmsSettings>

export function SmsSection() {
  const whyNot = useWhyNot(getSmsSettings)
  const settings = useRead(getSmsSettings, {}, { isLive: true, isOff: whyNot !== null })
  if (whyNot !== null) {
    return <EmptyState icon={<IconLock size={22} />} title={t`For admins`}>{whyNot}</EmptyState>
  }
  if (settings.error && !settings.data) {
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  }
  if (!settings.data) return <Skeleton height={420} radius="md" />
  return (
    <div className="stack">
      <Heartbeat settings={settings.data} />
      <section className="card" aria-label={t`Set up SMS`}>
        <SetUp settings={settings.data} />
      </section>
      <Senders settings={settings.data} />
      <Countries settings={settings.data} />
      <section className="card" aria-label={t`Whom SMS can reach`}>
        <h2 className="card-title"><Trans>Whom SMS can reach</Trans></h2>
        <SmsReach positions={[]} />
      </section>
      <Rules settings={settings.data} />
    </div>
  )
}

/** The one line that a glance is for. */
function Heartbeat({ settings }: { settings: Settings }) {
  const { account, channel, isSandbox, test } = settings
  const isCaptured = isSandbox || channel === 'outbox'
  const problem = settings.stoppedWhy ?? (isCaptured ? null : account?.problem ?? null)
  if (problem !== null) {
    return (
      <Line tone="bad" icon={IconAlertTriangle}>
        <span className="strong"><Trans>SMS cannot leave.</Trans></span> {problem}
      </Line>
    )
  }
  if (test?.state === 'delivered' && test.channel === channel) {
    return (
      <Line tone="good" icon={IconCircleCheck}>
        <Trans><span className="strong">SMS work.</span>{' '}
        {isCaptured ? t`They are captured in the outbox and leave nothing.`
          : t`They leave by the provider.`} Last test</Trans> <When at={test.sentAt} />.
      </Line>
    )
  }
  return (
    <Line tone="calm" icon={IconCircleDashed}>
      <span className="strong"><Trans>Not proven by a test yet.</Trans></span>{' '}
      {isCaptured ? t`It takes a minute and needs no account.` : t`Text yourself once below.`}
    </Line>
  )
}

const Line = ({ tone, icon: Picture, children }: {
  tone: 'good' | 'bad' | 'calm'; icon: typeof IconCircleCheck; children: React.ReactNode
}) => (
  <div className={`note tone-${tone}`} role="status">
    <Picture size={18} aria-hidden />
    <div className="note-body">{children}</div>
  </div>
)
