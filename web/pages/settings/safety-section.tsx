// The master switch with exactly what would leave, and the brakes.
import { Group, NumberInput, Radio, Skeleton, Stack, Switch, TextInput } from '@mantine/core'
import { IconPower } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import {
  getAutomation, saveOrganization, setAutomation, type AutomationPreview,
} from '#contract/organizations.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { MoneyField } from '../../components/money-field.tsx'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon, StatusBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { countText, counted } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { ProofCard } from './proof-card.tsx'
import { SendBudgetCard } from './send-budget.tsx'

type Preview = z.output<typeof AutomationPreview>

export function SafetySection() {
  const automation = useRead(getAutomation, {}, { isLive: true })
  return (
    <div className="stack">
      {automation.error && !automation.data
        ? <ErrorState error={automation.error} onRetry={() => void automation.refetch()} /> : null}
      {automation.isPending ? <Skeleton height={220} radius="md" /> : null}
      {automation.data ? <MasterSwitch preview={automation.data} /> : null}
      <ProofCard />
      <SendBudgetCard />
      <Brakes />
    </div>
  )
}

function MasterSwitch({ preview }: { preview: Preview }) {
  return (
    <section className="card">
      <h2 className="card-title">Automatic sending
        <StatusBadge tone={preview.isOn ? 'good' : 'warn'} icon={IconPower}>
          {preview.isOn ? 'On' : 'Off'}</StatusBadge></h2>
      <p className="small" style={{ margin: '0 0 12px' }}>
        {preview.isOn ? 'What is due leaves by itself at the send time.'
          : 'Nothing leaves by itself until you turn it on.'}{' '}
        {preview.isOn ? 'Today' : 'Turned on now,'} <strong>{counted(preview.today, 'message')}
          </strong>
        {preview.isOn ? ' leave and ' : ' would leave today and '}
        <strong>{countText(preview.week)}</strong> in the next seven days.
      </p>
      <Sample preview={preview} />
      {preview.isOn ? <TurnOff /> : <TurnOn preview={preview} />}
    </section>
  )
}

function Sample({ preview }: { preview: Preview }) {
  if (preview.sample.length === 0) return null
  return (
    <div style={{ border: '1px solid var(--line)', borderRadius: 8, marginBottom: 14,
      maxHeight: 300, overflowY: 'auto' }} tabIndex={0} role="region" aria-label="What would leave">
      <ul className="rows small">
        {preview.sample.map((line, index) => (
          <li key={index} className="row-line" style={{ padding: '7px 12px',
            borderBottom: '1px solid var(--line)' }}>
            <Link to="/customers/$customerId" params={{ customerId: line.customerId }}
              className="clamp-1" style={{ color: 'inherit' }}>{line.customerName}</Link>
            <span className="dim clamp-1" style={{ flex: 1 }}>
              <ChannelIcon channel={line.channel} size={14} /> {line.step}</span>
            <DayText day={line.dueOn} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function TurnOn({ preview }: { preview: Preview }) {
  const [typed, setTyped] = useState('')
  const turn = useDeed(setAutomation, () => {
    setTyped('')
    toast('Automatic sending is on.')
  })
  const isRight = typed.trim() === String(preview.typedCount)
  return (
    <form onSubmit={(event) => {
      event.preventDefault()
      if (isRight) turn.mutate({ body: { isOn: true, typedCount: preview.typedCount } })
    }}>
      <Stack gap="sm">
        <TextInput label={`Type ${preview.typedCount} to confirm`} value={typed} w={200}
          inputMode="numeric" autoComplete="off"
          description="The number of messages that leave today."
          onChange={(event) => setTyped(event.currentTarget.value)} />
        <DeedError error={turn.error} />
        <Group>
          <DeedButton endpoint={setAutomation} type="submit" loading={turn.isPending}
            whyNot={isRight ? null : `Type ${preview.typedCount} first.`}>
            Turn automatic sending on</DeedButton>
        </Group>
      </Stack>
    </form>
  )
}

function TurnOff() {
  const turn = useDeed(setAutomation, () => toast('Automatic sending is off.'))
  return (
    <>
      <DeedError error={turn.error} />
      <DeedButton endpoint={setAutomation} color="red" variant="outline" loading={turn.isPending}
        onClick={() => turn.mutate({ body: { isOn: false } })}>
        Turn automatic sending off</DeedButton>
    </>
  )
}

function Brakes() {
  const { organization } = useSession().me
  const [stale, setStale] = useState<string | number>(organization.staleAfterHours ?? '')
  const [cap, setCap] = useState<string | number>(organization.dailyCap ?? '')
  const [pending, setPending] = useState<string | number>(organization.pendingDays)
  const [limits, setLimits] = useState(organization.writeOffLimits)
  const [holdOnReply, setHold] = useState(organization.holdOnReply)
  const [scope, setScope] = useState<string>(organization.replyHoldScope)
  const [wait, setWait] = useState<string | number>(organization.escalateAfterDays)
  const save = useDeed(saveOrganization, () => toast('The brakes are set.'))
  return (
    <section className="card">
      <h2 className="card-title">Brakes</h2>
      <Stack gap="md">
        <Switch label="Hold reminders when a customer answers" checked={holdOnReply}
          description="Nothing is reminded until a person has replied, ignored or paused."
          onChange={(event) => setHold(event.currentTarget.checked)} />
        {holdOnReply ? (
          <Radio.Group label="An answer to the reminder of one invoice holds" value={scope}
            onChange={setScope}>
            <Group mt={6}>
              <Radio value="customer" label="Everything of the customer" />
              <Radio value="invoice" label="Only that invoice" />
            </Group>
          </Radio.Group>
        ) : null}
        {holdOnReply ? (
          <NumberInput label="An answer may wait" suffix=" business days" min={1} max={60}
            value={wait} onChange={setWait} allowDecimal={false} maw={280}
            description="Then the next in line gets it and the admins are told." />
        ) : null}
        <Group grow align="flex-start">
          <NumberInput label="Hold when the ledger is older than" suffix=" hours" min={1} max={8760}
            value={stale} onChange={setStale} placeholder="Never" allowDecimal={false}
            description="So that nobody is chased for what was paid." />
          <NumberInput label="At most automatic messages a day" min={1} value={cap}
            onChange={setCap} placeholder="By the usual day" allowDecimal={false}
            description="The rest waits, and the admins are told." />
        </Group>
        <Group grow align="flex-start">
          <NumberInput label="Wait for announced money" suffix=" days" min={1} max={60}
            value={pending} onChange={setPending} allowDecimal={false}
            description="After its day; then it is asked for again and somebody looks for it." />
          <MoneyField label="A rest may be written off up to" currency={organization.currency}
            value={limits[organization.currency] ?? null}
            description="By whoever collects, with one click. Empty: only by a manager."
            onChange={(amountMinor) => setLimits((before) =>
              ({ ...before, [organization.currency]: amountMinor ?? 0 }))} />
        </Group>
        <DeedError error={save.error} />
        <Group>
          <DeedButton endpoint={saveOrganization} loading={save.isPending}
            onClick={() => save.mutate({
            body: {
              holdOnReply, replyHoldScope: scope === 'invoice' ? 'invoice' : 'customer',
              ...(wait === '' ? {} : { escalateAfterDays: Number(wait) }),
              staleAfterHours: stale === '' ? null : Number(stale),
              dailyCap: cap === '' ? null : Number(cap),
              ...(pending === '' ? {} : { pendingDays: Number(pending) }),
              writeOffLimits: limits,
            },
          })}>Save</DeedButton>
        </Group>
      </Stack>
    </section>
  )
}
