// The summary beside a customer: collection state, pauses, amounts and their age by currency.
import { IconBan, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react'
import { useState } from 'react'
import { applyCash } from '#contract/cash.ts'
import { endPause } from '#contract/customers.ts'
import { Aging, BalanceFigures } from '../../components/aging.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { Rests } from '../../components/rests.tsx'
import { CollectionBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { CashDialog } from './cash-dialog.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

export function CustomerAside({ customer }: { customer: CustomerAnswer }) {
  const owed = customer.balances.filter(({ openMinor, unappliedMinor }) =>
    openMinor !== 0 || unappliedMinor !== 0)
  return (
    <div className="stack">
      <section className="card">
        <h2 className="card-title">Collection <CollectionBadge state={customer.collection} /></h2>
        <p className="dim small" style={{ margin: 0 }}>
          {COLLECTION_WHY[customer.collection]}{' '}
          {customer.lastContactOn === null ? 'Nobody has been contacted yet.'
            : <>Last contact <DayText day={customer.lastContactOn} />.</>}
        </p>
        {customer.city === '' ? null : <p className="dim small" style={{ margin: '8px 0 0' }}>
          Letters go to {[customer.street.replaceAll('\n', ', '), `${customer.postcode} ${
            customer.city}`, customer.country].filter(Boolean).join(', ')}</p>}
        {customer.legalStopReason === null ? null : (
          <div className="note tone-bad" style={{ marginTop: 10 }}>
            <IconBan size={16} aria-hidden />
            <div className="note-body">Must not be contacted: {customer.legalStopReason}</div>
          </div>
        )}
        <Pauses pauses={customer.pauses} />
        <Rests customerId={customer.id} />
      </section>
      {owed.map((balance) => (
        <section className="card" key={balance.currency}
          aria-label={`Amounts in ${balance.currency}`}>
          <BalanceFigures balance={balance} />
          {balance.openMinor === 0 ? null : <Aging balance={balance} />}
          {balance.unappliedMinor > 0 && balance.openMinor > 0
            ? <ApplyCash customerId={customer.id} /> : null}
        </section>
      ))}
      {owed.length > 0 ? null : (
        <div className="note tone-good"><IconCircleCheck size={16} aria-hidden />
          <div className="note-body">Nothing is open.</div></div>
      )}
    </div>
  )
}

function ApplyCash({ customerId }: { customerId: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <DeedButton endpoint={applyCash} size="compact-sm" variant="light" mt={10}
        onClick={() => setOpen(true)}>Apply the cash</DeedButton>
      {isOpen ? <CashDialog customerId={customerId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

const COLLECTION_WHY: Record<CustomerAnswer['collection'], string> = {
  active: 'A workflow is running.',
  halted_by_reply: 'An answer waits: nothing is reminded until it is handled.',
  paused: 'Collection rests.',
  stopped: 'Collection is stopped.',
  finished: 'Every step of the workflow is done.',
  none: 'No workflow is running.',
}

export function Pauses({ pauses }: { pauses: CustomerAnswer['pauses'] }) {
  const end = useDeed(endPause, () =>
    toast('The pause is over; nothing leaves before the next regular send time.'))
  return (
    <>
      {pauses.map((pause) => (
        <div key={pause.id} className="note tone-calm" style={{ marginTop: 10 }}>
          <IconPlayerPause size={16} aria-hidden />
          <div className="note-body">
            {pause.scope === 'customer' ? 'Paused' : `The ${pause.scope} is paused`}{' '}
            {pause.untilOn === null ? 'without an end' : <>until <DayText day={pause.untilOn} /></>}
            {pause.reason === '' ? null : <>: {pause.reason}</>}
            <div style={{ marginTop: 6 }}>
              <DeedButton endpoint={endPause} size="compact-sm" variant="default"
                loading={end.isPending} onClick={() => end.mutate({ params: { pauseId: pause.id }
                  })}>
                End the pause</DeedButton>
            </div>
          </div>
        </div>
      ))}
      <DeedError error={end.error} />
    </>
  )
}
