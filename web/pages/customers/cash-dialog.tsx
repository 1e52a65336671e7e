// Applies money that is here to invoices: amounts are offered, oldest first, and may be changed.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Skeleton, Text } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { applyCash, getCash, undoCash, type Cash } from '#contract/cash.ts'
import { call } from '../../api.ts'
import { MoneyField } from '../../components/money-field.tsx'
import { Money } from '../../components/money.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { DayText } from '../../components/times.tsx'
import { queryClient, useDeed, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'

type CashAnswer = z.output<typeof Cash>
type Source = CashAnswer['sources'][number]

export function CashDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const read = useRead(getCash, { params: { customerId } })
  const [typed, setTyped] = useState<Record<string, number | null>>({})
  const roleReason = useWhyNot(applyCash)
  const apply = useDeed(applyCash, ({ applicationId }) => {
    toastUndo(t`The cash is applied.`, () => void undo(applicationId))
    onClose()
  })
  const cash = read.data
  const lines = cash === undefined ? [] : linesOf(cash, typed)
  return (
    <FormDialog title={t`Apply the cash`} onClose={onClose} save={t`Apply`} error={apply.error}
      isBusy={apply.isPending} whyNot={roleReason ?? problemOf(cash, lines)}
      onSubmit={() => apply.mutate({ params: { customerId }, body: {
        applications: lines.flatMap(({ source, invoice, amountMinor }) => (amountMinor === null
          || amountMinor === 0 ? [] : [{ source: source.source, sourceId: source.id,
            invoiceId: invoice.id, amountMinor }])),
      } })}>
      {read.error && !cash
        ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isPending ? <Skeleton height={160} radius="md" /> : null}
      {cash?.sources.map((source) => (
        <section key={source.id} aria-label={source.reference}>
          <div className="row-line">
            <span className="strong" style={{ overflowWrap: 'anywhere' }}>
              {source.source === 'payment' ? t`Payment` : t`Credit note`} {source.reference}</span>
            <Money amountMinor={source.openMinor} currency={source.currency} />
          </div>
          <Text size="xs" c="dimmed"><Trans>of <DayText day={source.on} /></Trans></Text>
          <div className="stack" style={{ gap: 8, marginTop: 6 }}>
            {lines.filter((line) => line.source.id === source.id).map((line) => (
              <MoneyField key={line.key} label={`To ${line.invoice.number}`}
                currency={source.currency} value={line.amountMinor}
                description={<><Trans>due <DayText day={line.invoice.dueOn} />, <Money
                  amountMinor={line.invoice.openMinor}
                    currency={source.currency} /> open</Trans></>}
                onChange={(amountMinor) =>
                  setTyped((before) => ({ ...before, [line.key]: amountMinor }))} />
            ))}
          </div>
        </section>
      ))}
    </FormDialog>
  )
}

interface Line {
  key: string
  source: Source
  invoice: CashAnswer['invoices'][number]
  amountMinor: number | null
}

const MOST_INVOICES = 12

/** The invoices that money is offered to, and the next ones it could go to. */
function linesOf(cash: CashAnswer, typed: Readonly<Record<string, number | null>>): Line[] {
  return cash.sources.flatMap((source) => cash.invoices
    .filter(({ currency }) => currency === source.currency)
    .map((invoice) => ({
      invoice, offered: cash.suggested.find((one) =>
        one.sourceId === source.id && one.invoiceId === invoice.id)?.amountMinor ?? 0,
    }))
    .toSorted((a, b) => Number(b.offered > 0) - Number(a.offered > 0))
    .slice(0, MOST_INVOICES)
    .map(({ invoice, offered }): Line => {
      const key = `${source.id} ${invoice.id}`
      const given = typed[key]
      return { key, source, invoice, amountMinor: given === undefined ? offered : given }
    }))
}

function problemOf(cash: CashAnswer | undefined, lines: readonly Line[]): string | null {
  if (cash === undefined) return t`One moment.`
  const sums = new Map<string, number>()
  for (const { source, invoice, amountMinor } of lines) {
    for (const id of [source.id, invoice.id]) {
      sums.set(id, (sums.get(id) ?? 0) + (amountMinor ?? 0))
    }
  }
  const over = cash.sources.find((one) => (sums.get(one.id) ?? 0) > one.openMinor)
  if (over) return t`More than there is of ${over.reference}.`
  const full = cash.invoices.find((one) => (sums.get(one.id) ?? 0) > one.openMinor)
  if (full) return t`More than is open on ${full.number}.`
  if ([...sums.values()].every((sum) => sum === 0)) {
    return lines.length === 0 ? t`There is no open invoice in the currency of this money.`
      : t`Enter an amount.`
  }
  return null
}

async function undo(applicationId: string): Promise<void> {
  try {
    await call(undoCash, { params: { applicationId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    toastProblem(error instanceof Error ? error : new Error('It could not be taken back.'))
  }
}
