// Smaller sums are left alone: an amount for each currency that has one.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Select, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { CURRENCIES } from '#domain/money.ts'
import { MoneyField } from '../../components/money-field.tsx'
import { useSession } from '../../components/session.tsx'
import { FieldError, fieldId } from './step-field.tsx'

export function Thresholds({ value, error, errorOf, onChange }: {
  value: Readonly<Record<string, number>>
  error: string | undefined
  errorOf: (currency: string) => string | undefined
  onChange: (value: Record<string, number>, group?: string) => void
}) {
  const own = useSession().me.organization.currency
  // Shown with an empty field as soon as it is chosen; only an amount is a threshold.
  const [added, setAdded] = useState<readonly string[]>([])
  const shown = [...new Set([own, ...Object.keys(value).sort(), ...added])]
  const put = (currency: string, amountMinor: number | null) => {
    const { [currency]: before = 0, ...others } = value
    const after = amountMinor ?? 0
    // A field also tells what was put into it.
    if (after === before) return
    onChange(after === 0 ? others : { ...value, [currency]: after }, `threshold ${currency}`)
  }
  return (
    <div role="group" aria-label={t`Leave alone below`}>
      <div className="label"><Trans>Leave alone below</Trans></div>
      <div className="dim tiny" style={{ marginBottom: 6 }}>
        <Trans>Smaller sums of a currency are not chased.</Trans></div>
      <div className="thresholds">
        {shown.map((currency) => (
          <div key={currency} className="threshold" id={fieldId('rules',
            `thresholdMinor.${currency}`)}>
            <MoneyField label={t`Less than, in ${currency}`} isLabelHidden currency={currency}
              value={value[currency] ?? null} error={errorOf(currency)}
              onChange={(amountMinor) => put(currency, amountMinor)} />
            {currency === own ? null : (
              <Tooltip label={t`No threshold in ${currency}`}>
                <ActionIcon aria-label={t`Remove the threshold in ${currency}`} onClick={() => {
                  setAdded(added.filter((one) => one !== currency))
                  put(currency, null)
                }}><IconX size={16} /></ActionIcon>
              </Tooltip>
            )}
          </div>
        ))}
      </div>
      <Select size="xs" aria-label={t`Add a currency`} placeholder={t`Add a currency`} searchable
        value={null} data={CURRENCIES.filter((code) => !shown.includes(code))} limit={60}
        nothingFoundMessage={t`No currency has this code.`} onChange={(currency) => {
          if (currency !== null) setAdded([...added, currency])
        }} />
      <FieldError message={error} />
    </div>
  )
}
