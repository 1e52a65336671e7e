// Pauses that last: what each says, and how it is changed or ended after a look at what comes then.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { endPause, startPause } from '#contract/customers.ts'
import { changePause } from '#contract/pauses.ts'
import { saveWorkflow } from '#contract/workflows.ts'
import { useDeed } from '../queries.ts'
import { DeedError } from '../ui/error-state.tsx'
import { toastUndo } from '../ui/toast.tsx'
import { Consequences } from './consequences.tsx'
import { DeedButton } from './deed-button.tsx'
import { PauseDialog, type PauseAnswer } from './pause-dialog.tsx'
import { resumed } from './pause-undo.ts'
import { useWhyNot } from './session.tsx'
import { DayText } from './times.tsx'

/** Why this person may not pause, change or end in a scope: everybody's is a manager's. */
export function useWhyNotPause(scope: PauseAnswer['scope']): string | null {
  const own = useWhyNot(startPause)
  const wide = useWhyNot(saveWorkflow)
  return scope === 'workflow' || scope === 'organization' ? wide : own
}

export function Pauses({ pauses, nameOf, here }: {
  pauses: readonly PauseAnswer[]
  /** What each is about, by name. */
  nameOf: (pause: PauseAnswer) => string
  /** The scope that the page itself is about: others are named. */
  here: PauseAnswer['scope'] | null
}) {
  return (
    <>
      {pauses.map((pause) => (
        <PauseNote key={pause.id} pause={pause} name={nameOf(pause)}
          isHere={pause.scope === here} />
      ))}
    </>
  )
}

function PauseNote({ pause, name, isHere }: {
  pause: PauseAnswer; name: string; isHere: boolean
}) {
  const [dialog, setDialog] = useState<'change' | 'end' | null>(null)
  const whyNot = useWhyNotPause(pause.scope)
  const close = () => setDialog(null)
  return (
    <div className="note tone-calm" style={{ marginTop: 10 }}>
      <IconPlayerPause size={16} aria-hidden />
      <div className="note-body">
        <PauseWords pause={pause} what={isHere ? t`Paused` : name} />
        <Group gap={6} mt={6}>
          <DeedButton endpoint={endPause} size="compact-sm" variant="default" whyNot={whyNot}
            onClick={() => setDialog('end')}><Trans>End the pause…</Trans></DeedButton>
          <DeedButton endpoint={changePause} size="compact-sm" variant="subtle" whyNot={whyNot}
            onClick={() => setDialog('change')}><Trans>Change…</Trans></DeedButton>
        </Group>
        {dialog === 'change' ? <PauseDialog pause={pause} onClose={close}
          of={{ scope: pause.scope, subjectId: pause.subjectId, what: name }} /> : null}
        {dialog === 'end' ? <EndPauseDialog pause={pause} name={name} onClose={close} /> : null}
      </div>
    </div>
  )
}

const SCOPE_WORDS: Record<PauseAnswer['scope'], string> = {
  organization: t`The organization is paused`, workflow: t`The workflow is paused`,
  customer: t`The customer is paused`, invoice: t`The invoice is paused`,
}

/** What a page calls a pause of another scope than its own. */
export const pausedWords = (pause: PauseAnswer): string => SCOPE_WORDS[pause.scope]

export function PauseWords({ pause, what }: { pause: PauseAnswer; what: string }) {
  return (
    <>
      <span className="strong">{what}</span>{' '}
      {pause.untilOn === null ? t`without an end` : <><Trans>until <DayText
        day={pause.untilOn} /></Trans></>}
      {pause.reason === '' ? null : <>: {pause.reason}</>}
      <div className="dim tiny">
        {t`By ${pause.startedBy} since `}<DayText day={pause.startedAt.slice(0, 10)} />
        {pause.reviewOn === null ? null : <><Trans>; reviewed on <DayText
          day={pause.reviewOn} /></Trans></>}
      </div>
    </>
  )
}

/** Shows first what the end brings; nothing of it leaves before the next regular send time. */
export function EndPauseDialog({ pause, name, onClose }: {
  pause: PauseAnswer; name: string; onClose: () => void
}) {
  const end = useDeed(endPause, () => {
    onClose()
    toastUndo(t`The pause is over; nothing leaves before the next regular send time.`,
      () => void resumed(pause.id))
  })
  return (
    <Modal opened onClose={onClose} title={t`End the pause of ${name}?`}>
      <Stack gap="sm">
        <Consequences wish={{ deed: 'end_pause', pauseId: pause.id }}
          nothing={t`Nothing comes of it in the next seven days.`} />
        <p className="dim small" style={{ margin: 0 }}>
          <Trans>Nothing leaves at once: automatic messages wait for the next regular send
            time.</Trans></p>
        <DeedError error={end.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}><Trans>Let it rest</Trans></Button>
          <Button loading={end.isPending}
            onClick={() => end.mutate({ params: { pauseId: pause.id } })}><Trans>End the
            pause</Trans></Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** “Pause…” for a page that has no menu of its own for it. */
export function PauseButton({ of }: {
  of: { scope: PauseAnswer['scope']; subjectId: string; what: string }
}) {
  const [isAsking, setAsking] = useState(false)
  const whyNot = useWhyNotPause(of.scope)
  return (
    <>
      <DeedButton endpoint={startPause} variant="default" whyNot={whyNot}
        leftSection={<IconPlayerPause size={16} />} onClick={() => setAsking(true)}>
        <Trans>Pause…</Trans></DeedButton>
      {isAsking ? <PauseDialog of={of} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

/** Where a pause stands in the application. */
export function PausePlace({ pause, children }: {
  pause: PauseAnswer & { customerId: string | null }; children: ReactNode
}) {
  if (pause.scope === 'organization') return <>{children}</>
  if (pause.scope === 'workflow') {
    return <Link to="/workflows/$workflowId" params={{ workflowId: pause.subjectId }}
      style={{ color: 'inherit' }}>{children}</Link>
  }
  return pause.scope === 'customer'
    ? <Link to="/customers/$customerId" params={{ customerId: pause.subjectId }}
        style={{ color: 'inherit' }}>{children}</Link>
    : <Link to="/invoices/$invoiceId" params={{ invoiceId: pause.subjectId }}
        style={{ color: 'inherit' }}>{children}</Link>
}
