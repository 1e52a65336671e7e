// Customers with what they owe: views, filters, orders and deeds on many; all of it in the address.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState, type CSSProperties } from 'react'
import { createCustomer, listCustomers, totalCustomers } from '#contract/customers.ts'
import { exportCustomers } from '#contract/exports.ts'
import { DeedButton } from '../../components/deed-button.tsx'
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
import { ALL, ViewTabs, type Views } from '../../components/lists/view-tabs.tsx'
import { VirtualRows } from '../../components/lists/virtual-rows.tsx'
import { usePages, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { CUSTOMER_COLUMNS, CUSTOMER_SORTS, CUSTOMER_USUAL, useCustomerFields } from
  './customer-fields.ts'
import { CustomerForm } from './customer-form.tsx'
import { CustomerLine } from './customer-row.tsx'
import { NoCustomers } from './no-customers.tsx'
import '../../components/rows.css'

const route = getRouteApi('/app/customers')
/** Read again at an interval only while it is short; a long one is read again when something is
 *  done. */
const LIVE_ROWS = 300

export function CustomersPage() {
  const navigate = route.useNavigate()
  const [isAdding, setAdding] = useState(false)
  const go = useCallback((search: ListSearch, { replace }: { replace: boolean }) =>
    void navigate({ search, replace, resetScroll: false }), [navigate])
  const list = useList('customers', route.useSearch(), go)
  const { params, views } = list
  const fields = useCustomerFields(params)
  const filter = filterOf(params)
  const total = useRead(totalCustomers, { query: filter }, { isKept: true }).data ?? null
  const all = useRead(totalCustomers, { query: {} }, { staleTimeMs: 60_000 }).data ?? null
  return (
    <div className="page">
      <PageHeader title={t`Customers`} windowTitle={t`Customers`}>
        <DeedButton endpoint={createCustomer} variant="default" onClick={() => setAdding(true)}
          leftSection={<IconPlus size={16} />}><Trans>Add customer</Trans></DeedButton>
      </PageHeader>
      <ViewTabs list="customers" views={views} active={list.view} params={params}
        plain={[{ name: ALL, label: t`All`, params: {} }]} onGo={list.goView} />
      <FilterBar fields={fields} params={params} onChange={list.change}
        search={{ label: t`Search customers`, placeholder: t`Name, number or town` }}
        outside={outsideOf(all, total)}>
        <SortSelect value={params.sort ?? 'overdue'} options={CUSTOMER_SORTS}
          onChange={(sort) => list.change({ ...filter, sort })} />
        <LookMenu list="customers" look={views.look} columns={CUSTOMER_COLUMNS} />
        <ExportButton endpoint={exportCustomers} query={askedOf(params)} />
        <TotalLine total={total} />
      </FilterBar>
      <CustomerList key={JSON.stringify(filter)} params={params} views={views} total={total}
        onChange={list.change} />
      {isAdding ? <CustomerForm isOpen onClose={() => setAdding(false)}
        onSaved={(customerId) => void navigate({
          to: '/customers/$customerId', params: { customerId },
        })} /> : null}
    </div>
  )
}

function CustomerList({ params, views, total, onChange }: {
  params: Params
  views: Views
  total: { count: number; isMore: boolean } | null
  onChange: (params: Params) => void
}) {
  const filter = filterOf(params)
  const [isShort, setShort] = useState(true)
  const customers = usePages(listCustomers, {
    query: { ...askedOf(params), limit: 100 },
  }, { isKept: true, isLive: isShort })
  const rows = customers.items ?? []
  if (isShort !== rows.length <= LIVE_ROWS) setShort(rows.length <= LIVE_ROWS)
  const keys = useListKeys()
  const selection = useSelection(rows)
  const columns = shownColumns(CUSTOMER_COLUMNS, views.look)
  if (customers.error && !customers.items) {
    return <ErrorState error={customers.error} onRetry={() => void customers.refetch()} />
  }
  if (!customers.items) return <div className="card card-flush"><ListSkeleton rows={12} /></div>
  if (rows.length === 0) {
    return <NoCustomers params={params} onClear={() => onChange({})} />
  }
  return (
    <section className="card card-list" aria-label={t`Customers`} ref={keys}
      // The custom property is one that only our style sheet knows.
      style={gridOf(columns) as CSSProperties}>
      <BulkBar level="customer" selection={selection} filter={filter} total={total}
        rows={rows.map(({ id, balances }) => ({ id, open: balances.map(
          ({ openMinor, currency }) => ({ amountMinor: openMinor, currency })) }))} />
      <ListHead columns={columns} params={params} usual={CUSTOMER_USUAL} onChange={onChange} />
      <VirtualRows rows={rows} pages={customers} height={views.look.density === 'compact' ? 34 : 58}
        look={views.look.density === 'compact' ? 'list-compact' : ''}>
        {(row) => <CustomerLine row={row} columns={columns} isChosen={selection.ids.has(row.id)}
          onToggle={() => selection.toggle(row.id)} />}
      </VirtualRows>
    </section>
  )
}

const SORTS = ['name', 'overdue', 'open', 'due', 'contact'] as const
/** An old link must never break a page. */
const sortOf = (sort: string | undefined) => SORTS.find((one) => one === sort) ?? 'overdue'

const askedOf = (params: Params) => ({
  ...filterOf(params), sort: sortOf(params.sort),
  order: params.order === 'asc' ? 'asc' as const : params.order === 'desc' ? 'desc' as const
    : undefined,
})
