// Invoices with the aging of all that is open: views, filters, orders and deeds on many.
import { t } from '@lingui/core/macro'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState, type CSSProperties } from 'react'
import { getAging, listInvoices, totalInvoices } from '#contract/invoices.ts'
import { exportInvoices } from '#contract/exports.ts'
import { Aging, BalanceFigures } from '../../components/aging.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { useListKeys } from '../../components/list-keys.ts'
import { BulkBar } from '../../components/lists/bulk-bar.tsx'
import { FilterBar } from '../../components/lists/filter-bar.tsx'
import { gridOf, ListHead } from '../../components/lists/list-head.tsx'
import { filterOf, type ListSearch, type Params } from '../../components/lists/list-params.ts'
import { LookMenu, shownColumns, SortSelect } from '../../components/lists/look-menu.tsx'
import { useSelection } from '../../components/lists/selection.ts'
import { outsideOf, TotalLine } from '../../components/lists/total-line.tsx'
import { useList } from '../../components/lists/use-list.ts'
import { ViewTabs, type Views } from '../../components/lists/view-tabs.tsx'
import { VirtualRows } from '../../components/lists/virtual-rows.tsx'
import { usePages, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { INVOICE_COLUMNS, INVOICE_SORTS, INVOICE_TABS, INVOICE_USUAL, useInvoiceFields } from
  './invoice-fields.ts'
import { InvoiceLine } from './invoice-row.tsx'
import { NoInvoices } from './no-invoices.tsx'
import '../../components/rows.css'

const route = getRouteApi('/app/invoices')
/** Read again at an interval only while it is short. */
const LIVE_ROWS = 300

export function InvoicesPage() {
  const navigate = route.useNavigate()
  const go = useCallback((search: ListSearch, { replace }: { replace: boolean }) =>
    void navigate({ search, replace, resetScroll: false }), [navigate])
  const list = useList('invoices', route.useSearch(), go)
  const { params, views } = list
  const fields = useInvoiceFields(params)
  const filter = filterOf(params)
  const total = useRead(totalInvoices, { query: queryOf(params) }, { isKept: true }).data ?? null
  const every = useRead(totalInvoices, { query: { status: 'all' } }, { staleTimeMs: 60_000 })
  const tab = INVOICE_TABS.find(({ params: { status } }) => status === params.status)
  return (
    <div className="page">
      <PageHeader title={t`Invoices`} windowTitle={t`Invoices`} />
      <Totals />
      <ViewTabs list="invoices" views={views} params={params} plain={INVOICE_TABS}
        active={views.items.some(({ id }) => id === list.view) ? list.view : tab?.name ?? 'all'}
        onGo={list.goView} />
      <FilterBar fields={fields} params={params} onChange={list.change}
        search={{ label: t`Search invoices`, placeholder: t`Number or customer` }}
        outside={outsideOf(every.data ?? null, total)}>
        <SortSelect value={params.sort ?? 'due'} options={INVOICE_SORTS}
          onChange={(sort) => list.change({ ...filter, sort })} />
        <LookMenu list="invoices" look={views.look} columns={INVOICE_COLUMNS} />
        <ExportButton endpoint={exportInvoices} query={askedOf(params)} />
        <TotalLine total={total} />
      </FilterBar>
      <InvoiceList key={JSON.stringify(filter)} params={params} views={views} total={total}
        hasAny={every.data === undefined || every.data.count > 0} onChange={list.change} />
    </div>
  )
}

/** One card a currency: they are never added together. */
function Totals() {
  const aging = useRead(getAging, {}, { staleTimeMs: 30_000 })
  const balances = aging.data?.balances.filter(({ openMinor }) => openMinor !== 0) ?? []
  if (balances.length === 0) return null
  return (
    <div style={{ display: 'grid', gap: 12, marginBottom: 16,
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))' }}>
      {balances.slice(0, 4).map((balance) => (
        <section key={balance.currency} className="card"
          aria-label={t`Open amounts in ${balance.currency}`}>
          <BalanceFigures balance={balance} />
          <Aging balance={balance} />
        </section>
      ))}
    </div>
  )
}

function InvoiceList({ params, views, total, hasAny, onChange }: {
  params: Params
  views: Views
  total: { count: number; isMore: boolean } | null
  hasAny: boolean
  onChange: (params: Params) => void
}) {
  const [isShort, setShort] = useState(true)
  const invoices = usePages(listInvoices, {
    query: { ...askedOf(params), limit: 100 },
  }, { isKept: true, isLive: isShort })
  const rows = invoices.items ?? []
  if (isShort !== rows.length <= LIVE_ROWS) setShort(rows.length <= LIVE_ROWS)
  const keys = useListKeys()
  const selection = useSelection(rows)
  const columns = shownColumns(INVOICE_COLUMNS, views.look)
  if (invoices.error && !invoices.items) {
    return <ErrorState error={invoices.error} onRetry={() => void invoices.refetch()} />
  }
  if (!invoices.items) return <div className="card card-flush"><ListSkeleton rows={12} /></div>
  if (rows.length === 0) {
    return <NoInvoices params={params} hasAny={hasAny} onClear={() => onChange(
      params.status === undefined ? {} : { status: params.status })} />
  }
  return (
    <section className="card card-list" aria-label={t`Invoices`} ref={keys}
      // The custom property is one that only our style sheet knows.
      style={gridOf(columns) as CSSProperties}>
      <BulkBar level="invoice" selection={selection} filter={queryOf(params)} total={total}
        rows={rows.map(({ id, openMinor, currency }) =>
          ({ id, open: [{ amountMinor: openMinor, currency }] }))} />
      <ListHead columns={columns} params={params} usual={INVOICE_USUAL} onChange={onChange} />
      <VirtualRows rows={rows} pages={invoices} height={views.look.density === 'compact' ? 34 : 56}
        look={views.look.density === 'compact' ? 'list-compact' : ''}>
        {(row) => <InvoiceLine row={row} columns={columns} isChosen={selection.ids.has(row.id)}
          onToggle={() => selection.toggle(row.id)} />}
      </VirtualRows>
    </section>
  )
}

const SORTS = ['due', 'number', 'open', 'issued'] as const
const STATUSES = ['open', 'overdue', 'paid', 'void', 'all'] as const

/** An old link must never break a page. */
const queryOf = (params: Params) => ({
  ...filterOf(params), status: STATUSES.find((one) => one === params.status) ?? 'open',
})

const askedOf = (params: Params) => ({
  ...queryOf(params), sort: SORTS.find((one) => one === params.sort) ?? 'due',
  order: params.order === 'asc' ? 'asc' as const : params.order === 'desc' ? 'desc' as const
    : undefined,
})
