// What a customer tells: a promise, a dispute or a message; what was typed stays until it is sent.
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { AnswerFields, DisputeFields, PromiseFields } from './deed-fields.tsx'
import { act, PageProblem, type Act, type OpenPage } from './page-calls.ts'
import { ProofForm } from './proof-form.tsx'
import { newKey, type Show } from './show.ts'
import {
  beginning, saidOf, toldProblems, wishOf, type Deed, type Problems, type Typed,
} from './typed-deed.ts'

export function DeedForm({ deed, page, show, onCancel, onProven, onDone }: {
  deed: Deed; page: OpenPage; show: Show; onCancel: () => void; onProven: () => void
  onDone: (said: string) => void
}) {
  const { words } = show
  const [typed, setTyped] = useState<Typed>(() => beginning(page, show))
  const [problems, setProblems] = useState<Problems>({})
  const [step, setStep] = useState<'write' | 'prove' | 'send'>('write')
  // The same key for each try of one deed: a lost answer is no second promise.
  const [key] = useState(newKey)
  const form = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  const send = async (wish: Act) => {
    setStep('send')
    try {
      const done = await act(wish, key)
      onDone(saidOf(wish, typed, done.isHeld, page, show))
    } catch (error) {
      const problem = error instanceof PageProblem ? error : new PageProblem(0, 'unexpected', '')
      if (problem.code === 'proof_needed') return setStep('prove')
      setStep('write')
      setProblems(toldProblems(problem, page, show))
    }
    return undefined
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const checked = wishOf(deed, typed, page, show)
    if ('problems' in checked) {
      setProblems(checked.problems)
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setProblems({})
    if (page.proof.isNeeded && !page.isPreview) return setStep('prove')
    void send(checked.wish)
  }
  if (step === 'prove') {
    return <ProofForm page={page} show={show} onCancel={() => setStep('write')} onProven={() => {
      const checked = wishOf(deed, typed, page, show)
      if ('wish' in checked) void send(checked.wish)
      onProven()
    }} />
  }
  const fields = { typed, change, problems, page, show }
  return (
    <form ref={form} className="form" onSubmit={submit} noValidate>
      <h3 ref={heading} tabIndex={-1} className="quiet-focus">{words[deed]}</h3>
      {deed === 'promise' ? <PromiseFields {...fields} /> : null}
      {deed === 'dispute' ? <DisputeFields {...fields} /> : null}
      {deed === 'answer' ? <AnswerFields {...fields} /> : null}
      {problems.form === undefined ? null : (
        <p className="note note-bad" role="alert">{problems.form} {words.kept}</p>
      )}
      <div className="form-deeds">
        <button type="submit" className="button button-strong"
          disabled={step === 'send' || page.isPreview}>
          {step === 'send' ? words.sending : words.send}</button>
        <button type="button" className="button" onClick={onCancel} disabled={step === 'send'}>
          {words.cancel}</button>
      </div>
    </form>
  )
}
