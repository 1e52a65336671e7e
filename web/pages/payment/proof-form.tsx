// The short check before anything is recorded: a code by mail, or what an invoice says.
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Field } from './deed-fields.tsx'
import { giveProof, PageProblem, sendCode, type OpenPage, type Proof } from './page-calls.ts'
import type { Show } from './show.ts'

interface ProofGiven {
  page: OpenPage
  show: Show
  onProven: () => void
  onCancel: () => void
}

export function ProofForm(given: ProofGiven) {
  const { words } = given.show
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="form">
      <h3 ref={heading} tabIndex={-1} className="quiet-focus">{words.proofTitle}</h3>
      {given.page.proof.way === 'knowledge' ? <ByKnowledge {...given} /> : <ByCode {...given} />}
    </div>
  )
}

function ByCode({ page, show, onProven, onCancel }: ProofGiven) {
  const { words } = show
  const [sent, setSent] = useState<{ sentTo: string; minutes: number } | null>(null)
  const [code, setCode] = useState('')
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (sent !== null) field.current?.querySelector('input')?.focus()
  }, [sent])
  const { isBusy, problem, run } = useTry(show)
  const send = () => run(async () => {
    setCode('')
    setSent(await sendCode())
  })
  if (sent === null) {
    return (
      <>
        <p>{words.proofByCode(page.proof.sentTo ?? '')}</p>
        <Told problem={problem} kept={words.kept} />
        <div className="form-deeds">
          <button type="button" className="button button-strong" disabled={isBusy}
            onClick={() => void send()}>{isBusy ? words.sending : words.sendCode}</button>
          <button type="button" className="button" onClick={onCancel}>{words.cancel}</button>
        </div>
      </>
    )
  }
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    void run(() => prove({ code }, onProven))
  }
  return (
    <form onSubmit={confirm} noValidate className="form">
      <p role="status">{words.codeSent(sent.sentTo, sent.minutes)}</p>
      <div ref={field} className="code">
        <Field label={words.code} problem={problem ?? undefined}>
          {(props) => (
            <input {...props} inputMode="numeric" autoComplete="one-time-code" maxLength={9}
              value={code} onChange={(event) => setCode(event.target.value)} />
          )}
        </Field>
      </div>
      <div className="form-deeds">
        <button type="submit" className="button button-strong"
          disabled={isBusy || code.trim() === ''}>{words.confirm}</button>
        <button type="button" className="button" disabled={isBusy} onClick={() => void send()}>
          {words.codeAgain}</button>
        <button type="button" className="button" onClick={onCancel}>{words.cancel}</button>
      </div>
    </form>
  )
}

function ByKnowledge({ show, onProven, onCancel }: ProofGiven) {
  const { words } = show
  const [invoiceNumber, setInvoiceNumber] = useState('')
  const [amount, setAmount] = useState('')
  const { isBusy, problem, run } = useTry(show)
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    void run(() => prove({ invoiceNumber, amount }, onProven))
  }
  return (
    <form onSubmit={confirm} noValidate className="form">
      <p>{words.proofByKnowledge}</p>
      <div className="pair">
        <Field label={words.invoiceNumber} problem={undefined}>
          {(props) => (
            <input {...props} autoComplete="off" maxLength={100} value={invoiceNumber}
              onChange={(event) => setInvoiceNumber(event.target.value)} />
          )}
        </Field>
        <Field label={words.openAmount} problem={undefined}>
          {(props) => (
            <input {...props} autoComplete="off" inputMode="decimal" maxLength={40} value={amount}
              onChange={(event) => setAmount(event.target.value)} />
          )}
        </Field>
      </div>
      <Told problem={problem} kept={words.kept} />
      <div className="form-deeds">
        <button type="submit" className="button button-strong"
          disabled={isBusy || invoiceNumber.trim() === '' || amount.trim() === ''}>
          {words.confirm}</button>
        <button type="button" className="button" onClick={onCancel}>{words.cancel}</button>
      </div>
    </form>
  )
}

const prove = async (proof: Proof, onProven: () => void): Promise<void> => {
  await giveProof(proof)
  onProven()
}

function Told({ problem, kept }: { problem: string | null; kept: string }) {
  return problem === null ? null : <p className="note note-bad" role="alert">{problem} {kept}</p>
}

function useTry({ words }: Show) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(toldProblem(error, words))
    }
    setBusy(false)
  }
  return { isBusy, problem, run }
}

function toldProblem(error: unknown, { problems }: Show['words']): string {
  if (!(error instanceof PageProblem)) return problems.unexpected
  const [told] = error.fields
  if (told?.field === 'code') {
    return told.message === 'over' ? problems.codeOver : problems.codeWrong
  }
  if (told?.field === 'invoiceNumber') {
    return told.message === 'over' ? problems.knowledgeOver : problems.knowledgeWrong
  }
  if (error.code === 'offline') return problems.offline
  if (error.status === 429) return problems.tooMany
  if (error.status === 503) return problems.notSent
  return error.status === 403 ? problems.onlooker : problems.unexpected
}
