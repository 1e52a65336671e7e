// What a person may correct before a suggestion is accepted: invoices, amount, day, reason, pause.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox, MultiSelect, SegmentedControl, Textarea } from '@mantine/core'
import type { z } from 'zod'
import type { InvoiceRow } from '#contract/invoices.ts'
import type { BodyIn } from '#contract/endpoint.ts'
import type { acceptSuggestion } from '#contract/suggestions.ts'
import { moneyText } from '../format.ts'
import { DayField } from '../ui/day-field.tsx'
import { MoneyField } from './money-field.tsx'
import { laterDay } from './pause-dialog.tsx'
import { useSession } from './session.tsx'
import type { SuggestionAnswer } from './suggestion-words.ts'

export interface Corrected {
  invoiceIds: string[]
  amountMinor: number | null
  day: string | null
  reason: string
  pauseBusinessDays: number
  /** Already paid: noted as money on its way. */
  announces: boolean
}

type Invoice = z.output<typeof InvoiceRow>

export function correctedFrom(suggestion: SuggestionAnswer): Corrected {
  const { kind, detail } = suggestion
  const plain = {
    invoiceIds: 'invoiceIds' in detail ? detail.invoiceIds : [], day: null, reason: '',
    amountMinor: 'amountMinor' in detail ? detail.amountMinor : null, pauseBusinessDays: 0,
    announces: false,
  }
  if (kind === 'promise') return { ...plain, day: detail.promisedOn }
  return kind === 'out_of_office' ? { ...plain, day: detail.returnsOn } : plain
}

/** What the server is told; the amount only where a person may have touched it. */
export function bodyOf(
  { kind }: SuggestionAnswer, given: Corrected, before: Corrected,
): BodyIn<typeof acceptSuggestion> {
  const amount = given.amountMinor === before.amountMinor ? {}
    : { amountMinor: given.amountMinor }
  const { invoiceIds, day } = given
  switch (kind) {
    case 'promise':
      return { invoiceIds, ...amount, ...(day === null ? {} : { promisedOn: day }) }
    case 'dispute':
      return {
        invoiceIds, ...amount, ...(given.reason.trim() === '' ? {} : { reason: given.reason }),
      }
    case 'already_paid':
      return {
        pauseBusinessDays: given.pauseBusinessDays,
        ...(given.announces ? {
          announces: true, invoiceIds, ...amount, ...(day === null ? {} : { expectedOn: day }),
        } : {}),
      }
    case 'out_of_office':
      return day === null ? {} : { untilOn: day }
    default:
      return {}
  }
}

/** Why it cannot be accepted yet; null when it can. */
export function missingIn({ kind }: SuggestionAnswer, given: Corrected): string | null {
  if ((kind === 'promise' || kind === 'dispute' || given.announces)
    && given.invoiceIds.length === 0) {
    return t`Choose the invoices first.`
  }
  return (kind === 'promise' || kind === 'out_of_office') && given.day === null
    ? t`Choose the day first.` : null
}

export function SuggestionFields({ suggestion, invoices, value, onChange }: {
  suggestion: SuggestionAnswer
  invoices: readonly Invoice[]
  value: Corrected
  onChange: (part: Partial<Corrected>) => void
}) {
  const { today } = useSession()
  const { kind } = suggestion
  const isAboutInvoices = kind === 'promise' || kind === 'dispute' || value.announces
  return (
    <div className="suggestion-fields">
      {kind === 'already_paid' ? (
        <Checkbox label={t`Note it as money on its way`} checked={value.announces}
          description={t`The invoices are not asked for until it is here or its time has passed.`}
          onChange={(event) => onChange({ announces: event.currentTarget.checked })} />
      ) : null}
      {isAboutInvoices ? (
        <MultiSelect label={t`Invoices`} data={invoices.map((invoice) => ({
          value: invoice.id, label: `${invoice.number} · ${moneyText({
            amountMinor: invoice.openMinor, currency: invoice.currency })}`,
        }))} value={value.invoiceIds} onChange={(invoiceIds) => onChange({ invoiceIds })}
          placeholder={value.invoiceIds.length === 0 ? t`Choose` : ''} hidePickedOptions
          nothingFoundMessage={t`No open invoice`} withAsterisk />
      ) : null}
      {kind === 'promise' || kind === 'out_of_office' || value.announces ? (
        <DayField label={kind === 'promise' ? t`Pays by` : value.announces ? t`Expected on`
          : t`Pause until`} value={value.day}
          onChange={(day) => onChange({ day })} required={!value.announces}
          earliest={kind === 'out_of_office' ? laterDay(today, 1) : today} />
      ) : null}
      {isAboutInvoices
        ? <Amount invoices={invoices} value={value} onChange={onChange}
          isContested={kind === 'dispute'} /> : null}
      {kind === 'dispute' ? (
        <Textarea label={t`Reason`} autosize minRows={1} maxLength={500} value={value.reason}
          placeholder={t`As read, with the customer’s words`}
          onChange={(event) => onChange({ reason: event.currentTarget.value })} />
      ) : null}
      {kind === 'already_paid' ? <PauseChoice value={value} onChange={onChange} /> : null}
    </div>
  )
}

function Amount({ invoices, value, onChange, isContested }: {
  invoices: readonly Invoice[]; value: Corrected
  onChange: (part: Partial<Corrected>) => void; isContested: boolean
}) {
  const chosen = invoices.filter(({ id }) => value.invoiceIds.includes(id))
  const [currency, ...others] = new Set(chosen.map((invoice) => invoice.currency))
  if (currency === undefined || others.length > 0) return null
  return (
    <MoneyField label={isContested ? t`Contested amount` : t`Amount`} currency={currency}
      value={value.amountMinor} onChange={(amountMinor) => onChange({ amountMinor })}
      description={t`Empty: all that is open.`} />
  )
}

function PauseChoice({ value, onChange }: {
  value: Corrected; onChange: (part: Partial<Corrected>) => void
}) {
  return (
    <div>
      <div className="label" id="leave-alone"><Trans>Leave the customer alone
        meanwhile</Trans></div>
      <SegmentedControl size="sm" value={String(value.pauseBusinessDays)} fullWidth
        aria-labelledby="leave-alone"
        onChange={(days) => onChange({ pauseBusinessDays: Number(days) })}
        data={[{ value: '0', label: t`No` }, { value: '3', label: t`3 days` },
          { value: '5', label: t`5 days` }, { value: '10', label: t`10 days` }]} />
    </div>
  )
}
