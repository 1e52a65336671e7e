// Amounts on screen: tabular figures, never cut, never added over currencies.
import { moneyText } from '../format.ts'

export interface Amount { amountMinor: number; currency: string }

export const Money = ({ amountMinor, currency }: Amount) =>
  <span className="num">{moneyText({ amountMinor, currency })}</span>

/** Several currencies under each other; nothing owed is a dash. */
export function Amounts({ amounts }: { amounts: readonly Amount[] }) {
  const shown = amounts.filter(({ amountMinor }) => amountMinor !== 0)
  if (shown.length === 0) return <span className="dim">–</span>
  return (
    <span style={{ display: 'inline-flex', flexDirection: 'column', alignItems: 'flex-end' }}>
      {shown.map((amount) => <Money key={amount.currency} {...amount} />)}
    </span>
  )
}
