// All versions of a workflow: who published them and when, what differs, an old one as the draft.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Select } from '@mantine/core'
import { IconCheck, IconEdit, IconHistory, IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listVersions, restoreVersion } from '#contract/workflow-versions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { counted } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { ChangesBetween } from './version-changes.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

type Version = AnswerOf<typeof listVersions>['items'][number]

export function VersionsTab({ workflow, onRestored }: {
  workflow: WorkflowAnswer; onRestored: (workflow: WorkflowAnswer) => void
}) {
  const params = { workflowId: workflow.id }
  const read = useRead(listVersions, { params })
  const [asking, setAsking] = useState<Version | null>(null)
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  if (!read.data) return <div className="card card-flush"><ListSkeleton rows={3} /></div>
  const { items } = read.data
  return (
    <div className="stack">
      <Comparison workflowId={workflow.id} versions={items} />
      <section className="card card-flush" aria-label={t`Versions`}>
        <ul className="rows">
          {items.map((version) => (
            <li key={version.id} className="version-row">
              <VersionLine version={version} level={workflow.level} />
              {version.state === 'draft' ? null : (
                <DeedButton endpoint={restoreVersion} size="compact-sm" variant="default"
                  onClick={() => setAsking(version)}><Trans>Use as draft</Trans></DeedButton>
              )}
            </li>
          ))}
        </ul>
      </section>
      {asking === null ? null : (
        <RestoreDialog version={asking} workflow={workflow} onClose={() => setAsking(null)}
          onRestored={onRestored} />
      )}
    </div>
  )
}

const STATES = {
  draft: [t`Draft`, 'warn', IconEdit], current: [t`Published`, 'good', IconCheck],
  former: [t`Earlier`, 'calm', IconHistory], taken_back: [t`Undone`, 'calm', IconArrowBackUp],
} as const

function VersionLine({ version, level }: { version: Version; level: string }) {
  const [word, tone, icon] = STATES[version.state]
  return (
    <div className="version-line">
      <span className="row-line" style={{ flexWrap: 'wrap' }}>
        <span className="strong"><Trans>Version {version.number}</Trans></span>
        <StatusBadge tone={tone} icon={icon}>{word}</StatusBadge>
      </span>
      <span className="dim small">
        {counted(version.stepCount, 'step')}
        {version.state === 'draft' ? ''
          : <> · {t`${counted(version.runCount, level)} on it`}</>}
        <Made version={version} />
      </span>
    </div>
  )
}

function Made({ version: { at, by, state } }: { version: Version }) {
  if (at === null) return by === null ? null : <> {t`by ${by}`}</>
  const isDraft = state === 'draft'
  if (by === null) {
    return <> · {isDraft ? <Trans>saved <When at={at} /></Trans>
      : <Trans>published <When at={at} /></Trans>}</>
  }
  return <> · {isDraft ? <Trans>saved <When at={at} /> by {by}</Trans>
    : <Trans>published <When at={at} /> by {by}</Trans>}</>
}

const nameOf = (version: Version) =>
  t`Version ${version.number}${version.state === 'draft' ? ' (draft)'
    : version.state === 'taken_back' ? ' (undone)' : ''}`

/** The newest two to begin with. */
function Comparison({ workflowId, versions }: {
  workflowId: string; versions: readonly Version[]
}) {
  const [from, setFrom] = useState(versions[1]?.id ?? null)
  const [to, setTo] = useState(versions[0]?.id ?? null)
  if (versions.length < 2) {
    return <p className="dim small" style={{ margin: 0 }}>
      <Trans>There is one version so far; a second one can be compared with it here.</Trans></p>
  }
  const data = versions.map((version) => ({ value: version.id, label: nameOf(version) }))
  return (
    <section className="card" aria-label={t`What changed`}>
      <div className="compare-choice">
        <Select label={t`What changed from`} data={data} value={from} onChange={setFrom}
          allowDeselect={false} />
        <Select label={t`to`} data={data} value={to} onChange={setTo} allowDeselect={false} />
      </div>
      {from === null || to === null ? null
        : <ChangesBetween workflowId={workflowId} from={from} to={to} />}
    </section>
  )
}

function RestoreDialog({ version, workflow, onClose, onRestored }: {
  version: Version; workflow: WorkflowAnswer; onClose: () => void
  onRestored: (workflow: WorkflowAnswer) => void
}) {
  const restore = useDeed(restoreVersion, (answer) => {
    toast(t`Version ${version.number} is the draft now; publish it to put it to use.`)
    onClose()
    onRestored(answer)
  })
  return (
    <Modal opened onClose={onClose} title={t`Use version ${version.number} as the draft?`}>
      <p className="small" style={{ margin: '0 0 12px' }}>
        {workflow.draft === null
          ? t`Its steps and rules become a draft. Nothing runs differently until you publish it.`
          : t`There is a draft with unpublished changes: it is replaced, and its changes are lost.`}
      </p>
      <DeedError error={restore.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
        <Button loading={restore.isPending}
          {...(workflow.draft === null ? {} : { color: 'red' })} onClick={() => restore.mutate({
            params: { workflowId: workflow.id, versionId: version.id },
            body: { replacesDraft: workflow.draft !== null },
          })}>{workflow.draft === null ? t`Use as draft` : t`Replace the draft`}</Button>
      </Group>
    </Modal>
  )
}
