// One invoice in the list: its number, whose it is, and whichever columns are shown.
import { Checkbox } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Plural } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { InvoiceRow } from '#contract/invoices.ts'
import type { Column } from '../../components/lists/look-menu.tsx'
import { Money } from '../../components/money.tsx'
import { InvoiceBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'

export type Row = z.output<typeof InvoiceRow>

export function InvoiceLine({ row, columns, isChosen, onToggle }: {
  row: Row; columns: readonly Column[]; isChosen: boolean; onToggle: () => void
}) {
  return (
    <>
      <Checkbox className="row-check" size="xs" aria-label={t`Choose ${row.number}`}
        checked={isChosen} onChange={onToggle} />
      <Link className="row-link list-grid" to="/invoices/$invoiceId"
        params={{ invoiceId: row.id }}>
        {columns.map(({ name }) => <Cell key={name} name={name} row={row} />)}
      </Link>
    </>
  )
}

function Cell({ name, row }: { name: string; row: Row }) {
  const { currency } = row
  switch (name) {
    case 'customer': return <span className="clamp-2" title={row.customerName}>
      {row.customerName}</span>
    case 'issued': return <span className="cell-wide small"><DayText day={row.issuedOn} /></span>
    case 'due': return (
      <span className="small">
        <DayText day={row.dueOn} />
        {row.daysOverdue > 0 && row.openMinor > 0 ? (
          <span className="tiny" style={{ color: 'var(--bad)', display: 'block' }}>
            <Plural value={row.daysOverdue} one="# day late" other="# days late" /></span>
        ) : null}
      </span>
    )
    case 'state': return (
      <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
        <InvoiceBadge state={row.status} />
        {row.disputedMinor > 0 ? <span className="badge tone-warn">{t`Disputed`}</span> : null}
        {row.promisedMinor > 0 ? <span className="badge tone-info">{t`Promised`}</span> : null}
        {row.pendingMinor > 0 ? <span className="badge tone-info">{t`On its way`}</span> : null}
      </span>
    )
    case 'total': return <span className="right dim cell-wide">
      <Money amountMinor={row.totalMinor} currency={currency} /></span>
    case 'open': return <span className="right strong cell-first">
      <Money amountMinor={row.openMinor} currency={currency} /></span>
    default: return <span className="clamp-1 strong cell-first" title={row.number}>
      {row.status === 'void' ? <s>{row.number}</s> : row.number}</span>
  }
}
