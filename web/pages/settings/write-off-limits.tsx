// Up to what a rest may be written off with one click: a limit for each currency in use.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { listCurrencies } from '#contract/rests.ts'
import { MoneyField } from '../../components/money-field.tsx'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'

type Limits = Record<string, number>

export function WriteOffLimits({ own, limits, onChange }: {
  /** The organization's currency, which comes first. */
  own: string
  limits: Limits
  onChange: (limits: Limits) => void
}) {
  const read = useRead(listCurrencies)
  // A currency that has a limit stays to be changed, though no invoice is in it any more.
  const currencies = [...new Set([own, ...read.data?.items ?? [], ...Object.keys(limits)])]
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="small strong" style={{ padding: 0 }}>
        <Trans>A rest may be written off up to</Trans></legend>
      <p className="dim tiny" style={{ margin: '2px 0 8px' }}><Trans>
        By whoever collects, with one click. Empty: only by a manager.</Trans></p>
      {read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      <div className="write-off-limits">
        {currencies.map((currency) => (
          <MoneyField key={currency} label={t`In ${currency}`} currency={currency}
            value={limits[currency] ?? null}
            onChange={(amountMinor) => onChange({ ...limits, [currency]: amountMinor ?? 0 })} />
        ))}
      </div>
    </fieldset>
  )
}
