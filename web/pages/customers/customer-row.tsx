// One customer in the list: name and number, and whichever columns are shown.
import { Checkbox } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { CustomerRow } from '#contract/customers.ts'
import type { Column } from '../../components/lists/look-menu.tsx'
import { Amounts } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { CollectionBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'

export type Row = z.output<typeof CustomerRow>

export function CustomerLine({ row, columns, isChosen, onToggle }: {
  row: Row; columns: readonly Column[]; isChosen: boolean; onToggle: () => void
}) {
  return (
    <>
      <Checkbox className="row-check" size="xs" aria-label={t`Choose ${row.name}`}
        checked={isChosen} onChange={onToggle} />
      <Link className="row-link list-grid" to="/customers/$customerId"
        params={{ customerId: row.id }}>
        {columns.map(({ name }) => <Cell key={name} name={name} row={row} />)}
      </Link>
    </>
  )
}

function Cell({ name, row }: { name: string; row: Row }) {
  const { nameOf } = useSession()
  const amounts = (which: 'overdueMinor' | 'openMinor') => row.balances.map((balance) =>
    ({ amountMinor: balance[which], currency: balance.currency }))
  const day = (value: string | null) => (value === null ? <span className="dim">–</span>
    : <DayText day={value} />)
  const owner = nameOf(row.ownerId)
  switch (name) {
    case 'collection': return <span><CollectionBadge state={row.collection} /></span>
    case 'owner': return <span className="cell-wide small clamp-1">{owner ?? '–'}</span>
    case 'country': return <span className="cell-wide small">{row.country ?? '–'}</span>
    case 'due': return <span className="cell-wide small">{day(row.oldestDueOn)}</span>
    case 'contact': return <span className="cell-wide small">{day(row.lastContactOn)}</span>
    case 'overdue': return <span className="right strong cell-first">
      <Amounts amounts={amounts('overdueMinor')} /></span>
    case 'open': return <span className="right"><Amounts amounts={amounts('openMinor')} /></span>
    default: return (
      <span className="cell-name">
        <span className="clamp-2 strong" title={row.name}>{row.name}</span>
        <span className="dim tiny clamp-1">
          {owner === null ? row.reference : `${row.reference} · ${owner}`}</span>
      </span>
    )
  }
}
