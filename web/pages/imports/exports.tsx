// What leaves: each list as CSV, and the whole organization as a file with its history.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Progress } from '@mantine/core'
import {
  IconAlertTriangle, IconCheck, IconClock, IconDatabaseExport, IconLoader,
} from '@tabler/icons-react'
import type { z } from 'zod'
import {
  exportContacts, exportCreditNotes, exportCustomers, exportInvoices, exportPayments,
  getOrgExport, listOrgExports, startOrgExport, type OrgExport,
} from '#contract/exports.ts'
import { addressOf } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { countText, sizeText } from '../../format.ts'
import { useDeed, usePages } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'

type Exported = z.output<typeof OrgExport>

export function Exports() {
  return (
    <section className="card stack" style={{ gap: 14 }} aria-labelledby="exports">
      <h2 id="exports" className="card-title" style={{ margin: 0 }}><Trans>Exports</Trans></h2>
      <p className="small dim" style={{ margin: 0 }}>
        <Trans>Lists have the headings of the imports: imported again, they change nothing.</Trans>
      </p>
      <div className="import-deeds">
        <ExportButton endpoint={exportCustomers} label={t`Customers`} />
        <ExportButton endpoint={exportContacts} label={t`Contacts`} />
        <ExportButton endpoint={exportInvoices} query={{ status: 'all' }} label={t`Invoices`} />
        <ExportButton endpoint={exportCreditNotes} label={t`Credit notes`} />
        <ExportButton endpoint={exportPayments} label={t`Payments`} />
      </div>
      <Whole />
    </section>
  )
}

function Whole() {
  const start = useDeed(startOrgExport)
  const exports = usePages(listOrgExports, { query: { limit: 5 } }, { isLive: true })
  return (
    <>
      <h3 style={{ margin: '6px 0 0', fontSize: '0.95rem' }}>
        <Trans>The whole organization</Trans></h3>
      <p className="small dim" style={{ margin: 0 }}>
        <Trans>One zip: each table as lines of JSON, mails and attachments as files. Passwords and
          keys are not in it. It is kept for a week.</Trans></p>
      <div><DeedButton endpoint={startOrgExport} variant="default" loading={start.isPending}
        leftSection={<IconDatabaseExport size={16} />} onClick={() => start.mutate({})}>
        <Trans>Export everything</Trans></DeedButton></div>
      <DeedError error={start.error} />
      {exports.error && !exports.items
        ? <ErrorState error={exports.error} onRetry={() => void exports.refetch()} /> : null}
      {exports.items === undefined || exports.items.length === 0 ? null : (
        <ul className="rows" aria-label={t`Exports of everything`}>
          {exports.items.map((one) => <Line key={one.id} one={one} />)}</ul>
      )}
      <LoadMore pages={exports} />
    </>
  )
}

function Line({ one }: { one: Exported }) {
  const whyNot = useWhyNot(getOrgExport)
  const percent = one.rowsTotal === 0 ? 0 : Math.floor((one.rowsDone / one.rowsTotal) * 100)
  const [done, total] = [countText(one.rowsDone), countText(one.rowsTotal)]
  return (
    <li style={{ padding: '10px 0', borderTop: '1px solid var(--line)' }}>
      <div className="row-line">
        <span><When at={one.startedAt} /></span>
        <State one={one} />
        {one.state === 'done' && whyNot === null ? (
          <Anchor download underline="always" size="sm"
            href={addressOf(getOrgExport, { params: { exportId: one.id } })}>
            <Trans>Download, {sizeText(one.sizeBytes)}</Trans></Anchor>
        ) : null}
      </div>
      {one.state === 'running' ? (
        <>
          <Progress value={percent} mt={6} aria-label={t`${percent} % are written`} />
          <div className="row-sub"><Trans>{done} of {total} rows</Trans></div>
        </>
      ) : null}
      {one.why === null ? null : <div className="row-sub">{one.why}</div>}
    </li>
  )
}

function State({ one }: { one: Exported }) {
  switch (one.state) {
    case 'queued': return <StatusBadge tone="info" icon={IconClock}>{t`Queued`}</StatusBadge>
    case 'running': return <StatusBadge tone="info" icon={IconLoader}>{t`Running`}</StatusBadge>
    case 'done': return <StatusBadge tone="good" icon={IconCheck}>{t`Done`}</StatusBadge>
    case 'failed':
      return <StatusBadge tone="bad" icon={IconAlertTriangle}>{t`Failed`}</StatusBadge>
    case 'expired': return <StatusBadge tone="calm" icon={IconClock}>{t`Expired`}</StatusBadge>
  }
}
