// Imports, newest first: those under way with how far they are, those that are over with counts.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  IconAlertTriangle, IconArrowBackUp, IconCheck, IconClock, IconFileImport, IconLoader, IconPencil,
  IconX,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { listImports, type Import } from '#contract/imports.ts'
import { StatusBadge } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { countText } from '../../format.ts'
import { usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { kindWord } from './import-words.ts'

type Listed = z.output<typeof Import>

export function ImportHistory() {
  const imports = usePages(listImports, { query: { limit: 20 } }, { isLive: true })
  return (
    <section className="card card-flush" aria-labelledby="import-history">
      <h2 id="import-history" className="card-title" style={{ padding: '14px 16px 0' }}>
        <Trans>Imports</Trans></h2>
      {imports.error && !imports.items ? (
        <div style={{ padding: 14 }}>
          <ErrorState error={imports.error} onRetry={() => void imports.refetch()} /></div>
      ) : !imports.items ? <ListSkeleton rows={3} /> : imports.items.length === 0 ? (
        <EmptyState icon={<IconFileImport size={22} />} title={t`Nothing imported yet`}>
          <Trans>Begin with customers, then contacts and invoices. Each import is kept here with
            what it did, its rows with a mistake, and for a day a way to undo it.</Trans>
        </EmptyState>
      ) : (
        <>
          <ul className="rows">{imports.items.map((one) => <Line key={one.id} one={one} />)}</ul>
          <LoadMore pages={imports} />
        </>
      )}
    </section>
  )
}

function Line({ one }: { one: Listed }) {
  const [added, changed] = [countText(one.created), countText(one.updated)]
  const [same, wrong] = [countText(one.unchanged), countText(one.failed)]
  const isOver = one.finishedAt !== null
  return (
    <li>
      <Link to="/import/$importId" params={{ importId: one.id }} className="row-link">
        <span className="row-line">
          <span className="clamp-1"><span className="strong">{kindWord(one.kind)}</span>{' '}
            <span className="dim">{one.fileName}</span></span>
          <ImportState one={one} />
          <span className="dim tiny"><When at={one.startedAt} /></span>
        </span>
        <span className="row-sub clamp-2">
          {!isOver ? one.rowCount === null ? <Trans>The file is not here yet</Trans>
            : <Trans>{countText(one.rowCount)} rows</Trans>
            : one.failed === 0
              ? <Trans>{added} added · {changed} changed · {same} unchanged</Trans>
              : <Trans>{added} added · {changed} changed · {same} unchanged · {wrong} with a
                  mistake</Trans>}
          {one.why === null ? '' : ` · ${one.why}`}
        </span>
      </Link>
    </li>
  )
}

export function ImportState({ one }: { one: Pick<Listed, 'state' | 'line'> }): ReactNode {
  switch (one.state) {
    case 'uploading': case 'draft': case 'checked':
      return <StatusBadge tone="warn" icon={IconPencil}>{t`Waits for you`}</StatusBadge>
    case 'checking': return <StatusBadge tone="info" icon={IconLoader}>{t`Checking`}</StatusBadge>
    case 'queued': return <StatusBadge tone="info" icon={IconClock}>{t`Queued`}</StatusBadge>
    case 'running': {
      const line = countText(one.line)
      return <StatusBadge tone="info" icon={IconLoader}>{t`Line ${line}`}</StatusBadge>
    }
    case 'done': return <StatusBadge tone="good" icon={IconCheck}>{t`Done`}</StatusBadge>
    case 'failed':
      return <StatusBadge tone="bad" icon={IconAlertTriangle}>{t`Failed`}</StatusBadge>
    case 'cancelled': return <StatusBadge tone="calm" icon={IconX}>{t`Cancelled`}</StatusBadge>
    case 'undone':
      return <StatusBadge tone="calm" icon={IconArrowBackUp}>{t`Undone`}</StatusBadge>
  }
}
