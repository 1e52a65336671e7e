// The invoices of one customer, with what they come to in each currency.
import { t } from '@lingui/core/macro'
import { SegmentedControl } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useState } from 'react'
import { listInvoices, totalInvoices } from '#contract/invoices.ts'
import { InvoiceRows } from '../../components/invoice-rows.tsx'
import { TotalLine } from '../../components/lists/total-line.tsx'
import { usePages, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'

const LISTS = [
  { value: 'open', label: t`Open` }, { value: 'paid', label: t`Paid` }, { value: 'all',
    label: t`All`
    },
] as const
type List = (typeof LISTS)[number]['value']
/** As many as one answer may hold: few customers have more. */
const AT_ONCE = 200

export function CustomerInvoices({ customerId }: { customerId: string }) {
  const [list, setList] = useState<List>('open')
  const query = { customerId, status: list }
  const invoices = usePages(listInvoices, { query: { ...query, limit: AT_ONCE } },
    { isKept: true, isLive: true })
  const total = useRead(totalInvoices, { query }, { isKept: true, isLive: true })
  return (
    <>
      <div className="row-line" style={{ flexWrap: 'wrap', alignItems: 'center' }}>
        <SegmentedControl size="xs" aria-label={t`Which invoices`} data={[...LISTS]} value={list}
          onChange={(value) => setList(LISTS.find((one) => one.value === value)?.value
            ?? 'open')} />
        <TotalLine total={total.data ?? null} />
      </div>
      {invoices.error && !invoices.items
        ? <ErrorState error={invoices.error} onRetry={() => void invoices.refetch()} /> : null}
      {invoices.isPending ? <div className="card card-flush"><ListSkeleton rows={4} /></div> : null}
      {invoices.items?.length === 0 ? (
        <EmptyState icon={<IconFileInvoice size={22} />}
          title={list === 'open' ? t`Nothing is open` : t`No invoices here`} />
      ) : null}
      {invoices.items && invoices.items.length > 0 ? (
        <section className="card card-flush">
          <InvoiceRows invoices={invoices.items} isSlim />
          <LoadMore pages={invoices} />
        </section>
      ) : null}
    </>
  )
}
