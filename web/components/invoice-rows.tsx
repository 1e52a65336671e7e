// Invoices as rows: number, whose, when due, state, amounts.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { InvoiceRow } from '#contract/invoices.ts'
import { useShortcut } from '../keys.ts'
import { useListKeys } from './list-keys.ts'
import { Money } from './money.tsx'
import { InvoiceBadge } from './statuses.tsx'
import { DayText } from './times.tsx'
import './rows.css'

type Row = z.output<typeof InvoiceRow>

export function InvoiceRows({ invoices, isSlim = false, choice }: {
  invoices: readonly Row[]
  /** Without the customer, where the page is about one. */
  isSlim?: boolean
  /** Where several can be chosen at once. */
  choice?: { chosen: ReadonlySet<string>; toggle: (id: string) => void }
}) {
  const list = useListKeys()
  useShortcut('select', () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset.item
    if (id !== undefined) choice?.toggle(id)
  }, choice !== undefined)
  const look = isSlim ? 'invoice-row invoice-row-slim' : 'invoice-row'
  return (
    <section ref={list} aria-label={t`Invoices`}>
      <div className={`${look} invoice-head`} aria-hidden>
        <span><Trans>Invoice</Trans></span>
        {isSlim ? null : <span><Trans>Customer</Trans></span>}
        <span><Trans>Due</Trans></span><span><Trans>State</Trans></span>
        <span className="right"><Trans>Total</Trans></span>
        <span className="right"><Trans>Open</Trans></span>
      </div>
      <ul className="rows">
        {invoices.map((invoice) => (
          <li key={invoice.id} data-item={invoice.id}
            className={choice ? 'row-selectable' : undefined}>
            {choice ? <Checkbox className="row-check" size="xs"
              aria-label={t`Choose ${invoice.number}`} checked={choice.chosen.has(invoice.id)}
              onChange={() => choice.toggle(invoice.id)} /> : null}
            <Link className={`row-link ${look}`} to="/invoices/$invoiceId"
              params={{ invoiceId: invoice.id }}>
              <span className="clamp-1 strong">{invoice.number}</span>
              {isSlim ? null
                : <span className="clamp-1 cell-customer">{invoice.customerName}</span>}
              <span className="cell-due small"><DayText day={invoice.dueOn} />
                {invoice.daysOverdue > 0 && invoice.openMinor > 0 ? (
                  <span className="tiny" style={{ color: 'var(--bad)', display: 'block' }}>
                    {invoice.daysOverdue === 1 ? t`1 day late` : t`${invoice.daysOverdue} days
                      late`}
                  </span>
                ) : null}
              </span>
              <span className="cell-state"><InvoiceBadge state={invoice.status} /></span>
              <span className="right cell-total dim">
                <Money amountMinor={invoice.totalMinor} currency={invoice.currency} /></span>
              <span className="right cell-open strong">
                <Money amountMinor={invoice.openMinor} currency={invoice.currency} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
