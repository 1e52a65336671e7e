// What an import did, or would do: counts, the first mistakes, and the file of all of them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { getImportErrors } from '#contract/imports.ts'
import { addressOf } from '../../api.ts'
import { countText } from '../../format.ts'
import type { ImportAnswer } from './import-page.tsx'

export function ImportReport({ report, isDryRun = false, onAgain, children }: {
  report: ImportAnswer
  isDryRun?: boolean
  onAgain?: () => void
  children?: ReactNode
}) {
  return (
    <section className="card stack" style={{ gap: 14 }} aria-live="polite">
      <div>
        <h2 style={{ margin: 0 }}>{isDryRun ? t`What would happen` : t`Done`}</h2>
        <div className="dim small">
          {[t`${countText(report.line)} lines`, report.encoding, delimiterWord(report.delimiter)]
            .filter((part) => part !== null && part !== '').join(' · ')}
        </div>
      </div>
      {report.why === null ? null : (
        <div className="note tone-bad"><IconAlertTriangle size={16} aria-hidden />
          <div className="note-body">{report.why}</div></div>
      )}
      <Counts report={report} isDryRun={isDryRun} />
      <FirstErrors report={report} />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {report.failed > 0 && !isDryRun ? (
          <Button variant="default" component="a" leftSection={<IconDownload size={16} />}
            download href={addressOf(getImportErrors, { params: { importId: report.id } })}>
            <Trans>Download errors.csv</Trans></Button>
        ) : null}
        {onAgain === undefined ? null : (
          <>
            <Button variant="default" onClick={onAgain}><Trans>Import another file</Trans></Button>
            <Button component={Link} to={report.kind === 'invoices' ? '/invoices' : '/customers'}>
              <Trans>See them</Trans></Button>
          </>
        )}
        {children}
      </div>
    </section>
  )
}

function Counts({ report, isDryRun }: { report: ImportAnswer; isDryRun: boolean }) {
  const counts = [
    [isDryRun ? t`will be added` : 'added', report.created, 'var(--good)'],
    [isDryRun ? t`will change` : 'changed', report.updated, 'var(--info)'],
    ['unchanged', report.unchanged, 'var(--calm)'],
    [t`with a mistake`, report.failed, 'var(--bad)'],
  ] as const
  return (
    <div style={{ display: 'grid', gap: 10, gridTemplateColumns:
      'repeat(auto-fit, minmax(110px, 1fr))' }}>
      {counts.map(([words, count, colour]) => (
        <div key={words} style={{ background: 'var(--ground)', borderRadius: 8, padding:
          '10px 12px' }}>
          <div className="num strong" style={{ fontSize: '1.25rem',
            color: count === 0 ? 'var(--mantine-color-dimmed)' : colour }}>{countText(count)}</div>
          <div className="dim small">{words}</div>
        </div>
      ))}
    </div>
  )
}

function FirstErrors({ report }: { report: ImportAnswer }) {
  if (report.firstErrors.length === 0) {
    if (report.failed > 0 || report.why !== null) return null
    return (
      <div className="note tone-good"><IconCheck size={16} aria-hidden />
        <div className="note-body"><Trans>Every row is good.</Trans></div></div>
    )
  }
  return (
    <div className="table-wrap" role="region" aria-label={t`Rows with a mistake`} tabIndex={0}>
      <table className="small" style={{ width: '100%', borderCollapse: 'collapse' }}>
        <thead>
          <tr className="dim tiny" style={{ textAlign: 'start' }}>
            <th style={{ padding: '4px 12px 4px 0' }}><Trans>Line</Trans></th>
            <th style={{ padding: '4px 12px 4px 0' }}><Trans>Column</Trans></th><th><Trans>What is
              wrong</Trans></th>
          </tr>
        </thead>
        <tbody>
          {report.firstErrors.map((error, index) => (
            <tr key={index} style={{ borderTop: '1px solid var(--line)', verticalAlign: 'top' }}>
              <td className="num" style={{ padding: '6px 12px 6px 0' }}>{error.line}</td>
              <td style={{ padding: '6px 12px 6px 0' }}>{error.field}</td>
              <td style={{ padding: '6px 0', overflowWrap: 'anywhere' }}>{error.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.failed > report.firstErrors.length ? (
        <p className="dim small"><Trans>{countText(report.failed - report.firstErrors.length)} more
          rows have a mistake; the file of errors lists them all.</Trans></p>
      ) : null}
    </div>
  )
}

const delimiterWord = (delimiter: string | null): string | null => {
  if (delimiter === null) return null
  return { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }[delimiter] ?? delimiter
}
