// Notes one promise over several invoices: an amount and a day, spread over what is due first.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox, SegmentedControl, Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { listInvoices, notePromiseOverSeveral, type InvoiceRow } from '#contract/invoices.ts'
import { spreadPromise } from '#domain/page-promise.ts'
import { dayText, moneyText } from '../format.ts'
import { useDeed, useRead } from '../queries.ts'
import { DayField } from '../ui/day-field.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { problemFields } from '../ui/problem-fields.ts'
import { toast } from '../ui/toast.tsx'
import { MoneyField } from './money-field.tsx'
import { laterDay } from './pause-dialog.tsx'
import { useSession } from './session.tsx'
import { DayText } from './times.tsx'
import './customer-promise.css'

type Row = z.output<typeof InvoiceRow>
const MOST = 200

export function CustomerPromiseDialog({ customerId, onClose }: {
  customerId: string; onClose: () => void
}) {
  const { today, me } = useSession()
  const read = useRead(listInvoices, { query: { customerId, status: 'open', limit: MOST } })
  const [chosen, setCurrency] = useState<string | null>(null)
  const [amountMinor, setAmount] = useState<number | null>(null)
  const [typed, setTyped] = useState<ReadonlyMap<string, number> | null>(null)
  const [promisedOn, setPromisedOn] = useState<string | null>(laterDay(today, 7))
  const [holdsCollection, setHolds] = useState(true)
  const note = useDeed(notePromiseOverSeveral, ({ parts }) => {
    toast(parts.length === 1 ? t`The promise is noted.`
      : t`The promise over ${parts.length} invoices is noted.`)
    onClose()
  })
  const all = read.data?.items ?? []
  const currencies = [...new Set(all.map((row) => row.currency))]
  const currency = chosen ?? currencies[0] ?? me.organization.currency
  const rows = all.filter((row) => row.currency === currency)
  const parts = typed ?? spreadOver(rows, amountMinor)
  const sumMinor = [...parts.values()].reduce((sum, minor) => sum + minor, 0)
  const most = rows.reduce((sum, row) => sum + takes(row), 0)
  const fields = note.error ? problemFields(note.error) : {}
  const whyNot = promisedOn === null ? t`Choose the day.`
    : sumMinor === 0 ? t`Nothing is promised yet.`
      : typed === null && amountMinor !== null && amountMinor > most
        ? t`Only ${moneyText({ amountMinor: most, currency })} is open and undisputed.` : null
  const lastOn = promisedOn === null ? null
    : laterDay(promisedOn, me.organization.promiseGraceDays)
  return (
    <FormDialog title={t`Promise to pay`} onClose={onClose} save={t`Note promise`}
      error={note.error}
      isBusy={note.isPending} whyNot={read.data ? whyNot : t`The invoices are being read.`}
      onSubmit={() => {
        if (promisedOn === null) return
        note.mutate({ params: { customerId }, body: {
          currency, amountMinor: sumMinor, promisedOn, holdsCollection,
          parts: [...parts].filter(([, minor]) => minor > 0)
            .map(([invoiceId, minor]) => ({ invoiceId, amountMinor: minor })),
        } })
      }}>
      {currencies.length < 2 ? null : (
        <SegmentedControl aria-label={t`Currency`} data={currencies} value={currency}
          onChange={(code) => {
            setCurrency(code)
            setAmount(null)
            setTyped(null)
          }} />
      )}
      <MoneyField label={t`Promised amount`} currency={currency}
        value={typed === null ? amountMinor : sumMinor} error={fields['amountMinor']}
        onChange={(minor) => {
          setAmount(minor)
          setTyped(null)
        }}
        description={t`Leave empty for all that is open: ${
          moneyText({ amountMinor: most, currency })}.`} />
      <DayField label={t`Pays by`} value={promisedOn} onChange={setPromisedOn} required
        earliest={today} error={fields['promisedOn']}
        description={lastOn === null ? undefined : t`${holdsCollection ? 'Left alone through'
          : 'Judged after'} ${dayText(lastOn, 'full')}; then what came for all of them together says
          whether it is kept.`} />
      {read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isPending ? <Skeleton height={90} /> : null}
      {read.data ? <Parts rows={rows} parts={parts} error={fields['parts']}
        onChange={(id, minor) => setTyped(new Map(parts).set(id, minor))} /> : null}
      <Checkbox label={t`No reminders about this amount until then`} checked={holdsCollection}
        onChange={(event) => setHolds(event.currentTarget.checked)} />
    </FormDialog>
  )
}

const takes = (row: Row): number => Math.max(0, row.openMinor - row.disputedMinor)

const spreadOver = (rows: readonly Row[], amountMinor: number | null): Map<string, number> =>
  new Map(spreadPromise(amountMinor ?? Number.MAX_SAFE_INTEGER,
    rows.map((row) => ({ id: row.id, dueOn: row.dueOn, openMinor: takes(row) })))
    .map((part) => [part.invoiceId, part.amountMinor]))

function Parts({ rows, parts, onChange, error }: {
  rows: readonly Row[]; parts: ReadonlyMap<string, number>; error: string | undefined
  onChange: (invoiceId: string, amountMinor: number) => void
}) {
  if (rows.length === 0) return <p className="dim"><Trans>Nothing is open.</Trans></p>
  return (
    <fieldset className="promise-parts">
      <legend><Trans>Over these invoices</Trans></legend>
      <div className="promise-rows">
        {rows.map((row) => {
          const part = parts.get(row.id) ?? 0
          return (
            <div key={row.id} className="promise-row">
              <div className="small">
                <div style={{ overflowWrap: 'anywhere' }}>{row.number}</div>
                <div className="dim tiny"><RowState row={row} /></div>
              </div>
              <MoneyField label={t`Promised for ${row.number}`} isLabelHidden
                currency={row.currency} value={part === 0 ? null : part}
                error={part > row.openMinor ? t`More than is open` : undefined}
                onChange={(minor) => onChange(row.id, minor ?? 0)} />
            </div>
          )
        })}
      </div>
      {error === undefined ? null
        : <div className="small" role="alert" style={{ color: 'var(--bad)' }}>{error}</div>}
    </fieldset>
  )
}

function RowState({ row }: { row: Row }) {
  const open = moneyText({ amountMinor: row.openMinor, currency: row.currency })
  if (row.disputedMinor === 0) {
    return <Trans>due <DayText day={row.dueOn} /> · {open} open</Trans>
  }
  return takes(row) === 0
    ? <Trans>due <DayText day={row.dueOn} /> · {open} open, disputed</Trans>
    : <Trans>due <DayText day={row.dueOn} /> · {open} open, disputed in part</Trans>
}
