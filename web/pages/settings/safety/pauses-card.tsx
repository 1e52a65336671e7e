// All pauses that last, the widest first; here the whole organization is paused and wakes again.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { endPause } from '#contract/customers.ts'
import { listPauses } from '#contract/pauses.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { PauseDialog } from '../../../components/pause-dialog.tsx'
import {
  EndPauseDialog, PauseButton, PausePlace, PauseWords, useWhyNotPause,
} from '../../../components/pauses.tsx'
import { useSession } from '../../../components/session.tsx'
import { useRead } from '../../../queries.ts'
import { ErrorState } from '../../../ui/error-state.tsx'

type Lasting = AnswerOf<typeof listPauses>['items'][number]

export function PausesCard() {
  const { organization } = useSession().me
  const read = useRead(listPauses, {}, { isLive: true })
  const pauses = read.data?.items ?? []
  const isPaused = pauses.some(({ scope }) => scope === 'organization')
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Pauses</Trans></h2>
      <p className="dim small" style={{ margin: '0 0 12px' }}>
        <Trans>While something is paused, nothing of it leaves and no work for it comes to To Do;
          answers, payments and invoices still come in.</Trans></p>
      {isPaused || read.isPending ? null : (
        <PauseButton of={{ scope: 'organization', subjectId: organization.id,
          what: t`all collection` }} />
      )}
      {read.error && !read.data
        ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isPending ? <Skeleton height={60} /> : null}
      {read.data && pauses.length === 0
        ? <p className="dim small" style={{ margin: '12px 0 0' }}><Trans>Nothing is
        paused.</Trans></p> : null}
      <ul className="rows" aria-label={t`What is paused`}>
        {pauses.map((pause) => <li key={pause.id} style={{ padding: '9px 0',
          borderTop: '1px solid var(--line)' }}><Row pause={pause} /></li>)}
      </ul>
      {read.data?.isTruncated ? <p className="dim small"><Trans>The first 200 are shown.</Trans></p>
        : null}
    </section>
  )
}

function Row({ pause }: { pause: Lasting }) {
  const [dialog, setDialog] = useState<'change' | 'end' | null>(null)
  const whyNot = useWhyNotPause(pause.scope)
  const name = pause.scope === 'organization' ? t`all collection` : pause.subjectName
  const close = () => setDialog(null)
  return (
    <div className="row-line" style={{ alignItems: 'flex-start', flexWrap: 'wrap', gap: 8 }}>
      <div className="small" style={{ flex: '1 1 220px', minWidth: 0 }}>
        <IconPlayerPause size={14} aria-hidden
          style={{ verticalAlign: '-2px', marginInlineEnd: 6 }} />
        <PausePlace pause={pause}>{pause.scope === 'organization' ? t`All collection`
          : pause.scope === 'workflow' ? t`Workflow “${pause.subjectName}”`
            : pause.subjectName}</PausePlace>{' '}
        <PauseWords pause={pause} what="" />
      </div>
      <span style={{ display: 'flex', gap: 6 }}>
        <DeedButton endpoint={endPause} size="compact-sm" variant="default" whyNot={whyNot}
          aria-label={t`End the pause of ${name}`} onClick={() => setDialog('end')}>
          <Trans>End…</Trans></DeedButton>
        <DeedButton endpoint={endPause} size="compact-sm" variant="subtle" whyNot={whyNot}
          aria-label={t`Change the pause of ${name}`} onClick={() => setDialog('change')}>
          <Trans>Change…</Trans></DeedButton>
      </span>
      {dialog === 'change' ? <PauseDialog pause={pause} onClose={close}
        of={{ scope: pause.scope, subjectId: pause.subjectId, what: name }} /> : null}
      {dialog === 'end' ? <EndPauseDialog pause={pause} name={name} onClose={close} /> : null}
    </div>
  )
}
