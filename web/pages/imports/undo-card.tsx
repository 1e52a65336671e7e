// Takes an import back within a day: what would be taken back, or why it cannot be.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { previewUndo, undoImport } from '#contract/import-wizard.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { MomentText } from '../../components/times.tsx'
import { countText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import type { InHand } from './import-words.ts'

const nounWord = (noun: string): string => ({
  customer: t`Customers`, contact: t`Contacts`, contact_address: t`Addresses`,
  invoice: t`Invoices`, payment: t`Payments`, credit_note: t`Credit notes`,
  allocation: t`Allocations`,
}[noun] ?? noun)

export function UndoCard({ now, until }: { now: InHand; until: string }) {
  const [isAsked, setAsked] = useState(false)
  return (
    <section className="card stack" style={{ gap: 12 }} aria-labelledby="undo">
      <h2 id="undo" className="card-title" style={{ margin: 0 }}>
        <Trans>Undo this import</Trans></h2>
      <p className="small dim" style={{ margin: 0 }}>
        <Trans>Possible until <MomentText at={until} />, while nobody was contacted because of
          it.</Trans></p>
      {isAsked ? <Preview now={now} /> : (
        <div><DeedButton endpoint={undoImport} variant="default" onClick={() => setAsked(true)}>
          <Trans>See what would be taken back</Trans></DeedButton></div>
      )}
    </section>
  )
}

function Preview({ now }: { now: InHand }) {
  const params = { importId: now.id }
  const preview = useRead(previewUndo, { params }, { staleTimeMs: 0 })
  const undo = useDeed(undoImport)
  if (preview.error) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  }
  if (!preview.data) return <p className="small dim" role="status"><Trans>Looking…</Trans></p>
  const { whyNot, nouns, examples } = preview.data
  return (
    <>
      {whyNot.length === 0 ? null : (
        <div className="note tone-warn" role="status"><div className="note-body">
          <Trans>It cannot be undone:</Trans>
          <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
            {whyNot.map((reason) => <li key={reason}>{reason}</li>)}</ul>
        </div></div>
      )}
      <ul className="small" style={{ margin: 0, paddingInlineStart: 18 }}>
        {nouns.map(({ noun, added, changed }) => {
          const [more, other] = [countText(added), countText(changed)]
          return <li key={noun}>{nounWord(noun)}: {changed === 0
            ? <Trans>{more} would be removed</Trans> : added === 0
              ? <Trans>{other} would be as before</Trans>
              : <Trans>{more} would be removed, {other} would be as before</Trans>}</li>
        })}
      </ul>
      {examples.length === 0 ? null : (
        <details className="small"><summary><Trans>Some of them</Trans></summary>
          <ul style={{ margin: '6px 0 0', paddingInlineStart: 18 }}>
            {examples.map(({ noun, name, did }, place) => (
              <li key={place}>{nounWord(noun)}: {name}{' '}
                <span className="dim">{did === 'added' ? t`removed` : t`as before`}</span></li>))}
          </ul></details>
      )}
      <DeedError error={undo.error} />
      <div><DeedButton endpoint={undoImport} loading={undo.isPending}
        whyNot={whyNot[0] ?? null} onClick={() => undo.mutate({ params })}>
        <Trans>Undo the import</Trans></DeedButton></div>
    </>
  )
}
