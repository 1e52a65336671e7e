// Open invoices that a full list left out: a person says of each what became of it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listMissingInvoices } from '#contract/import-wizard.ts'
import { closeInvoice } from '#contract/invoices.ts'
import { call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Money } from '../../components/money.tsx'
import { DayText } from '../../components/times.tsx'
import { countText } from '../../format.ts'
import { queryClient, usePages } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import type { InHand } from './import-words.ts'

export function MissingInvoices({ now }: { now: InHand }) {
  const pages = usePages(listMissingInvoices,
    { params: { importId: now.id }, query: { limit: 50 } })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  if (pages.error && !pages.items) {
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (!pages.items) return <ListSkeleton rows={3} />
  if (pages.items.length === 0) return null
  const toggle = (id: string) => setChosen((before) => {
    const after = new Set(before)
    if (!after.delete(id)) after.add(id)
    return after
  })
  const close = async () => {
    setBusy(true)
    setError(null)
    try {
      for (const invoiceId of chosen) {
        await call(closeInvoice, { params: { invoiceId }, body: { as: 'void', reason } })
      }
      setChosen(new Set())
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)))
    }
    setBusy(false)
    await queryClient.invalidateQueries()
  }
  const count = countText(chosen.size)
  return (
    <section className="card card-flush" aria-labelledby="missing">
      <div style={{ padding: '14px 16px' }}>
        <h2 id="missing" className="card-title" style={{ margin: 0 }}>
          <Trans>Still open? Not in this full list</Trans></h2>
        <p className="small dim" style={{ margin: '4px 0 0' }}>
          <Trans>Nothing was closed. If they were paid, import the payments; close here what was
            cancelled in your ledger.</Trans></p>
      </div>
      <ul className="rows">
        {pages.items.map((one) => (
          <li key={one.id} style={{ display: 'flex', gap: 12, padding: '8px 16px',
            alignItems: 'center', borderTop: '1px solid var(--line)' }}>
            <Checkbox checked={chosen.has(one.id)} onChange={() => toggle(one.id)}
              aria-label={t`Choose ${one.number}`} />
            <span style={{ flex: 1, minWidth: 0 }}>
              <Link to="/invoices/$invoiceId" params={{ invoiceId: one.id }}>
                {one.number}</Link>{' '}
              <span className="dim small">{one.customerName}</span>
              <span className="dim small" style={{ display: 'block' }}>
                <DayText day={one.dueOn} /></span></span>
            <Money amountMinor={one.openMinor} currency={one.currency} />
          </li>
        ))}
      </ul>
      <LoadMore pages={pages} />
      <div className="import-deeds" style={{ padding: '12px 16px', alignItems: 'flex-end' }}>
        <TextInput label={t`Why they are closed`} value={reason} style={{ flex: '1 1 200px' }}
          onChange={(event) => setReason(event.currentTarget.value)} />
        <DeedButton endpoint={closeInvoice} loading={busy} onClick={() => void close()}
          whyNot={chosen.size === 0 ? t`Choose invoices first.`
            : reason.trim() === '' ? t`Say why they are closed.` : null}>
          <Trans>Close {count} as void</Trans></DeedButton>
      </div>
      <DeedError error={error} />
    </section>
  )
}
