// Skips an action, with a reason if one likes: the workflow moves on, no contact is counted.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { skipAction } from '#contract/actions.ts'
import { reopenTask } from '#contract/tasks.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toastUndo } from '../../ui/toast.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { takeBack } from './quick-replies.ts'

export function SkipButton({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const skip = useDeed(skipAction, () => {
    setOpen(false)
    onDone()
    toastUndo(t`${action.name} skipped; the workflow moves on.`,
      () => void takeBack(reopenTask, { params: { actionId: action.id } }))
  })
  return (
    <>
      <DeedButton endpoint={skipAction} variant="default" onClick={() => setOpen(true)}>
        <Trans>Skip</Trans></DeedButton>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t`Skip “${action.name}”?`}>
        <form onSubmit={(event) => {
          event.preventDefault()
          skip.mutate({ params: { actionId: action.id }, body: { reason } })
        }}>
          <p className="dim small" style={{ marginTop: 0 }}>
            <Trans>The workflow moves on to its next step. No contact is counted.</Trans></p>
          <TextInput label={t`Reason`} placeholder={t`Optional`} value={reason} maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)} mb="sm" />
          <DeedError error={skip.error} />
          <Group justify="flex-end" mt="sm">
            <Button variant="default" onClick={() => setOpen(false)}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={skip.isPending}><Trans>Skip</Trans></Button>
          </Group>
        </form>
      </Modal>
    </>
  )
}
