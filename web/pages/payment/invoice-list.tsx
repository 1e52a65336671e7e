// The open invoices of a customer, each with its day, its state and its PDF.
import { useState } from 'react'
import { documentAddress, openedAt, type OpenPage, type PageInvoice } from './page-calls.ts'
import type { Show } from './show.ts'

// More than these would push everything else off the page.
const FIRST = 8

export function InvoiceList({ page, show }: { page: OpenPage; show: Show }) {
  const { words } = show
  const count = page.invoices.length
  // A link to one of the later ones shows them all.
  const isLater = openedAt === 'invoice'
    && page.invoices.findIndex((one) => one.id === page.invoiceId) >= FIRST
  const [isWhole, setWhole] = useState(count <= FIRST + 2 || isLater)
  return (
    <section className="card card-flush" aria-labelledby="invoices">
      <h2 id="invoices">{words.invoices}</h2>
      <ul className="rows">
        {page.invoices.slice(0, isWhole ? count : FIRST).map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} show={show}
            isAbout={openedAt === 'invoice' && invoice.id === page.invoiceId} />
        ))}
      </ul>
      {isWhole ? null : (
        <p className="inset">
          <button type="button" className="button" onClick={() => setWhole(true)}>
            {words.showAll(count)}</button>
        </p>
      )}
      {page.moreInvoices === 0 || !isWhole ? null
        : <p className="dim small inset">{words.moreInvoices(page.moreInvoices)}</p>}
    </section>
  )
}

/** What an invoice is called where its number is not told. */
export const nameOf = (invoice: PageInvoice, { words, day }: Show): string =>
  (invoice.number === null ? words.invoiceOf(day(invoice.issuedOn)) : words.invoice(invoice.number))

function InvoiceRow({ invoice, show, isAbout }: {
  invoice: PageInvoice; show: Show; isAbout: boolean
}) {
  const { words } = show
  const { currency } = invoice
  const isLate = invoice.daysOverdue > 0
  const name = nameOf(invoice, show)
  return (
    <li className={isAbout ? 'row row-about' : 'row'} id={`invoice-${invoice.id}`}>
      <div className="row-what">
        <span className="strong name">{name}</span>
        {invoice.child === null ? null
          : <span className="small block">{invoice.child}</span>}
        <span className="dim small block">{words.due(show.day(invoice.dueOn))}</span>
        <span className="chips">
          {isLate ? <span className="chip chip-late">{words.daysOverdue(invoice.daysOverdue)}</span>
            : null}
          {invoice.disputedMinor === 0 ? null : (
            <span className="chip chip-info">
              {words.disputed(show.money(invoice.disputedMinor, currency))}</span>
          )}
          {invoice.promisedMinor === 0 || invoice.promisedOn === null ? null : (
            <span className="chip chip-good">{words.promised(
              show.money(invoice.promisedMinor, currency), show.day(invoice.promisedOn))}</span>
          )}
        </span>
      </div>
      <div className="row-amount">
        <span className="num strong">{show.money(invoice.openMinor, currency)}</span>
        {invoice.openMinor === invoice.totalMinor ? null : (
          <span className="dim small block num">
            {words.ofTotal(show.money(invoice.totalMinor, currency))}</span>
        )}
      </div>
      <div className="row-deeds">
        {!invoice.hasDocument ? null : (
          <a className="button button-small" href={documentAddress(invoice.id)} download
            aria-label={words.pdfOf(name)}>{words.pdf}</a>
        )}
        {invoice.payAddress === null ? null : (
          <a className="button button-small button-strong" href={invoice.payAddress}
            rel="noreferrer noopener" aria-label={`${words.payInvoice}: ${name}`}>
            {words.payInvoice}</a>
        )}
      </div>
    </li>
  )
}
