// The summary beside a customer: collection state, pauses, amounts and their age by currency.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconBan, IconMessageHeart } from '@tabler/icons-react'
import { useState } from 'react'
import { applyCash } from '#contract/cash.ts'
import { wishText } from '#domain/wished-channel.ts'
import { Aging } from '../../components/aging.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { pausedWords, Pauses } from '../../components/pauses.tsx'
import { Rests } from '../../components/rests.tsx'
import { CollectionBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { CashDialog } from './cash-dialog.tsx'
import { FamilyCard } from './family-card.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

export function CustomerAside({ customer }: { customer: CustomerAnswer }) {
  const owed = customer.balances.filter(({ openMinor }) => openMinor !== 0)
  return (
    <div className="stack">
      <section className="card">
        <h2 className="card-title"><Trans>Collection</Trans> <CollectionBadge
          state={customer.collection} /></h2>
        <p className="dim small" style={{ margin: 0 }}>
          {COLLECTION_WHY[customer.collection]}{' '}
          {customer.lastContactOn === null ? t`Nobody has been contacted yet.`
            : <><Trans>Last contact <DayText day={customer.lastContactOn} />.</Trans></>}
        </p>
        {customer.city === '' ? null : <p className="dim small" style={{ margin: '8px 0 0' }}>
          <Trans>Letters go to {[customer.street.replaceAll('\n', ', '), `${customer.postcode} ${
            customer.city}`, customer.country].filter(Boolean).join(', ')}</Trans></p>}
        <WishNote customer={customer} />
        {customer.legalStopReason === null ? null : (
          <div className="note tone-bad" style={{ marginTop: 10 }}>
            <IconBan size={16} aria-hidden />
            <div className="note-body"><Trans>Must not be
              contacted: {customer.legalStopReason}</Trans></div>
          </div>
        )}
        <Pauses pauses={customer.pauses} here="customer" nameOf={(pause) =>
          (pause.scope === 'customer' ? customer.name : pausedWords(pause))} />
        <Rests customerId={customer.id} />
      </section>
      <FamilyCard customer={customer} />
      {owed.map((balance) => (
        <section className="card" key={balance.currency}
          aria-label={t`Amounts in ${balance.currency}`}>
          <h2 className="card-title"><Trans>By age, in {balance.currency}</Trans></h2>
          <Aging balance={balance} />
          {balance.unappliedMinor > 0
            ? <ApplyCash customerId={customer.id} /> : null}
        </section>
      ))}
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

function ApplyCash({ customerId }: { customerId: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <DeedButton endpoint={applyCash} size="compact-sm" variant="light" mt={10}
        onClick={() => setOpen(true)}><Trans>Apply the cash</Trans></DeedButton>
      {isOpen ? <CashDialog customerId={customerId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

const COLLECTION_WHY: Record<CustomerAnswer['collection'], string> = {
  active: t`A workflow is running.`,
  halted_by_reply: t`An answer waits: nothing is reminded until it is handled.`,
  paused: t`Collection rests.`,
  stopped: t`Collection is stopped.`,
  finished: t`Every step of the workflow is done.`,
  none: t`No workflow is running.`,
}
