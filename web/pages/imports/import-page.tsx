// Import and export: begin an import, see those under way, and those that are over.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { beginImport } from '#contract/import-wizard.ts'
import { describeImport, IMPORT_KINDS } from '#contract/imports.ts'
import { useWhyNot } from '../../components/session.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Exports } from './exports.tsx'
import { FileDrop } from './file-drop.tsx'
import { ImportHistory } from './import-history.tsx'
import { fieldWord, kindAbout, kindWord, type Kind } from './import-words.ts'
import { show, upload } from './uploads.ts'
import './imports.css'

export function ImportPage() {
  return (
    <div className="page page-narrow">
      <PageHeader title={t`Import and export`} windowTitle={t`Import and export`}
        about={t`Good rows go in, rows with a mistake come back in a file. The same file twice
          changes nothing.`} />
      <div className="stack">
        <NewImport />
        <ImportHistory />
        <Exports />
      </div>
    </div>
  )
}

function NewImport() {
  const [kind, setKind] = useState<Kind>('customers')
  const [file, setFile] = useState<File | null>(null)
  const navigate = useNavigate()
  const whyNot = useWhyNot(beginImport)
  const begin = useDeed(beginImport)
  const choose = (chosen: File) => {
    setFile(chosen)
    begin.mutate({ body: { kind, fileName: chosen.name, sizeBytes: chosen.size } }, {
      onSuccess: (begun) => {
        show(begun)
        void upload(begun, chosen)
        void navigate({ to: '/import/$importId', params: { importId: begun.id } })
      },
    })
  }
  return (
    <section className="card stack" style={{ gap: 16 }} aria-labelledby="new-import">
      <h2 id="new-import" className="card-title" style={{ margin: 0 }}>
        <Trans>New import</Trans></h2>
      <fieldset className="import-kinds">
        <legend className="label"><Trans>What is in the file</Trans></legend>
        {IMPORT_KINDS.map((one) => (
          <label key={one} className="import-kind">
            <input type="radio" name="kind" value={one} checked={kind === one}
              aria-label={kindWord(one)} aria-describedby={`about-${one}`}
              onChange={() => setKind(one)} />
            <span><span className="strong">{kindWord(one)}</span>
              <span className="dim small" id={`about-${one}`}>{kindAbout(one)}</span></span>
          </label>
        ))}
      </fieldset>
      <FileDrop file={file} isBusy={begin.isPending} onFile={choose} whyNot={whyNot} />
      <DeedError error={begin.error} />
      <Columns kind={kind} />
    </section>
  )
}

/** What the file may hold, and an example to begin with. */
function Columns({ kind }: { kind: Kind }) {
  const about = useRead(describeImport, { params: { kind } },
    { staleTimeMs: 600_000, isKept: true })
  if (!about.data) return null
  const { columns, example } = about.data
  const needed = columns.filter(({ isRequired }) => isRequired)
    .map(({ name }) => fieldWord(name)).join(', ')
  return (
    <div className="small">
      <p style={{ margin: '0 0 6px' }}>
        <Trans>Needed are: {needed}. Your headings may be called differently; you say in a moment
          which column is what.</Trans>{' '}
        <Anchor inherit underline="always" download={`${kind}-template.csv`}
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${example}`)}`}>
          <Trans>Download a template with sample rows</Trans></Anchor>
      </p>
      <details>
        <summary className="dim"><Trans>All columns that are understood</Trans></summary>
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t`Columns; scrolls`}>
          <table className="ledger" style={{ marginTop: 8 }}><tbody>
            {columns.map((column) => (
              <tr key={column.name}>
                <td style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}>
                  {fieldWord(column.name)}{column.isRequired ? ' *' : ''}<br />
                  <code className="dim tiny">{column.name}</code></td>
                <td style={{ textAlign: 'start' }}>{column.about}</td>
              </tr>
            ))}
          </tbody></table>
        </div>
      </details>
    </div>
  )
}
