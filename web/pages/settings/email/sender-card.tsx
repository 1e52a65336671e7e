// The sender's state, a test to oneself, and what others see of its domain.
import { Trans, useLingui } from '@lingui/react/macro'
import { Group, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconHelp, IconMailbox } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { checkSender, getSenderState, testSender } from '#contract/sender.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { StatusBadge } from '../../../components/statuses.tsx'
import { When } from '../../../components/times.tsx'
import { useDeed, useRead } from '../../../queries.ts'
import { DeedError, ErrorState } from '../../../ui/error-state.tsx'
import { toast } from '../../../ui/toast.tsx'

export function SenderCard() {
  const { t } = useLingui()
  const read = useRead(getSenderState)
  const test = useDeed(testSender, ({ to, state }) => {
    if (state !== 'failing') toast(t`The test is on its way to ${to}.`)
  })
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  if (!read.data) return null
  const { state, error, failingSince } = read.data
  return (
    <section className="card" aria-labelledby="sender-title">
      <div className="row-line">
        <h2 className="card-title" id="sender-title"><Trans>The sender</Trans></h2>
        <State state={state} />
      </div>
      {state !== 'failing' ? null : (
        <p className="small" role="alert" style={{ margin: '0 0 10px' }}>
          <Trans>Since <When at={failingSince ?? ''} />: {error}</Trans></p>
      )}
      <p className="dim small" style={{ margin: '0 0 10px' }}>{state === 'outbox'
        ? t`Messages stay in the outbox until a mail server is set below. A test lands there too.`
        : t`A test is a real text with a real customer’s figures, to you and nobody else.`}</p>
      <DeedError error={test.error} />
      <Group>
        <DeedButton endpoint={testSender} variant="default" loading={test.isPending}
          onClick={() => test.mutate({})}><Trans>Send me a test</Trans></DeedButton>
      </Group>
      {state === 'outbox' ? null : <Checks />}
    </section>
  )
}

function State({ state }: { state: AnswerOf<typeof getSenderState>['state'] }) {
  const { t } = useLingui()
  switch (state) {
    case 'verified': return <StatusBadge tone="good" icon={IconCircleCheck}>{t`Verified`}
    </StatusBadge>
    case 'failing': return <StatusBadge tone="bad" icon={IconAlertTriangle}>{t`Failing`}
    </StatusBadge>
    case 'unverified': return <StatusBadge tone="warn" icon={IconHelp}>{t`Not verified`}
    </StatusBadge>
    case 'outbox': return <StatusBadge tone="calm" icon={IconMailbox}>{t`Outbox only`}
    </StatusBadge>
  }
}

const NAMES = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC', tls: 'TLS' } as const

function Checks() {
  const { t } = useLingui()
  const [selector, setSelector] = useState('')
  const check = useDeed(checkSender)
  const results = { good: t`good`, weak: t`weak`, missing: t`missing`, unknown: t`not known` }
  const tones = { good: 'good', weak: 'warn', missing: 'bad', unknown: 'calm' } as const
  return (
    <div style={{ marginTop: 16 }}>
      <Group align="flex-end" gap="sm">
        <TextInput label={t`Name of the DKIM key (selector)`} value={selector} maxLength={63}
          placeholder={t`the usual ones`} style={{ flex: '1 1 200px' }}
          onChange={(event) => setSelector(event.currentTarget.value)} />
        <DeedButton endpoint={checkSender} variant="default" loading={check.isPending}
          onClick={() => check.mutate({ body: { selector: selector.trim() || null } })}>
          <Trans>Check the sender</Trans></DeedButton>
      </Group>
      <DeedError error={check.error} />
      {!check.data ? null : (
        <ul className="rows" aria-label={t`What others see`} style={{ marginTop: 10 }}>
          {check.data.checks.map((one) => (
            <li key={one.name} style={{ padding: '8px 0' }}>
              <div className="row-line"><span className="strong">{NAMES[one.name]}</span>
                <StatusBadge tone={tones[one.result]} icon={one.result === 'good'
                  ? IconCircleCheck : IconAlertTriangle}>{results[one.result]}</StatusBadge></div>
              <div className="dim tiny">{one.host}</div>
              {one.found === '' ? null
                : <code className="tiny" style={{ overflowWrap: 'anywhere' }}>{one.found}</code>}
              {one.advice === '' ? null : <div className="small">{one.advice}</div>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
