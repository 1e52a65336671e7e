// CSV import: choose what, drop the file, see what would happen, then let it happen.
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Select } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { describeImport, IMPORT_KINDS, runImport, type Import } from '#contract/imports.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { countText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { FileDrop } from './file-drop.tsx'
import { ImportHistory } from './import-history.tsx'
import { ImportReport } from './import-report.tsx'

export type ImportAnswer = z.output<typeof Import>
export type Kind = (typeof IMPORT_KINDS)[number]
type DateFormat = 'auto' | 'dmy' | 'mdy' | 'ymd'

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'customers', label: t`Customers` }, { value: 'contacts', label: t`Contacts` },
  { value: 'invoices', label: t`Invoices` }, { value: 'credit_notes', label: t`Credit notes` },
  { value: 'payments', label: t`Payments` },
]
const DATES: readonly { value: DateFormat; label: string }[] = [
  { value: 'auto', label: t`Recognise` }, { value: 'dmy', label: t`Day first: 31.12.2026` },
  { value: 'mdy', label: t`Month first: 12/31/2026` }, { value: 'ymd', label:
    t`Year first: 2026-12-31` },
]

export function ImportPage() {
  const [kind, setKind] = useState<Kind>('customers')
  const [dateFormat, setDateFormat] = useState<DateFormat>('auto')
  const [file, setFile] = useState<File | null>(null)
  const check = useDeed(runImport)
  const run = useDeed(runImport)
  const start = (deed: typeof check, chosen: File, dryRun: boolean, dates = dateFormat) =>
    deed.mutate({
      params: { kind }, file: chosen,
      query: { fileName: chosen.name, dateFormat: dates, ...(dryRun ? { dryRun: 'true' } : {}) },
    })
  const choose = (chosen: File) => {
    setFile(chosen)
    run.reset()
    start(check, chosen, true)
  }
  const forget = () => {
    setFile(null)
    check.reset()
    run.reset()
  }
  return (
    <div className="page page-narrow">
      <PageHeader title={t`Import`} windowTitle={t`Import`} about={t`Good rows go in, rows with a
        mistake come back in a file. The same file twice changes nothing.`} />
      <div className="stack">
        <section className="card stack" style={{ gap: 14 }}>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
            <Select label={t`What is in the file`} data={[...KINDS]} value={kind}
              allowDeselect={false}
              onChange={(value) => {
                setKind(KINDS.find((one) => one.value === value)?.value ?? 'customers')
                forget()
              }} style={{ flex: '1 1 200px' }} />
            <Select label={t`Dates`} data={[...DATES]} value={dateFormat} allowDeselect={false}
              style={{ flex: '1 1 200px' }} onChange={(value) => {
                const dates = DATES.find((one) => one.value === value)?.value ?? 'auto'
                setDateFormat(dates)
                if (file !== null) start(check, file, true, dates)
              }} />
          </div>
          <FileDrop file={file} isBusy={check.isPending} onFile={choose} />
          <Columns kind={kind} />
          <DeedError error={check.error ?? run.error} />
        </section>
        {file !== null && check.data && !run.data ? (
          <ImportReport report={check.data} isDryRun>
            <ImportButton report={check.data} isBusy={run.isPending}
              onRun={() => start(run, file, false)} />
          </ImportReport>
        ) : null}
        {run.data ? <ImportReport report={run.data} onAgain={forget} /> : null}
        <ImportHistory />
      </div>
    </div>
  )
}

function ImportButton({ report, isBusy, onRun }: {
  report: ImportAnswer; isBusy: boolean; onRun: () => void
}) {
  const changes = report.created + report.updated
  return (
    <DeedButton endpoint={runImport} loading={isBusy} onClick={onRun}
      whyNot={report.state === 'failed' ? report.why ?? t`The file cannot be read.`
        : changes === 0 ? t`Nothing in this file is new.` : null}>
      {changes === 0 ? t`Import` : t`Import ${countText(changes)} ${plural(changes, { one: 'row',
        other: 'rows' })}`}
    </DeedButton>
  )
}

/** What the file may hold, and an example to begin with. */
function Columns({ kind }: { kind: Kind }) {
  const about = useRead(describeImport, { params: { kind } }, { staleTimeMs: 600_000, isKept: true
    })
  if (!about.data) return null
  const { columns, example } = about.data
  return (
    <details className="small">
      <summary style={{ cursor: 'pointer' }} className="dim">
        <Trans>Columns: {columns.filter(({ isRequired }) => isRequired).map(({ name }) =>
          name).join(', ')}
        {' '}are needed, {columns.filter(({ isRequired }) => !isRequired).length} more are
          understood</Trans>
      </summary>
      <div className="table-wrap">
        <table className="ledger" style={{ marginTop: 8 }}><tbody>
          {columns.map((column) => (
            <tr key={column.name}>
              <td style={{ verticalAlign: 'top', paddingInlineEnd: 16, whiteSpace: 'nowrap' }}>
                <code>{column.name}</code>{column.isRequired ? ' *' : ''}</td>
              <td style={{ textAlign: 'start' }}>{column.about}</td>
            </tr>
          ))}
        </tbody></table>
      </div>
      <Anchor size="sm" download={`${kind}-example.csv`}
        href={`data:text/csv;charset=utf-8,${encodeURIComponent(example)}`}>
        <Trans>Download an example file</Trans></Anchor>
    </details>
  )
}
