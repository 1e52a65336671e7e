// Invoices, oldest due first, with the aging of all that is open.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconFileInvoice, IconSearch } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getAging, listInvoices } from '#contract/invoices.ts'
import { Aging, BalanceFigures } from '../../components/aging.tsx'
import { ChosenRows } from '../../components/chosen-rows.tsx'
import { InvoiceRows } from '../../components/invoice-rows.tsx'
import { usePages, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'

const route = getRouteApi('/app/invoices')

export function InvoicesPage() {
  const { list = 'open', search } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <div className="page">
      <PageHeader title={t`Invoices`} windowTitle={t`Invoices`} />
      <Totals />
      <div className="filters">
        <SearchField label={t`Search invoices`} placeholder={t`Number or customer`} value={search
          ?? ''}
          onChange={(typed) => void navigate({
            search: { list, search: typed || undefined }, replace: true,
          })} />
      </div>
      <TabLinks label={t`Lists`} active={list}
        onChange={(name) => void navigate({ search: { list: name, search } })}
        tabs={[
          { name: 'open', label: t`Open` }, { name: 'overdue', label: t`Overdue` },
          { name: 'paid', label: t`Paid` }, { name: 'all', label: t`All` },
        ]} />
      <div style={{ paddingTop: 16 }}><InvoiceList /></div>
    </div>
  )
}

/** One card a currency: they are never added together. */
function Totals() {
  const aging = useRead(getAging, {}, { isLive: true })
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

function InvoiceList() {
  const { list = 'open', search } = route.useSearch()
  const navigate = route.useNavigate()
  const invoices = usePages(listInvoices, { query: { status: list, search } },
    { isKept: true, isLive: true })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => setChosen((before) => {
    const after = new Set(before)
    if (!after.delete(id)) after.add(id)
    return after
  })
  if (invoices.error && !invoices.items) {
    return <ErrorState error={invoices.error} onRetry={() => void invoices.refetch()} />
  }
  if (!invoices.items) return <div className="card card-flush"><ListSkeleton /></div>
  if (invoices.items.length > 0) {
    return (
      <section className="card card-flush">
        <ChosenRows level="invoice" chosen={chosen} onChoose={setChosen}
          rows={invoices.items.map(({ id, openMinor, currency }) =>
            ({ id, open: [{ amountMinor: openMinor, currency }] }))} />
        <InvoiceRows invoices={invoices.items} choice={{ chosen, toggle }} />
        <LoadMore pages={invoices} />
      </section>
    )
  }
  if (search !== undefined) {
    return (
      <EmptyState icon={<IconSearch size={22} />} title={t`No invoice matches`}
        action={<Button variant="default" onClick={() => void navigate({ search: { list } })}>
          <Trans>Clear the search</Trans></Button>} />
    )
  }
  return (
    <EmptyState icon={<IconFileInvoice size={22} />}
      title={list === 'open' || list === 'all' ? t`No open invoices` : t`No invoices here`}
      action={<Button component={Link} to="/import"><Trans>Import a CSV file</Trans></Button>}>
      <Trans>Bring in invoices, credit notes and payments; the open amounts follow by
        themselves.</Trans>
    </EmptyState>
  )
}
