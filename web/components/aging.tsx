// What a customer (or everyone) owes in one currency: the amounts, and how old they are.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { z } from 'zod'
import type { Balance } from '#contract/customers.ts'
import { moneyText } from '../format.ts'
import { Money } from './money.tsx'

type BalanceAnswer = z.output<typeof Balance>

export function Aging({ balance }: { balance: BalanceAnswer }) {
  const { currency, buckets } = balance
  const parts = [
    [t`Not due`, buckets.notDueMinor], [t`1–30 days`, buckets.days1To30Minor],
    [t`31–60 days`, buckets.days31To60Minor], [t`61–90 days`, buckets.days61To90Minor],
    [t`Over 90 days`, buckets.daysOver90Minor],
  ] as const
  const sum = parts.reduce((total, [, amountMinor]) => total + Math.max(0, amountMinor), 0)
  const summary = parts.filter(([, amount]) => amount !== 0)
    .map(([name, amountMinor]) => `${name}: ${moneyText({ amountMinor, currency })}`).join(', ')
  return (
    <div>
      <div role="img" aria-label={summary || t`Nothing is open`} style={{
        display: 'flex', gap: 2, height: 8, borderRadius: 99, overflow: 'hidden',
        background: 'var(--sunken)', margin: '10px 0 8px',
      }}>
        {parts.map(([name, amount], index) => amount <= 0 ? null : (
          <span key={name} style={{ flex: amount / sum, background: `var(--bar-${index + 1})` }} />
        ))}
      </div>
      <table className="ledger"><tbody>
        {parts.map(([name, amountMinor], index) => amountMinor === 0 ? null : (
          <tr key={name}>
            <td><Dot index={index + 1} />{name}</td>
            <td><Money amountMinor={amountMinor} currency={currency} /></td>
          </tr>
        ))}
      </tbody></table>
    </div>
  )
}

const Dot = ({ index }: { index: number }) => (
  <span aria-hidden style={{
    display: 'inline-block', width: 8, height: 8, borderRadius: 2, marginInlineEnd: 8,
    background: `var(--bar-${index})`,
  }} />
)

export function BalanceFigures({ balance }: { balance: BalanceAnswer }) {
  const { currency } = balance
  const lines = [
    [t`Overdue`, balance.overdueMinor], [t`Collectible now`, balance.collectibleMinor],
    [t`On its way`, balance.pendingMinor], [t`Unapplied credit`, balance.unappliedMinor],
  ] as const
  return (
    <>
      <div className="row-line">
        <span className="dim small"><Trans>Open</Trans></span>
        <span className="strong" style={{ fontSize: '1.125rem' }}>
          <Money amountMinor={balance.openMinor} currency={currency} /></span>
      </div>
      {lines.map(([name, amountMinor]) => amountMinor === 0 ? null : (
        <div key={name} className="row-line small" style={{ marginTop: 3 }}>
          <span className="dim">{name}</span>
          <Money amountMinor={amountMinor} currency={currency} />
        </div>
      ))}
    </>
  )
}
