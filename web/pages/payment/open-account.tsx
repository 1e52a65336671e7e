// What is open of one customer, how it is paid, and where they tell us something.
import { useEffect, useRef, useState } from 'react'
import { DeedForm } from './deed-form.tsx'
import { InvoiceList } from './invoice-list.tsx'
import { openedAt, statementAddress, type OpenPage } from './page-calls.ts'
import type { Show } from './show.ts'
import { Sign } from './signs.tsx'
import { StopSms } from './stop-sms.tsx'
import type { Deed } from './typed-deed.ts'

export function OpenAccount({ page, show, onChanged }: {
  page: OpenPage; show: Show; onChanged: () => void
}) {
  const { words } = show
  const [deed, setDeed] = useState<Deed | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const doneNote = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done !== null) doneNote.current?.focus()
  }, [done])
  useOpenedAt(page)
  const isPaid = page.invoices.length === 0
  const begin = (next: Deed) => {
    setDone(null)
    setDeed(next)
  }
  return (
    <>
      {page.isPreview ? <p className="note note-preview" role="note">{words.preview}</p> : null}
      <h1>{words.title}</h1>
      <p className="dim">{words.accountOf(page.customer)}</p>
      <div ref={doneNote} tabIndex={-1} role="status" className="quiet-focus">
        {done === null ? null : <p className="note note-good">{done}</p>}
      </div>
      {isPaid ? <NothingToPay page={page} show={show} /> : null}
      <Sums page={page} show={show} />
      {isPaid ? null : <InvoiceList page={page} show={show} />}
      {isPaid ? null : <HowToPay page={page} show={show} />}
      {page.settled.length === 0 || !isPaid ? null : <Settled page={page} show={show} />}
      <Statement page={page} show={show} />
      <section className="card" aria-labelledby="tell">
        <h2 id="tell">{words.tellUs}</h2>
        {deed === null ? (
          <div className="tiles">
            {isPaid ? null : (
              <>
                <Tile title={words.promise} hint={words.promiseHint}
                  onClick={() => begin('promise')} />
                <Tile title={words.dispute} hint={words.disputeHint}
                  onClick={() => begin('dispute')} />
              </>
            )}
            <Tile title={words.answer} hint={words.answerHint} onClick={() => begin('answer')} />
          </div>
        ) : (
          <DeedForm key={deed} deed={deed} page={page} show={show} onCancel={() => setDeed(null)}
            onProven={onChanged} onDone={(said) => {
              setDeed(null)
              setDone(said)
              onChanged()
            }} />
        )}
      </section>
      {!page.mayStopSms ? null : (
        <StopSms page={page} show={show} onDone={(said) => {
          setDone(said)
          onChanged()
        }} />
      )}
    </>
  )
}

/** A link to the statement or to an invoice leads there, once what it leads to is on screen. */
function useOpenedAt(page: OpenPage): void {
  const isThere = useRef(false)
  useEffect(() => {
    if (isThere.current) return
    isThere.current = true
    const id = openedAt === 'statement' ? 'statement'
      : openedAt === 'invoice' && page.invoiceId !== null ? `invoice-${page.invoiceId}` : null
    if (id !== null) document.getElementById(id)?.scrollIntoView({ block: 'center' })
  }, [page])
}

function Tile({ title, hint, onClick }: { title: string; hint: string; onClick: () => void }) {
  return (
    <button type="button" className="tile" onClick={onClick}>
      <span className="strong">{title}</span>
      <span className="dim small">{hint}</span>
    </button>
  )
}

function NothingToPay({ page, show: { words } }: { page: OpenPage; show: Show }) {
  return (
    <section className="card notice">
      <Sign name="done" />
      <h2>{words.nothingToPay}</h2>
      <p>{words.nothingToPayHint(page.organization)}</p>
    </section>
  )
}

/** One card a currency: they are never added. */
function Sums({ page, show }: { page: OpenPage; show: Show }) {
  const { words } = show
  return (
    <div className="sums">
      {page.received.map((payment) => (
        <p key={`${payment.receivedOn} ${payment.amountMinor}`} className="card sum">
          {words.received(show.money(payment.amountMinor, payment.currency),
            show.day(payment.receivedOn))}</p>
      ))}
      {page.sums.map((sum) => {
        const isLate = sum.overdueMinor > 0
        const later = sum.openMinor - sum.overdueMinor
        return (
          <section className="card sum" key={sum.currency} aria-label={sum.currency}>
            {sum.openMinor === 0 ? null : (
              <>
                <div className="label">{isLate ? words.overdue : words.open}</div>
                <div className={isLate ? 'big late' : 'big'}>
                  {show.money(isLate ? sum.overdueMinor : sum.openMinor, sum.currency)}</div>
                {isLate && later > 0 ? (
                  <div className="dim small">{words.dueLater}{' '}
                    <span className="num">{show.money(later, sum.currency)}</span></div>
                ) : null}
              </>
            )}
            {sum.unappliedMinor === 0 ? null : (
              <p className="dim small">
                {words.unapplied(show.money(sum.unappliedMinor, sum.currency))}</p>
            )}
            {sum.payAddress === null ? null : (
              <a className="button button-strong" href={sum.payAddress} rel="noreferrer noopener">
                {words.pay(show.money(sum.openMinor, sum.currency))}</a>
            )}
          </section>
        )
      })}
    </div>
  )
}

function HowToPay({ page, show: { words } }: { page: OpenPage; show: Show }) {
  const isPaidOnline = [...page.sums, ...page.invoices].some((one) => one.payAddress !== null)
  if (page.bank === null && isPaidOnline) return null
  return (
    <section className="card" aria-labelledby="pay">
      <h2 id="pay">{words.howToPay}</h2>
      {page.bank === null ? <p className="dim">{words.noWayToPay(page.organization)}</p> : (
        <dl className="facts">
          <dt>{words.bankTransfer}</dt>
          <dd><span className="lines">{page.bank.details}</span>
            <Copy text={page.bank.details} what={words.bankTransfer} words={words} /></dd>
          <dt>{words.reference}</dt>
          <dd><span className="num">{page.bank.reference}</span>
            <Copy text={page.bank.reference} what={words.reference} words={words} /></dd>
        </dl>
      )}
    </section>
  )
}

function Copy({ text, what, words }: { text: string; what: string; words: Show['words'] }) {
  const [isCopied, setCopied] = useState(false)
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true), () => null)
  // Without TLS a browser has no clipboard; the text can be selected all the same.
  if (typeof navigator.clipboard === 'undefined') return null
  return (
    <button type="button" className="button button-small" onClick={() => void copy()}
      aria-label={`${isCopied ? words.copied : words.copy}: ${what}`}>
      {isCopied ? words.copied : words.copy}</button>
  )
}

function Statement({ page, show: { words } }: { page: OpenPage; show: Show }) {
  if (page.proof.isNeeded && page.proof.way === 'knowledge') {
    return <p className="dim small">{words.hidden}</p>
  }
  return (
    <a className="card row-card" id="statement" href={statementAddress()} download>
      <span><span className="strong">{words.statement}</span>
        <span className="dim small block">{words.statementHint}</span></span>
      <span className="chip">{words.pdf}</span>
    </a>
  )
}

function Settled({ page, show }: { page: OpenPage; show: Show }) {
  return (
    <section className="card" aria-labelledby="settled">
      <h2 id="settled">{show.words.settled}</h2>
      <ul className="rows">
        {page.settled.map((row) => (
          <li key={`${row.number} ${row.currency} ${row.settledOn}`} className="row">
            <span><span className="strong">{row.number === null ? '•••'
              : show.words.invoice(row.number)}</span>
              <span className="dim small block">
                {show.words.settledOn(show.day(row.settledOn))}</span></span>
            <span className="num">{show.money(row.totalMinor, row.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
