// Customers with what they owe: search, the most overdue first, more as one scrolls.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { IconPlus, IconSearch, IconUsers } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { createCustomer, listCustomers, type CustomerRow } from '#contract/customers.ts'
import { ChosenRows } from '../../components/chosen-rows.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { Amounts } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { CollectionBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { useListKeys } from '../../components/list-keys.ts'
import { useShortcut } from '../../keys.ts'
import { usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { CustomerForm } from './customer-form.tsx'
import '../../components/rows.css'

type Row = z.output<typeof CustomerRow>
const route = getRouteApi('/app/customers')

export function CustomersPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [isAdding, setAdding] = useState(false)
  return (
    <div className="page">
      <PageHeader title={t`Customers`} windowTitle={t`Customers`}>
        <DeedButton endpoint={createCustomer} variant="default" onClick={() => setAdding(true)}
          leftSection={<IconPlus size={16} />}><Trans>Add customer</Trans></DeedButton>
      </PageHeader>
      <div className="filters">
        <SearchField label={t`Search customers`} placeholder={t`Name or number`}
          value={search.search ?? ''} onChange={(typed) => void navigate({
            search: { ...search, search: typed || undefined }, replace: true,
          })} />
        <SegmentedControl size="xs" aria-label={t`Sort by`} value={search.sort ?? 'overdue'}
          data={[{ value: 'overdue', label: t`Most overdue` }, { value: 'name',
            label: t`By name` }]}
          onChange={(sort) => void navigate({
            search: { ...search, sort: sort === 'name' ? 'name' : undefined },
          })} />
        <Checkbox label={t`Overdue only`} checked={search.overdue ?? false}
          onChange={(event) => void navigate({
            search: { ...search, overdue: event.currentTarget.checked ? true : undefined },
          })} />
      </div>
      <CustomerList />
      <CustomerForm isOpen={isAdding} onClose={() => setAdding(false)}
        onSaved={(customerId) => void navigate({
          to: '/customers/$customerId', params: { customerId },
        })} />
    </div>
  )
}

function CustomerList() {
  const { search, sort, overdue } = route.useSearch()
  const customers = usePages(listCustomers, {
    query: {
      search, sort: sort ?? 'overdue', ...(overdue ? { onlyOverdue: 'true' } : {}),
    },
  }, { isKept: true, isLive: true })
  const cursor = useListKeys()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => setChosen((before) => {
    const after = new Set(before)
    if (!after.delete(id)) after.add(id)
    return after
  })
  useShortcut('select', () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset.item
    if (id !== undefined) toggle(id)
  })
  if (customers.error && !customers.items) {
    return <ErrorState error={customers.error} onRetry={() => void customers.refetch()} />
  }
  if (!customers.items) return <div className="card card-flush"><ListSkeleton /></div>
  if (customers.items.length === 0) return <NoCustomers isFiltered={Boolean(search ?? overdue)} />
  return (
    <section className="card card-flush" aria-label={t`Customers`} ref={cursor}>
      <ChosenRows level="customer" chosen={chosen} onChoose={setChosen}
        rows={customers.items.map(({ id, balances }) => ({ id,
          open: balances.map(({ openMinor, currency }) =>
            ({ amountMinor: openMinor, currency })) }))} />
      <div className="customer-row customer-head" aria-hidden>
        <span><Trans>Customer</Trans></span><span><Trans>Collection</Trans></span>
        <span><Trans>Oldest due</Trans></span><span><Trans>Last contact</Trans></span>
        <span className="right"><Trans>Overdue</Trans></span>
        <span className="right"><Trans>Open</Trans></span>
      </div>
      <ul className="rows">
        {customers.items.map((customer) => (
          <li key={customer.id} className="row-selectable" data-item={customer.id}>
            <Checkbox className="row-check" size="xs" aria-label={t`Choose ${customer.name}`}
              checked={chosen.has(customer.id)} onChange={() => toggle(customer.id)} />
            <CustomerLine row={customer} />
          </li>
        ))}
      </ul>
      <LoadMore pages={customers} />
    </section>
  )
}

function CustomerLine({ row }: { row: Row }) {
  const { nameOf } = useSession()
  const amounts = (name: 'overdueMinor' | 'openMinor') => row.balances.map((balance) =>
    ({ amountMinor: balance[name], currency: balance.currency }))
  const owner = nameOf(row.ownerId)
  return (
    <Link className="row-link customer-row" to="/customers/$customerId"
      params={{ customerId: row.id }}>
      <span className="cell-name">
        <span className="clamp-2 strong" title={row.name}>{row.name}</span>
        <span className="dim tiny clamp-1">{row.reference}{owner === null ? ''
          : ` · ${owner}`}</span>
      </span>
      <span className="cell-state"><CollectionBadge state={row.collection} /></span>
      <span className="cell-day small">
        {row.oldestDueOn === null ? <span className="dim">–</span>
          : <DayText day={row.oldestDueOn} />}
      </span>
      <span className="cell-day small">
        {row.lastContactOn === null ? <span className="dim">–</span>
          : <DayText day={row.lastContactOn} />}
      </span>
      <span className="right cell-overdue strong"><Amounts amounts={amounts('overdueMinor')} />
        </span>
      <span className="right cell-open"><Amounts amounts={amounts('openMinor')} /></span>
    </Link>
  )
}

function NoCustomers({ isFiltered }: { isFiltered: boolean }) {
  const navigate = route.useNavigate()
  if (isFiltered) {
    return (
      <EmptyState icon={<IconSearch size={22} />} title={t`No customer matches`}
        action={<Button variant="default" onClick={() => void navigate({ search: {} })}>
          <Trans>Clear the filters</Trans></Button>} />
    )
  }
  return (
    <EmptyState icon={<IconUsers size={22} />} title={t`No customers yet`}
      action={<Button component={Link} to="/import"><Trans>Import a CSV file</Trans></Button>}>
      <Trans>Bring in your customers with their contacts and open invoices; a second import of the
        same file changes nothing.</Trans>
    </EmptyState>
  )
}
