// A field for an amount in one currency; what comes out is minor units, never a fraction.
import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { exponentOf, toDecimalText } from '#domain/money.ts'

export function MoneyField({
  label, currency, value, onChange, description, error, required, isLabelHidden = false,
}: {
  label: string
  /** Where what is around it says it already; a reader still hears it. */
  isLabelHidden?: boolean
  currency: string
  value: number | null
  onChange: (amountMinor: number | null) => void
  description?: ReactNode
  error?: ReactNode
  required?: boolean
}) {
  const shown = value === null ? '' : toDecimalText({ amountMinor: value, currency })
  return (
    <NumberInput {...(isLabelHidden ? { 'aria-label': label } : { label })} value={shown}
      description={description} error={error}
      withAsterisk={required ?? false} hideControls allowNegative={false} thousandSeparator=","
      decimalScale={exponentOf(currency)} inputMode="decimal" rightSectionWidth={52}
      rightSection={<span className="dim tiny">{currency}</span>}
      onValueChange={({ value: text }, { source }) => {
        // A value that was given from outside is no answer of the person.
        if (source !== 'prop') onChange(toMinor(text, currency))
      }}
      styles={{ input: { fontVariantNumeric: 'tabular-nums' } }} />
  )
}

/** `12.5` EUR → 1250, by digits and not by arithmetic on fractions. */
export function toMinor(text: string, currency: string): number | null {
  const found = /^(\d+)(?:\.(\d*))?$/.exec(text.trim())
  if (found === null) return null
  const exponent = exponentOf(currency)
  const fraction = (found[2] ?? '').slice(0, exponent).padEnd(exponent, '0')
  const amountMinor = Number(`${found[1] ?? ''}${fraction}`)
  return Number.isSafeInteger(amountMinor) ? amountMinor : null
}
