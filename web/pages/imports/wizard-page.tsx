// One import, step by step. The address says which step; the server holds all the rest.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { discardImport, getImportInHand } from '#contract/import-wizard.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { countText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { IMPORT_STEPS } from './steps.ts'
import { CheckStep } from './check-step.tsx'
import { FormatStep } from './format-step.tsx'
import { ImportState } from './import-history.tsx'
import {
  decimalWord, delimiterWord, kindWord, openSteps, orderWord, stepWord, type InHand, type Step,
} from './import-words.ts'
import { MapStep } from './map-step.tsx'
import { ReportStep } from './report-step.tsx'
import { RunStep } from './run-step.tsx'
import { UploadStep } from './upload-step.tsx'
import './imports.css'

const route = getRouteApi('/app/import/$importId')
const ACTIVE: ReadonlySet<string> = new Set(['checking', 'queued', 'running', 'uploading'])

export function ImportWizardPage() {
  const { importId } = route.useParams()
  const { step: wanted } = route.useSearch()
  const read = useRead(getImportInHand, { params: { importId } },
    { isPolledMs: (now) => (now && ACTIVE.has(now.state) ? 1000 : false) })
  if (read.error && !read.data) {
    return (
      <div className="page page-narrow">
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        <p><Link to="/import"><Trans>All imports</Trans></Link></p>
      </div>
    )
  }
  if (!read.data) return <PageSkeleton />
  const now = read.data
  const open = openSteps(now.state)
  const step = wanted !== undefined && open.includes(wanted) ? wanted : open[0] ?? 'report'
  return (
    <div className="page page-narrow">
      <PageHeader windowTitle={t`Import`} title={now.fileName || kindWord(now.kind)}
        about={aboutOf(now)}>
        <ImportState one={now} />
        <Discard now={now} />
      </PageHeader>
      <Steps now={now} step={step} />
      <div className="stack"><StepBody now={now} step={step} /></div>
    </div>
  )
}

function StepBody({ now, step }: { now: InHand; step: Step }) {
  switch (step) {
    case 'upload': return <UploadStep now={now} />
    case 'format': return <FormatStep now={now} />
    case 'map': return <MapStep now={now} />
    case 'check': return <CheckStep now={now} />
    case 'import': return <RunStep now={now} />
    case 'report': return <ReportStep now={now} />
  }
}

function aboutOf(now: InHand): string {
  const { format } = now
  const rows = now.rowCount === null ? '' : countText(now.rowCount)
  const parts = [
    kindWord(now.kind), rows === '' ? '' : t`${rows} rows`,
    format?.encoding ?? '', delimiterWord(format?.delimiter ?? null),
    format && format.decimalSign !== 'unknown' ? decimals(format.decimalSign) : '',
    format && format.dateOrder !== 'unknown' ? dates(format.dateOrder) : '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

function decimals(sign: string): string {
  const how = decimalWord(sign)
  return t`decimals ${how}`
}

function dates(order: string): string {
  const how = orderWord(order)
  return t`dates ${how}`
}

function Steps({ now, step }: { now: InHand; step: Step }) {
  const open = openSteps(now.state)
  return (
    <nav aria-label={t`Steps of the import`}>
      <ol className="import-steps">
        {IMPORT_STEPS.map((one, place) => (
          <li key={one}>
            {open.includes(one) ? (
              <Link to="/import/$importId" params={{ importId: now.id }} search={{ step: one }}
                className={one === step ? 'import-step-now' : ''}
                aria-current={one === step ? 'step' : undefined}>{place + 1} {stepWord(one)}</Link>
            ) : <span className="import-step">{place + 1} {stepWord(one)}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Discard({ now }: { now: InHand }) {
  const navigate = useNavigate()
  const discard = useDeed(discardImport, () => navigate({ to: '/import' }))
  if (!['uploading', 'draft', 'checked'].includes(now.state)) return null
  return (
    <>
      <DeedError error={discard.error} />
      <DeedButton endpoint={discardImport} variant="subtle" color="gray" loading={discard.isPending}
        onClick={() => discard.mutate({ params: { importId: now.id } })}>
        <Trans>Throw away</Trans></DeedButton>
    </>
  )
}
