// A running import: how far it is, how fast, when it ends; it may be left, and stopped.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Progress } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { cancelImport } from '#contract/import-wizard.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { countText } from '../../format.ts'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { Counts } from './counts.tsx'
import type { InHand } from './import-words.ts'

export function RunStep({ now }: { now: InHand }) {
  const cancel = useDeed(cancelImport)
  const rowCount = now.rowCount ?? 0
  const done = now.created + now.updated + now.unchanged + now.failed
  const perSecond = usePace(done)
  const percent = rowCount === 0 ? 0 : Math.min(100, Math.floor((done / rowCount) * 100))
  const [row, rows] = [countText(done), countText(rowCount)]
  const { waitsFor } = now
  return (
    <section className="card stack" style={{ gap: 16 }} aria-live="polite" aria-busy="true">
      <h2 className="card-title" style={{ margin: 0 }}>
        {now.state === 'queued' ? <Trans>In the queue</Trans> : <Trans>Importing</Trans>}</h2>
      <Progress value={percent} size="lg" animated={now.state === 'running'}
        aria-label={t`${percent} % are in`} />
      <p className="small dim" style={{ margin: 0 }}>
        {now.state === 'queued' ? waitsFor
          ? <Trans>Waits until the import of {waitsFor.fileName} is over.</Trans>
          : <Trans>Begins in a moment.</Trans>
          : <Trans>Row {row} of {rows}</Trans>}
        {perSecond === null || now.state !== 'running' ? null : <>{' · '}
          <Pace perSecond={perSecond} left={rowCount - done} /></>}
      </p>
      <Counts counts={now} />
      <p className="small dim" style={{ margin: 0 }}>
        <Trans>You may leave this page; the bell tells you when it has ended.</Trans></p>
      <DeedError error={cancel.error} />
      <div><DeedButton endpoint={cancelImport} variant="default" loading={cancel.isPending}
        onClick={() => cancel.mutate({ params: { importId: now.id } })}>
        <Trans>Cancel</Trans></DeedButton></div>
    </section>
  )
}

function Pace({ perSecond, left }: { perSecond: number; left: number }) {
  const pace = countText(Math.round(perSecond))
  const seconds = Math.ceil(left / perSecond)
  return (
    <>
      <Trans>{pace} rows a second</Trans>{' · '}
      {seconds < 90 ? <Plural value={seconds} one="about # second left"
        other="about # seconds left" />
        : <Plural value={Math.ceil(seconds / 60)} one="about # minute left"
            other="about # minutes left" />}
    </>
  )
}

/** From what this window saw; null until it saw enough. */
function usePace(done: number): number | null {
  const first = useRef<{ done: number; at: number } | null>(null)
  const [pace, setPace] = useState<number | null>(null)
  useEffect(() => {
    const at = performance.now()
    first.current ??= { done, at }
    const seconds = (at - first.current.at) / 1000
    if (seconds > 1 && done > first.current.done) setPace((done - first.current.done) / seconds)
  }, [done])
  return pace
}
