// Short notices at the edge of the page, with an undo where there is something to undo.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'
import { offerUndo } from '../undo.ts'
import { KeyHint } from './key-hint.tsx'

const UNDO_MS = 12_000
const closeButtonProps = { 'aria-label': t`Close notice` }

export const toast = (message: string): void => {
  notifications.show({ message, closeButtonProps, icon: <IconCheck size={16} />, color: 'teal' })
}

export const toastProblem = (error: Error): void => {
  notifications.show({ message: error.message, closeButtonProps, color: 'red', autoClose: 10_000 })
}

/** For deeds that can be taken back; the button does so and the notice goes. */
export function toastUndo(message: string, undo: () => void): void {
  const takeBack = () => {
    withdraw()
    notifications.hide(id)
    undo()
  }
  const withdraw = offerUndo(takeBack, UNDO_MS)
  const id = notifications.show({
    closeButtonProps, autoClose: UNDO_MS, withCloseButton: true,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span style={{ flex: 1 }}>{message}</span>
        <Button size="compact-sm" variant="default" onClick={takeBack}
          rightSection={<KeyHint shortcut="undoLast" />}><Trans>Undo</Trans></Button>
      </span>
    ),
  })
}
