// Asks before a page with unsaved changes is left.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { DeedButton } from '../../components/deed-button.tsx'
import { saveDraft } from '#contract/workflows.ts'
import type { Editing } from './use-editing.ts'

/** The simulation takes what is unsaved along, and coming back finds it again. */
const GOES_ALONG = '/workflows/simulation'

export function LeaveDialog({ editing }: { editing: Editing }) {
  const { isDirty } = editing
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && next.pathname !== current.pathname
      && next.pathname !== GOES_ALONG,
    enableBeforeUnload: () => isDirty, withResolver: true,
  })
  const isAsking = blocker.status === 'blocked'
  return (
    <Modal opened={isAsking} onClose={() => blocker.reset?.()}
      title={t`Leave with unsaved changes?`}>
      <p className="small" style={{ margin: '0 0 16px' }}>
        <Trans>What you changed here is not saved. The published version runs on as it
          is.</Trans></p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => blocker.reset?.()}><Trans>Stay
          here</Trans></Button>
        <Button variant="default" color="red" onClick={() => {
          editing.discard()
          blocker.proceed?.()
        }}><Trans>Leave without saving</Trans></Button>
        <DeedButton endpoint={saveDraft} loading={editing.isSaving} onClick={() => {
          if (editing.check()) editing.saveNow(() => blocker.proceed?.())
          else blocker.reset?.()
        }}><Trans>Save the draft and leave</Trans></DeedButton>
      </Group>
    </Modal>
  )
}
