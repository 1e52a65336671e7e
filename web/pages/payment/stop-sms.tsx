// No more SMS to this number: two presses, so that no thumb does it by accident.
import { useState } from 'react'
import { PageProblem, stopSms, type OpenPage } from './page-calls.ts'
import type { Show } from './show.ts'
import { toldProblems } from './typed-deed.ts'

export function StopSms({ page, show, onDone }: {
  page: OpenPage; show: Show; onDone: (said: string) => void
}) {
  const { words } = show
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const stop = async () => {
    setBusy(true)
    try {
      await stopSms()
      onDone(words.doneStop)
    } catch (error) {
      setProblem(toldProblems(error instanceof PageProblem ? error
        : new PageProblem(0, 'unexpected', ''), page, show).form ?? words.problems.unexpected)
    }
    setBusy(false)
  }
  if (!isAsked) {
    return <button type="button" className="button button-quiet" onClick={() => setAsked(true)}>
      {words.stopSms}</button>
  }
  return (
    <section className="card form" aria-label={words.stopSms}>
      <p>{words.stopSms}?</p>
      {problem === null ? null : <p className="note note-bad" role="alert">{problem}</p>}
      <div className="form-deeds">
        <button type="button" className="button button-strong" autoFocus
          disabled={isBusy || page.isPreview} onClick={() => void stop()}>
          {words.stopSmsNow}</button>
        <button type="button" className="button" onClick={() => setAsked(false)}>
          {words.cancel}</button>
      </div>
    </section>
  )
}
