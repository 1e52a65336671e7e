// The master switch with exactly what would leave, what is paused, and the brakes.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, NumberInput, Radio, Stack, Switch } from '@mantine/core'
import { useState } from 'react'
import { saveOrganization } from '#contract/organizations.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { PromiseTerms } from './promise-terms.tsx'
import { ProofCard } from './proof-card.tsx'
import { MasterSwitch } from './safety/master-switch.tsx'
import { PausesCard } from './safety/pauses-card.tsx'
import { SendBudgetCard } from './send-budget.tsx'
import { WriteOffLimits } from './write-off-limits.tsx'
import './write-off-limits.css'

export function SafetySection() {
  return (
    <div className="stack">
      <MasterSwitch />
      <PausesCard />
      <ProofCard />
      <SendBudgetCard />
      <Brakes />
      <PromiseTerms />
    </div>
  )
}

function Brakes() {
  const { organization } = useSession().me
  const [stale, setStale] = useState<string | number>(organization.staleAfterHours ?? '')
  const [cap, setCap] = useState<string | number>(organization.dailyCap ?? '')
  const [pending, setPending] = useState<string | number>(organization.pendingDays)
  const [limits, setLimits] = useState<Record<string, number>>(organization.writeOffLimits)
  const [holdOnReply, setHold] = useState(organization.holdOnReply)
  const [scope, setScope] = useState<string>(organization.replyHoldScope)
  const [wait, setWait] = useState<string | number>(organization.escalateAfterDays)
  const save = useDeed(saveOrganization, () => toast(t`The brakes are set.`))
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Brakes</Trans></h2>
      <Stack gap="md">
        <Switch label={t`Hold reminders when a customer answers`} checked={holdOnReply}
          description={t`Nothing is reminded until a person has replied, ignored or paused.`}
          onChange={(event) => setHold(event.currentTarget.checked)} />
        {holdOnReply ? (
          <Radio.Group label={t`An answer to the reminder of one invoice holds`} value={scope}
            onChange={setScope}>
            <Group mt={6}>
              <Radio value="customer" label={t`Everything of the customer`} />
              <Radio value="invoice" label={t`Only that invoice`} />
            </Group>
          </Radio.Group>
        ) : null}
        {holdOnReply ? (
          <NumberInput label={t`An answer may wait`}
            suffix={` ${t`business days`}`} min={1} max={60}
            value={wait} onChange={setWait} allowDecimal={false} maw={280}
            description={t`Then the next in line gets it and the admins are told.`} />
        ) : null}
        <Group grow align="flex-start">
          <NumberInput label={t`Hold when the ledger is older than`} suffix={` ${t`hours`}`} min={1}
            max={8760}
            value={stale} onChange={setStale} placeholder={t`Never`} allowDecimal={false}
            description={t`So that nobody is chased for what was paid.`} />
          <NumberInput label={t`At most automatic messages a day`} min={1} value={cap}
            onChange={setCap} placeholder={t`By the usual day`} allowDecimal={false}
            description={t`The rest waits, and the admins are told.`} />
        </Group>
        <Group grow align="flex-start">
          <NumberInput label={t`Wait for announced money`} suffix={` ${t`days`}`} min={1} max={60}
            value={pending} onChange={setPending} allowDecimal={false}
            description={t`After its day; then it is asked for again and somebody looks for it.`} />
        </Group>
        <WriteOffLimits own={organization.currency} limits={limits} onChange={setLimits} />
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
          })}><Trans>Save</Trans></DeedButton>
        </Group>
      </Stack>
    </section>
  )
}
