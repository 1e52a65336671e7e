// The fields of a promise, a dispute and a message.
import { useId, type ReactNode } from 'react'
import { nameOf } from './invoice-list.tsx'
import type { OpenPage } from './page-calls.ts'
import { typedAmount, type Show } from './show.ts'
import { promisable, type Problems, type Typed } from './typed-deed.ts'

export interface FieldsGiven {
  typed: Typed
  change: (part: Partial<Typed>) => void
  problems: Problems
  page: OpenPage
  show: Show
}

export function PromiseFields(given: FieldsGiven) {
  const { typed, change, problems, page, show } = given
  const { words } = show
  return (
    <>
      <InvoiceChoice {...given} isOneCurrency />
      <div className="pair">
        <Field label={`${words.amount} (${typed.currency})`} problem={problems.amount}>
          {(field) => (
            <input {...field} inputMode="decimal" autoComplete="off" value={typed.amount}
              onChange={(event) => change({ amount: event.target.value })} />
          )}
        </Field>
        <Field label={words.day} problem={problems.promisedOn}>
          {(field) => (
            <input {...field} type="date" min={page.today} max={page.lastPromiseDay} required
              value={typed.promisedOn}
              onChange={(event) => change({ promisedOn: event.target.value })} />
          )}
        </Field>
      </div>
      <Text {...given} label={words.note} rows={2} />
    </>
  )
}

export function DisputeFields(given: FieldsGiven) {
  const { typed, change, problems, show: { words } } = given
  // The keys of the words are the reasons, whatever the language.
  const reasons = Object.keys(words.reasons) as (keyof typeof words.reasons)[]
  return (
    <>
      <InvoiceChoice {...given} />
      <Field label={words.reason} problem={problems.reason}>
        {(field) => (
          <select {...field} value={typed.reason} onChange={(event) => {
            const reason = reasons.find((one) => one === event.target.value)
            change({ reason: reason ?? '' })
          }}>
            <option value="" disabled>…</option>
            {reasons.map((reason) => (
              <option key={reason} value={reason}>{words.reasons[reason]}</option>
            ))}
          </select>
        )}
      </Field>
      <Text {...given} label={words.whatIsWrong} rows={4} />
    </>
  )
}

export function AnswerFields(given: FieldsGiven) {
  const { typed, change, page, show: { words } } = given
  return (
    <>
      {page.invoices.length === 0 || typed.text !== '' ? null : (
        <div>
          <button type="button" className="button button-small"
            onClick={() => change({ text: words.paidAlreadyText })}>{words.paidAlready}</button>
        </div>
      )}
      <Text {...given} label={words.yourMessage} rows={5} mostLength={5000} />
    </>
  )
}

function Text({ typed, change, problems, label, rows, mostLength = 2000 }: FieldsGiven & {
  label: string; rows: number; mostLength?: number
}) {
  return (
    <Field label={label} problem={problems.text}>
      {(field) => (
        <textarea {...field} rows={rows} maxLength={mostLength} value={typed.text}
          onChange={(event) => change({ text: event.target.value })} />
      )}
    </Field>
  )
}

interface FieldProps {
  id: string
  'aria-invalid': boolean
  'aria-describedby'?: string
}

export function Field({ label, problem, children }: {
  label: string; problem: string | undefined; children: (field: FieldProps) => ReactNode
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined,
        ...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` }) })}
      {problem === undefined ? null
        : <p className="problem" id={`${id}-problem`} role="alert">{problem}</p>}
    </div>
  )
}

/** A promise is in one currency: choosing an invoice in another one begins anew with it. */
function InvoiceChoice({ typed, change, problems, page, show, isOneCurrency = false }:
FieldsGiven & { isOneCurrency?: boolean }) {
  const { words } = show
  const id = useId()
  const toggle = (invoice: OpenPage['invoices'][number], isChosen: boolean) => {
    const others = page.invoices.filter((one) => typed.invoiceIds.includes(one.id)
      && one.id !== invoice.id && (!isOneCurrency || one.currency === invoice.currency))
    const invoiceIds = [...others.map((one) => one.id), ...(isChosen ? [invoice.id] : [])]
    const { currency } = isChosen ? invoice : others[0] ?? invoice
    change({ invoiceIds, currency,
      amount: typedAmount(promisable(page, invoiceIds), currency, show) })
  }
  return (
    <fieldset className="choice" aria-describedby={problems.invoiceIds ? id : undefined}>
      <legend>{words.whichInvoices}</legend>
      <div className="choice-list">
        {page.invoices.map((invoice) => (
          <label key={invoice.id} className="choice-row">
            <input type="checkbox" checked={typed.invoiceIds.includes(invoice.id)}
              aria-invalid={problems.invoiceIds !== undefined}
              onChange={(event) => toggle(invoice, event.target.checked)} />
            <span className="name">{nameOf(invoice, show)}</span>
            <span className="num">{show.money(invoice.openMinor, invoice.currency)}</span>
          </label>
        ))}
      </div>
      {problems.invoiceIds === undefined ? null
        : <p className="problem" id={id} role="alert">{problems.invoiceIds}</p>}
    </fieldset>
  )
}
