// The summary beside a customer: collection state, pauses, amounts and their age by currency.
import { IconBan, IconCircleCheck, IconMessageHeart, IconPlayerPause } from '@tabler/icons-react'
import { endPause } from '#contract/customers.ts'
import { wishText } from '#domain/wished-channel.ts'
import { Aging, BalanceFigures } from '../../components/aging.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { CollectionBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { FamilyCard } from './family-card.tsx'
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
        <WishNote customer={customer} />
        {customer.legalStopReason === null ? null : (
          <div className="note tone-bad" style={{ marginTop: 10 }}>
            <IconBan size={16} aria-hidden />
            <div className="note-body">Must not be contacted: {customer.legalStopReason}</div>
          </div>
        )}
        <Pauses pauses={customer.pauses} />
      </section>
      <FamilyCard customer={customer} />
      {owed.map((balance) => (
        <section className="card" key={balance.currency}
          aria-label={`Amounts in ${balance.currency}`}>
          <BalanceFigures balance={balance} />
          {balance.openMinor === 0 ? null : <Aging balance={balance} />}
        </section>
      ))}
      {owed.length > 0 ? null : (
        <div className="note tone-good"><IconCircleCheck size={16} aria-hidden />
          <div className="note-body">Nothing is open.</div></div>
      )}
    </div>
  )
}

/** Stands wherever somebody may be about to write. */
export function WishNote({ customer }: { customer: CustomerAnswer }) {
  const { wishedChannel, wishedBy, wishedOn } = customer
  if (wishedChannel === null) return null
  return (
    <div className="note tone-info" style={{ marginTop: 10 }}>
      <IconMessageHeart size={16} aria-hidden />
      <div className="note-body">
        {wishText({ channel: wishedChannel, by: wishedBy, on: wishedOn })}</div>
    </div>
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
