// The customer beside the conversation: what is owed, why reminders rest, invoices and people.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Skeleton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { getCustomer, type Customer } from '#contract/customers.ts'
import { listInvoices } from '#contract/invoices.ts'
import { HoldLine } from '../../components/hold-note.tsx'
import { Amounts, Money } from '../../components/money.tsx'
import { CollectionBadge } from '../../components/statuses.tsx'
import { DayText, When } from '../../components/times.tsx'
import { counted } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'

type CustomerAnswer = z.output<typeof Customer>

const SHOWN = 6

export function CustomerPanel({ customerId, haltedSince, isWhole }: {
  customerId: string
  haltedSince: string | null
  /** There is room for all of it; else the rest opens by a button. */
  isWhole: boolean
}) {
  const customer = useRead(getCustomer, { params: { customerId } })
  const invoices = useRead(listInvoices, { query: { customerId, status: 'open', limit: 50 } })
  const [isOpen, setOpen] = useState(false)
  if (customer.error) {
    return <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
  }
  if (!customer.data) return <Skeleton height={64} radius="md" />
  const oldest = invoices.data?.items[0]
  return (
    <div className="card" style={{ padding: 14 }}>
      <Figures customer={customer.data} haltedSince={haltedSince}
        oldestDays={oldest !== undefined && oldest.daysOverdue > 0 ? oldest.daysOverdue : null} />
      {isWhole ? null : (
        <Anchor component="button" type="button" size="xs" mt={8} aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}>
          {isOpen ? t`Less` : t`Invoices, contacts, what comes next`}
          <IconChevronDown size={13} aria-hidden style={{ verticalAlign: '-2px',
            transform: isOpen ? 'rotate(180deg)' : 'none' }} />
        </Anchor>
      )}
      {isWhole || isOpen ? (
        <div className="stack" style={{ gap: 14, marginTop: 14 }}>
          <Next customer={customer.data} />
          <Invoices customerId={customerId} items={invoices.data?.items ?? []}
            hasMore={(invoices.data?.nextCursor ?? null) !== null} />
          <People customer={customer.data} />
        </div>
      ) : null}
    </div>
  )
}

function Figures({ customer, haltedSince, oldestDays }: {
  customer: CustomerAnswer; haltedSince: string | null; oldestDays: number | null
}) {
  const of = (pick: 'openMinor' | 'overdueMinor') => customer.balances
    .map((balance) => ({ currency: balance.currency, amountMinor: balance[pick] }))
  const rest = customer.planned.find(({ because }) => because === 'min_contact_delay')?.dueOn
  return (
    <dl className="customer-figures small">
      <div><dt><Trans>Open</Trans></dt><dd><Amounts amounts={of('openMinor')} /></dd></div>
      <div><dt><Trans>Overdue</Trans></dt><dd style={{ color: 'var(--bad)' }}>
        <Amounts amounts={of('overdueMinor')} /></dd></div>
      <div><dt><Trans>Oldest</Trans></dt><dd>{oldestDays === null ? <span className="dim">–</span>
        : counted(oldestDays, 'day')}</dd></div>
      <div><dt><Trans>Collection</Trans></dt><dd><CollectionBadge
        state={customer.collection} /></dd></div>
      {haltedSince === null ? null
        : <div><dt><Trans>Halted since</Trans></dt><dd><When at={haltedSince} /></dd></div>}
      {rest === undefined || rest === null ? null
        : <div><dt><Trans>Contact rests until</Trans></dt><dd><DayText day={rest} /></dd></div>}
    </dl>
  )
}

function Next({ customer }: { customer: CustomerAnswer }) {
  const planned = customer.planned.filter(({ stepName }) => stepName !== null).slice(0, 2)
  return (
    <section>
      <div className="label" style={{ margin: '0 0 4px' }}><Trans>What comes next</Trans></div>
      {planned.length === 0 ? <p className="dim small" style={{ margin: 0 }}><Trans>Nothing is
        planned.</Trans></p>
        : planned.map((step) => (
          <div key={step.runId} className="small" style={{ marginTop: 4 }}>
            <span className="strong">{step.stepName}</span>
            {step.dueOn === null ? null : <> <Trans>on <DayText day={step.dueOn} /></Trans></>}
            {step.holds[0] === undefined ? null : <div><HoldLine hold={step.holds[0]} /></div>}
          </div>
        ))}
    </section>
  )
}

function Invoices({ customerId, items, hasMore }: {
  customerId: string; hasMore: boolean
  items: readonly {
    id: string; number: string; openMinor: number; currency: string; daysOverdue: number
  }[]
}) {
  return (
    <section>
      <div className="label" style={{ margin: '0 0 4px' }}><Trans>Open invoices</Trans></div>
      {items.length === 0 ? <p className="dim small" style={{ margin: 0 }}><Trans>Nothing is
        open.</Trans></p> : (
        <table className="ledger"><tbody>
          {items.slice(0, SHOWN).map((invoice) => (
            <tr key={invoice.id}>
              <td><Link to="/invoices/$invoiceId" params={{ invoiceId: invoice.id }}>
                {invoice.number}</Link>
                {invoice.daysOverdue > 0
                  ? <span className="dim tiny"> {counted(invoice.daysOverdue, 'day')}</span>
                  : null}</td>
              <td><Money amountMinor={invoice.openMinor} currency={invoice.currency} /></td>
            </tr>
          ))}
        </tbody></table>
      )}
      {items.length <= SHOWN && !hasMore ? null : (
        <Link className="small" to="/customers/$customerId" params={{ customerId }}
          search={{ tab: 'invoices' }}>
          {hasMore ? t`All invoices` : t`All ${items.length} invoices`}</Link>
      )}
    </section>
  )
}

function People({ customer }: { customer: CustomerAnswer }) {
  const dead = new Set(customer.contacts.flatMap(({ suppressed }) =>
    suppressed.map(({ address }) => address)))
  return (
    <section>
      <div className="label" style={{ margin: '0 0 4px' }}><Trans>Contacts</Trans></div>
      {customer.contacts.length === 0 ? <p className="dim small"
        style={{ margin: 0 }}><Trans>Nobody.</Trans></p>
        : customer.contacts.slice(0, SHOWN).map((contact) => (
          <div key={contact.id} className="small"
            style={{ marginTop: 4, overflowWrap: 'anywhere' }}>
            <span className="strong">{contact.name || t`No name`}</span>
            {contact.positions.length === 0 ? null
              : <span className="dim"> · {contact.positions.join(', ')}</span>}
            {[...contact.emails, ...contact.phones].map((address) => (
              <div key={address} className="dim" style={dead.has(address)
                ? { textDecoration: 'line-through' } : {}}>{address}</div>
            ))}
          </div>
        ))}
    </section>
  )
}
