// The amounts of a customer at the head of its page, each currency by itself.
import { t } from '@lingui/core/macro'
import { Money } from '../../components/money.tsx'
import type { CustomerAnswer } from './customer-page.tsx'
import './customer-figures.css'

export function CustomerFigures({ customer }: { customer: CustomerAnswer }) {
  const owed = customer.balances.filter(({ openMinor, unappliedMinor }) =>
    openMinor !== 0 || unappliedMinor !== 0)
  return owed.map((balance) => (
    <dl className="figures" key={balance.currency} aria-label={t`Amounts in ${balance.currency}`}>
      {figuresOf(balance).map(([name, amountMinor], index) => (
        <div key={name} className={`figures-one ${index === 0 ? 'figures-open' : ''}`}>
          <dt>{name}</dt>
          <dd style={name === t`Overdue` ? { color: 'var(--bad)' } : undefined}>
            <Money amountMinor={amountMinor} currency={balance.currency} /></dd>
        </div>
      ))}
    </dl>
  ))
}

/** What is open is always told; the others where there is something to tell. */
function figuresOf(balance: CustomerAnswer['balances'][number]): [string, number][] {
  const { openMinor, overdueMinor, collectibleMinor, pendingMinor, unappliedMinor } = balance
  const rest = openMinor - collectibleMinor - pendingMinor
  const others: [string, number][] = [
    [t`Overdue`, overdueMinor], [t`Disputed or promised`, rest], [t`On its way`, pendingMinor],
    [t`Collectible now`, collectibleMinor === openMinor ? 0 : collectibleMinor],
    [t`Unapplied credit`, -unappliedMinor],
  ]
  return [[t`Open`, openMinor], ...others.filter(([, amountMinor]) => amountMinor !== 0)]
}
