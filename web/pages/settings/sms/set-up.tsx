// The steps of setting SMS up: by which account, where reports go, a sender, and a test to oneself.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Group, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listSmsSenders } from '#contract/sms-senders.ts'
import { sendSmsTest } from '#contract/sms-settings.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { When } from '../../../components/times.tsx'
import { counted } from '../../../format.ts'
import { useDeed, useRead } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { problemFields } from '../../../ui/problem-fields.ts'
import { Copied } from '../reply-address/copied.tsx'
import { Step, type Standing } from '../reply-address/step.tsx'
import type { Settings } from '../sms-section.tsx'
import { Account } from './account.tsx'
import { Channel } from './channel.tsx'

export function SetUp({ settings }: { settings: Settings }) {
  const [chosen, setChosen] = useState<Settings['channel'] | null>(null)
  const channel = chosen ?? settings.channel
  const isReal = channel !== 'outbox' && !settings.isSandbox
  const steps = [
    'channel', ...(channel === 'own' ? ['account'] : []), ...(isReal ? ['hooks'] : []), 'sender',
    'test',
  ]
  const numberOf = (name: string) => steps.indexOf(name) + 1
  return (
    <ol className="ways">
      <Channel settings={settings} channel={channel} onChoose={setChosen} />
      {channel === 'own' ? (
        <Account settings={settings} number={numberOf('account')}
          onSaved={() => setChosen(null)} />
      ) : null}
      {isReal ? <Hooks settings={settings} number={numberOf('hooks')} /> : null}
      <SenderStep number={numberOf('sender')} />
      <TestStep settings={settings} number={numberOf('test')} />
    </ol>
  )
}

function Hooks({ settings, number }: { settings: Settings; number: number }) {
  const { statusUrl, inboundUrl, problem } = settings.webhooks
  return (
    <Step number={number} title={t`Where the provider reports to`}
      standing={problem === null ? 'done' : 'warn'}>
      <div className="small dim" style={{ maxWidth: '60ch' }}><Trans>The status address goes with
        every SMS by itself. Set the other one at each number, or once at the messaging service, as
        “A message comes in”.</Trans></div>
      <div className="label"><Trans>What became of an SMS</Trans></div>
      <Copied text={statusUrl} />
      <div className="label"><Trans>What customers answer</Trans></div>
      <Copied text={inboundUrl} />
      {problem === null ? null : (
        <div className="note tone-warn">
          <IconAlertTriangle size={16} aria-hidden /><div className="note-body">{problem}</div>
        </div>
      )}
    </Step>
  )
}

function SenderStep({ number }: { number: number }) {
  const senders = useRead(listSmsSenders, {}, { isLive: true })
  const usable = (senders.data?.items ?? []).filter(({ pausedAt, registration }) =>
    pausedAt === null && registration !== 'pending' && registration !== 'refused')
  return (
    <Step number={number} title={t`A sender for each country`}
      standing={usable.length > 0 ? 'done' : 'open'}>
      <div className="small dim" style={{ maxWidth: '60ch' }}>
        {usable.length > 0
          ? t`${counted(usable.length, 'sender')} may send. Each country below says who texts it.`
          : t`A customer is texted from a number or name that is allowed in their country, never
          silently from a foreign one. Add the first one below; a test needs none while SMS are
          captured.`}{' '}
        <Anchor href="#sms-senders" size="sm" underline="always"><Trans>To the
          senders</Trans></Anchor>
      </div>
    </Step>
  )
}

const TEST_STANDINGS: Record<NonNullable<Settings['test']>['state'], Standing> = {
  sending: 'waiting', sent: 'waiting', delivered: 'done', failed: 'bad',
}

function TestStep({ settings, number }: { settings: Settings; number: number }) {
  const { test, channel } = settings
  const [to, setTo] = useState(test?.to ?? '')
  const send = useDeed(sendSmsTest)
  const isOfNow = test !== null && test.channel === channel
  const error = send.error ? problemFields(send.error)['to'] : undefined
  return (
    <Step number={number} title={t`Text yourself`}
      standing={isOfNow ? TEST_STANDINGS[test.state] : 'open'}>
      <form onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ body: { to } })
      }}>
        <Group align="flex-end" gap="sm">
          <TextInput label={t`A phone of your own`} required type="tel" value={to} error={error}
            placeholder="+33 6 …" maxLength={40} style={{ flex: '1 1 200px', maxWidth: 280 }}
            onChange={(event) => setTo(event.currentTarget.value)} />
          <DeedButton endpoint={sendSmsTest} type="submit" loading={send.isPending}
            leftSection={<IconSend size={15} />}
            whyNot={to.trim() === '' ? t`Enter a number first.` : null}><Trans>Send a
            test</Trans></DeedButton>
        </Group>
      </form>
      {error === undefined ? <DeedError error={send.error} /> : null}
      {isOfNow ? <Fate test={test} /> : null}
    </Step>
  )
}

function Fate({ test }: { test: NonNullable<Settings['test']> }) {
  const to = formatPhone(test.to)
  if (test.state === 'failed') {
    return (
      <div className="note tone-bad" role="status">
        <IconAlertTriangle size={16} aria-hidden />
        <div className="note-body"><Trans>The test to {to} failed: {test.why}</Trans></div>
      </div>
    )
  }
  if (test.state === 'delivered') {
    return (
      <div className="way-good small" role="status" data-testid="sms-test-delivered">
        <Trans><span className="strong">Delivered</span> to {to}</Trans> <When at={test.sentAt} />
        {test.isCaptured ? <><Trans>, captured in the <Link to="/outbox">outbox</Link>.</Trans></>
          : <><Trans>, from {formatPhone(test.sender)}.</Trans></>}
      </div>
    )
  }
  return (
    <div className="small dim" role="status">
      {test.state === 'sent' ? t`The provider has the test to ${to}; its report is awaited.`
        : t`The test to ${to} is on its way.`}
    </div>
  )
}
