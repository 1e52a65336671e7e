// Earlier imports, newest first.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconLoader } from '@tabler/icons-react'
import { getImportErrors, listImports } from '#contract/imports.ts'
import { addressOf } from '../../api.ts'
import { plainWord, StatusBadge } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { countText } from '../../format.ts'
import { usePages } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import type { ImportAnswer } from './import-page.tsx'

export function ImportHistory() {
  const imports = usePages(listImports, { query: { limit: 20 } }, { isLive: true })
  if (imports.error && !imports.items) {
    return <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />
  }
  if (!imports.items || imports.items.length === 0) return null
  return (
    <section className="card card-flush" aria-label={t`Earlier imports`}>
      <h2 className="card-title" style={{ padding: '14px 16px 0' }}><Trans>Earlier
        imports</Trans></h2>
      <ul className="rows">
        {imports.items.map((one) => <Line key={one.id} one={one} />)}
      </ul>
      <LoadMore pages={imports} />
    </section>
  )
}

function Line({ one }: { one: ImportAnswer }) {
  return (
    <li style={{ padding: '10px 16px', borderTop: '1px solid var(--line)' }}>
      <div className="row-line">
        <span className="clamp-1"><span className="strong">{plainWord(one.kind)}</span>{' '}
          <span className="dim">{one.fileName}</span></span>
        <State one={one} />
        <span className="dim tiny"><When at={one.startedAt} /></span>
      </div>
      <div className="row-sub">
        <Trans>{countText(one.created)} added · {countText(one.updated)} changed ·{' '}
        {countText(one.unchanged)} unchanged
        {one.failed === 0 ? null : (
          <>{' · '}<Anchor inherit download href={
            addressOf(getImportErrors, { params: { importId: one.id } })}>
            <Trans>{countText(one.failed)} with a mistake</Trans></Anchor></>
        )}</Trans>
      </div>
      {one.why === null ? null : <div className="row-sub">{one.why}</div>}
    </li>
  )
}

function State({ one }: { one: ImportAnswer }) {
  if (one.state === 'running') {
    return <StatusBadge tone="info" icon={IconLoader}>{t`Line ${countText(one.line)}`}</StatusBadge>
  }
  return one.state === 'failed'
    ? <StatusBadge tone="bad" icon={IconAlertTriangle}><Trans>Failed</Trans></StatusBadge>
    : <StatusBadge tone="good" icon={IconCheck}><Trans>Done</Trans></StatusBadge>
}
