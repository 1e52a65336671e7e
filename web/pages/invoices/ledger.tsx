// The arithmetic of an invoice: total − paid − credit = open, and what of it may be collected.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { cancelPromise, changeDispute, closeDispute } from '#contract/invoices.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { ChangeDisputeDialog, EndDisputeDialog } from '../../components/dispute-dialog.tsx'
import { Money } from '../../components/money.tsx'
import { PromiseBadge } from '../../components/statuses.tsx'
import { useSession } from '../../components/session.tsx'
import { DayText } from '../../components/times.tsx'
import { call } from '../../api.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import { Announced } from './announced.tsx'
import type { InvoiceAnswer } from './invoice-page.tsx'

export function Ledger({ invoice }: { invoice: InvoiceAnswer }) {
  const { currency } = invoice
  const sumOf = (source: 'payment' | 'credit_note') => invoice.allocations
    .filter((one) => one.source === source)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={currency} />
  return (
    <div className="stack">
      <section className="card">
        <h2 className="card-title"><Trans>Ledger</Trans></h2>
        <table className="ledger"><tbody>
          <Line name="Total">{money(invoice.totalMinor)}</Line>
          <Line name="Paid">{money(-sumOf('payment'))}</Line>
          <Line name="Credit notes">{money(-sumOf('credit_note'))}</Line>
          <Line name="Open" isTotal>{money(invoice.openMinor)}</Line>
          {invoice.disputedMinor === 0 ? null
            : <Line name="Disputed">{money(-invoice.disputedMinor)}</Line>}
          {invoice.promisedMinor === 0 ? null
            : <Line name="Promised">{money(-invoice.promisedMinor)}</Line>}
          {invoice.pendingMinor === 0 ? null
            : <Line name="On its way">{money(-invoice.pendingMinor)}</Line>}
          {invoice.collectibleMinor === invoice.openMinor ? null
            : <Line name="Collectible now" isTotal>{money(invoice.collectibleMinor)}</Line>}
        </tbody></table>
      </section>
      <Announced invoice={invoice} />
      <Allocations invoice={invoice} />
      <Disputes invoice={invoice} />
      <Promises invoice={invoice} />
    </div>
  )
}

function Line({ name, isTotal = false, children }: {
  name: string; isTotal?: boolean; children: ReactNode
}) {
  return <tr className={isTotal ? 'total' : ''}><td>{name}</td><td>{children}</td></tr>
}

function Allocations({ invoice }: { invoice: InvoiceAnswer }) {
  if (invoice.allocations.length === 0) return null
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Payments and credits</Trans></h2>
      <table className="ledger"><tbody>
        {invoice.allocations.map((one) => (
          <tr key={one.id}>
            <td style={{ overflowWrap: 'anywhere' }}>
              {one.source === 'payment' ? t`Payment` : t`Credit note`} {one.sourceReference}
              <div className="dim tiny"><DayText day={one.allocatedOn} /></div>
            </td>
            <td><Money amountMinor={one.amountMinor} currency={invoice.currency} /></td>
          </tr>
        ))}
      </tbody></table>
    </section>
  )
}

const STATES: Record<InvoiceAnswer['disputes'][number]['state'], string> = {
  open: t`Open`, investigating: t`Being looked into`,
  upheld: t`Settled: the invoice stands`, credited: t`Settled: credited`,
  withdrawn: t`Settled: they took it back`,
}

function Investigate({ disputeId }: { disputeId: string }) {
  const of = { params: { disputeId } }
  const change = useDeed(changeDispute, () => toastUndo(
    t`It is being looked into. Its amount stays out of collection.`,
    () => void call(changeDispute, { ...of, body: { state: 'open' } })
      .then(() => queryClient.invalidateQueries(), toastProblem)))
  return (
    <>
      <DeedButton endpoint={changeDispute} size="compact-sm" variant="default"
        loading={change.isPending}
        onClick={() => change.mutate({ ...of, body: { state: 'investigating' } })}>
        <Trans>Look into it</Trans></DeedButton>
      <DeedError error={change.error} />
    </>
  )
}

function Disputes({ invoice }: { invoice: InvoiceAnswer }) {
  const { today } = useSession()
  const [ending, setEnding] = useState<string | null>(null)
  const [changing, setChanging] = useState<InvoiceAnswer['disputes'][number] | null>(null)
  if (invoice.disputes.length === 0) return null
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Disputes</Trans></h2>
      <div className="stack" style={{ gap: 12 }}>
        {invoice.disputes.map((dispute) => (
          <div key={dispute.id} className="small">
            <div className="row-line">
              <span>{STATES[dispute.state]}</span>
              {dispute.amountMinor === null ? <span><Trans>All that is open</Trans></span>
                : <Money amountMinor={dispute.amountMinor} currency={invoice.currency} />}
            </div>
            <div className="dim" style={{ overflowWrap: 'anywhere' }}>{dispute.reason}</div>
            {dispute.note === '' ? null
              : <div className="dim" style={{ overflowWrap: 'anywhere' }}>{dispute.note}</div>}
            {dispute.state !== 'open' && dispute.state !== 'investigating' ? null : (
              <>
                <div className="dim">{dispute.ownerName === null ? t`Nobody settles it yet`
                  : t`${dispute.ownerName} settles it`}
                  {dispute.dueOn === null ? null : (
                    <span style={dispute.dueOn < today ? { color: 'var(--bad)' } : undefined}>
                      {' '}{dispute.dueOn < today
                        ? <Trans>by <DayText day={dispute.dueOn} />, which has passed</Trans>
                        : <Trans>by <DayText day={dispute.dueOn} /></Trans>}</span>
                  )}</div>
                <div className="event-deeds">
                  {dispute.state === 'open' ? <Investigate disputeId={dispute.id} /> : null}
                  <DeedButton endpoint={closeDispute} size="compact-sm" variant="default"
                    onClick={() => setEnding(dispute.id)}><Trans>Settle</Trans></DeedButton>
                  <DeedButton endpoint={changeDispute} size="compact-sm" variant="default"
                    onClick={() => setChanging(dispute)}><Trans>Change</Trans></DeedButton>
                </div>
              </>
            )}
          </div>
        ))}
      </div>
      {ending === null ? null
        : <EndDisputeDialog disputeId={ending} onClose={() => setEnding(null)} />}
      {changing === null ? null
        : <ChangeDisputeDialog dispute={changing} onClose={() => setChanging(null)} />}
    </section>
  )
}

function Promises({ invoice }: { invoice: InvoiceAnswer }) {
  const cancel = useDeed(cancelPromise)
  if (invoice.promises.length === 0) return null
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Promises to pay</Trans></h2>
      <div className="stack" style={{ gap: 12 }}>
        {invoice.promises.map((promise) => (
          <div key={promise.id} className="small">
            <div className="row-line">
              <span><DayText day={promise.promisedOn} /> <PromiseBadge state={promise.state} />
                </span>
              <Money amountMinor={promise.amountMinor} currency={invoice.currency} />
            </div>
            {promise.whole === null ? null
              : <WholePromise whole={promise.whole} invoice={invoice} />}
            {promise.paidMinor === 0 || promise.state === 'superseded' ? null : (
              <div className="dim"><Trans>Paid by then: <Money amountMinor={promise.paidMinor}
                currency={invoice.currency} /></Trans></div>
            )}
            {promise.state !== 'active' ? null : (
              <>
                {promise.holdsCollection ? null : <div className="dim"><Trans>Reminders go
                  on.</Trans></div>}
                {promise.lastOn === promise.promisedOn ? null
                  : <div className="dim"><Trans>Judged after <DayText
                    day={promise.lastOn} />.</Trans></div>}
                <div className="event-deeds">
                  <DeedButton endpoint={cancelPromise} size="compact-sm" variant="default"
                    loading={cancel.isPending} onClick={() =>
                      cancel.mutate({ params: { promiseId: promise.id } })}>
                    {promise.whole === null ? t`Cancel promise` : t`Cancel the whole promise`}
                  </DeedButton>
                </div>
              </>
            )}
          </div>
        ))}
        <DeedError error={cancel.error} />
      </div>
    </section>
  )
}

/** What else the promise is over: it is judged by what comes for all of them. */
function WholePromise({ whole, invoice }: {
  whole: NonNullable<InvoiceAnswer['promises'][number]['whole']>; invoice: InvoiceAnswer
}) {
  const { currency } = invoice
  const others = whole.invoices.filter(({ id }) => id !== invoice.id)
  return (
    <div className="dim"><Trans>Part of <Money amountMinor={whole.amountMinor}
      currency={currency} />
      {' '}with</Trans> {others.map((other, place) => (
        <span key={other.id}>{place === 0 ? '' : ', '}
          <Link to="/invoices/$invoiceId" params={{ invoiceId: other.id }}>{other.number}</Link>
        </span>
      ))}<Trans>; paid of all: <Money amountMinor={whole.paidMinor}
        currency={currency} /></Trans></div>
  )
}
