// A few cents left of an invoice: written off with one click, which can be taken back.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { listRests, reopenRest, writeOffRest, type Rest } from '#contract/rests.ts'
import { call } from '../api.ts'
import { moneyText } from '../format.ts'
import { queryClient, useDeed, useRead } from '../queries.ts'
import { DeedError } from '../ui/error-state.tsx'
import { toastProblem, toastUndo } from '../ui/toast.tsx'
import { DeedButton } from './deed-button.tsx'

export function Rests({ customerId }: { customerId: string }) {
  const rests = useRead(listRests, { query: { customerId } }, { isLive: true }).data?.items ?? []
  return rests.map((rest) => <OneRest key={rest.invoiceId} rest={rest} />)
}

const MOST_SHOWN = 5

/** Of all customers, smallest first: proposed where the day's work is. */
export function AllRests() {
  const [isOpen, setOpen] = useState(false)
  const rests = useRead(listRests, { query: {} }, { isLive: true }).data?.items ?? []
  const [isAll, setAll] = useState(false)
  if (rests.length === 0) return null
  const shown = isAll ? rests : rests.slice(0, MOST_SHOWN)
  return (
    <section className="card" aria-label={t`Small rests`}>
      <div className="row-line">
        <span><Plural value={rests.length} one="# invoice has a rest that is not worth a reminder."
          other="# invoices have rests that are not worth a reminder." /></span>
        <Button size="compact-sm" variant="default" aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}>{isOpen ? t`Fold` : t`Look at them`}</Button>
      </div>
      {isOpen ? shown.map((rest) => <OneRest key={rest.invoiceId} rest={rest} isNamed />) : null}
      {isOpen && shown.length < rests.length ? (
        <Button size="compact-sm" variant="subtle" mt={8} onClick={() => setAll(true)}>
          <Trans>Show all {rests.length}</Trans></Button>
      ) : null}
    </section>
  )
}

function OneRest({ rest, isNamed = false }: {
  rest: z.output<typeof Rest>
  /** Where the page is not about the customer. */
  isNamed?: boolean
}) {
  const { invoiceId, number, currency, openMinor } = rest
  const amount = moneyText({ amountMinor: openMinor, currency })
  const writeOff = useDeed(writeOffRest, () =>
    toastUndo(t`${amount} of ${number} is written off.`, () => void reopen(invoiceId)))
  return (
    <div className="note tone-calm" style={{ marginTop: 10 }}>
      <div className="note-body">
        {isNamed ? (
          <div><Link to="/customers/$customerId" params={{ customerId: rest.customerId }}
            className="clamp-1">{rest.customerName}</Link></div>
        ) : null}
        <Trans>{amount} of {number} is left, and not worth a reminder.</Trans>
        <div style={{ marginTop: 6 }}>
          <DeedButton endpoint={writeOffRest} size="compact-sm" variant="default"
            loading={writeOff.isPending} onClick={() => writeOff.mutate({ params: { invoiceId } })}>
            <Trans>Write off {amount}</Trans></DeedButton>
        </div>
        <DeedError error={writeOff.error} />
      </div>
    </div>
  )
}

async function reopen(invoiceId: string): Promise<void> {
  try {
    await call(reopenRest, { params: { invoiceId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    toastProblem(error instanceof Error ? error : new Error(t`It could not be taken back.`))
  }
}
