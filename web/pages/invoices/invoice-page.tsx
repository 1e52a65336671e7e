// One invoice: its ledger arithmetic, what was paid, contested and promised, and its timeline.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import {
  IconDots, IconFlag, IconHandStop, IconPlayerPause, IconPlus, IconRoute,
} from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import {
  getInvoice, notePromise, raiseDispute, recordPayment, type Invoice,
} from '#contract/invoices.ts'
import { AssignDialog } from '../../components/assign-dialog.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { Money } from '../../components/money.tsx'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { pausedWords, Pauses } from '../../components/pauses.tsx'
import { PlannedNext } from '../../components/planned-next.tsx'
import { WhyButton } from '../../components/why-panel.tsx'
import { InvoiceBadge } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { CloseDialog } from './close-dialog.tsx'
import { CustomFields } from './custom-fields.tsx'
import { DisputeDialog } from '../../components/dispute-dialog.tsx'
import { InvoiceDocument } from './invoice-document.tsx'
import { InvoiceStanding } from './invoice-standing.tsx'
import { InvoiceTimeline } from './invoice-timeline.tsx'
import { Ledger } from './ledger.tsx'
import { PaymentDialog } from './payment-dialog.tsx'
import { PromiseDialog } from './promise-dialog.tsx'

export type InvoiceAnswer = z.output<typeof Invoice>
const route = getRouteApi('/app/invoices/$invoiceId')

export function InvoicePage() {
  const { invoiceId } = route.useParams()
  const look = route.useSearch()
  const navigate = route.useNavigate()
  const read = useRead(getInvoice, { params: { invoiceId } }, { isLive: true })
  if (read.error && !read.data) {
    return <div className="page page-narrow">
      <ErrorState error={read.error} onRetry={() => void read.refetch()} /></div>
  }
  if (!read.data) return <PageSkeleton />
  const invoice = read.data
  return (
    <div className="page">
      <Head invoice={invoice} />
      <InvoiceStanding invoice={invoice} />
      <div className="aside-split">
        <div className="stack">
          <section className="card" aria-label={t`What comes next`}>
            <h2 className="card-title"><Trans>What comes next</Trans></h2>
            <PlannedNext planned={invoice.planned} customerId={invoice.customerId}
              of={{ kind: 'invoice', id: invoice.id }} />
          </section>
          <InvoiceTimeline invoiceId={invoiceId} look={look} onLook={(search) =>
            void navigate({ search, replace: true, resetScroll: false })} />
        </div>
        <aside aria-label={t`Ledger`} className="stack"><Ledger invoice={invoice} />
          <InvoiceDocument invoiceId={invoiceId} />
          <CustomFields fields={invoice.customFields} />
          <Pauses pauses={invoice.pauses} here="invoice" nameOf={(pause) =>
            (pause.scope === 'invoice' ? invoice.number : pausedWords(pause))} /></aside>
      </div>
    </div>
  )
}

function Head({ invoice }: { invoice: InvoiceAnswer }) {
  const [dialog, setDialog] = useState<'payment' | 'dispute' | 'promise' | 'pause' | 'assign'
    | 'void' | 'written_off' | null>(null)
  const close = () => setDialog(null)
  const isVoid = invoice.status === 'void'
  const isClosed = isVoid || invoice.status === 'written_off'
  const closed = isVoid ? t`This invoice is void.` : isClosed
    ? t`This invoice is written off.` : null
  const nothingOpen = closed
    ?? (invoice.openMinor <= 0 ? t`Nothing is open on this invoice.` : null)
  return (
    <PageHeader windowTitle={invoice.number} title={<>
      {invoice.status === 'void' ? <s>{invoice.number}</s> : invoice.number} <InvoiceBadge
        state={invoice.status} /></>} about={<About invoice={invoice} />}>
      <WhyButton of={{ kind: 'invoice', id: invoice.id }} hasKey />
      <DeedButton endpoint={raiseDispute} variant="default" whyNot={nothingOpen}
        leftSection={<IconFlag size={16} />}
          onClick={() => setDialog('dispute')}><Trans>Dispute</Trans></DeedButton>
      <DeedButton endpoint={notePromise} variant="default" whyNot={nothingOpen}
        leftSection={<IconHandStop size={16} />}
          onClick={() => setDialog('promise')}><Trans>Promise</Trans></DeedButton>
      <DeedButton endpoint={recordPayment} whyNot={isVoid ? closed : null}
        leftSection={<IconPlus size={16} />}
        onClick={() => setDialog('payment')}><Trans>Record payment</Trans></DeedButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="default" aria-label={t`More`}><IconDots
            size={18} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPlayerPause size={16} />} disabled={isClosed}
            onClick={() => setDialog('pause')}>
            <Trans>Pause…</Trans></Menu.Item>
          <Menu.Item leftSection={<IconRoute size={16} />} disabled={nothingOpen !== null}
            onClick={() => setDialog('assign')}><Trans>Choose the workflow…</Trans></Menu.Item>
          <Menu.Item onClick={() => setDialog('written_off')} disabled={nothingOpen !== null}>
            <Trans>Write off what is open</Trans></Menu.Item>
          <Menu.Item onClick={() => setDialog('void')} disabled={nothingOpen !== null}>
            <Trans>Void the invoice</Trans></Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'pause' ? <PauseDialog onClose={close}
        of={{ scope: 'invoice', subjectId: invoice.id, what: invoice.number }} /> : null}
      {dialog === 'assign' ? <AssignDialog level="invoice" ids={[invoice.id]} onClose={close}
        title={t`Workflow of ${invoice.number}`}
        running={invoice.planned.find(({ level }) => level === 'invoice')?.workflowId ?? null} />
        : null}
      {dialog === 'payment' ? <PaymentDialog invoice={invoice} onClose={close} /> : null}
      {dialog === 'dispute' ? <DisputeDialog invoice={invoice} onClose={close} /> : null}
      {dialog === 'promise' ? <PromiseDialog invoice={invoice} onClose={close} /> : null}
      {dialog === 'void' || dialog === 'written_off'
        ? <CloseDialog invoice={invoice} as={dialog} onClose={close} /> : null}
    </PageHeader>
  )
}

function About({ invoice }: { invoice: InvoiceAnswer }) {
  return (
    <>
      <Trans><Link to="/customers/$customerId" params={{ customerId: invoice.customerId }}>
        {invoice.customerName}</Link>
      {' · '}issued <DayText day={invoice.issuedOn} />{' · '}due <DayText day={invoice.dueOn} />
      {invoice.daysOverdue > 0 && invoice.openMinor > 0
        ? <span style={{ color: 'var(--bad)' }}><Trans>{' · '}{invoice.daysOverdue} days
        overdue</Trans></span>
          : null}
      {invoice.purchaseOrder === null ? null
        : <><Trans>{' · '}PO {invoice.purchaseOrder}</Trans></>}
      {' · '}<Money amountMinor={invoice.openMinor} currency={invoice.currency} /> open</Trans>
    </>
  )
}
