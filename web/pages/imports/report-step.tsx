// What an import did: counts, rows that stayed out, invoices a full list left out, and its undo.
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Counts } from './counts.tsx'
import type { InHand } from './import-words.ts'
import { MissingInvoices } from './missing-invoices.tsx'
import { Problems } from './problems.tsx'
import { UndoCard } from './undo-card.tsx'

export function ReportStep({ now }: { now: InHand }) {
  return (
    <>
      <section className="card stack" style={{ gap: 16 }} aria-labelledby="report">
        <h2 id="report" className="card-title" style={{ margin: 0 }}>
          {now.state === 'undone' ? <Trans>This import was undone</Trans>
            : now.state === 'cancelled' ? <Trans>Cancelled</Trans>
              : now.state === 'failed' ? <Trans>Stopped by an error</Trans>
                : <Trans>Imported</Trans>}</h2>
        {now.why === null ? null : (
          <div className={`note ${now.state === 'failed' ? 'tone-bad' : 'tone-calm'}`}>
            <IconAlertTriangle size={16} aria-hidden />
            <div className="note-body">{now.why}</div></div>
        )}
        <Counts counts={now} />
        <div className="import-deeds">
          <Button renderRoot={(props) => (
            <Link {...props} to={now.kind === 'invoices' ? '/invoices' : '/customers'} />
          )}><Trans>See them</Trans></Button>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/import" />}>
            <Trans>Import another file</Trans></Button>
        </div>
      </section>
      {now.missingInvoices === 0 ? null : <MissingInvoices now={now} />}
      <Problems now={now} />
      {now.undoUntil === null ? null : <UndoCard now={now} until={now.undoUntil} />}
    </>
  )
}
