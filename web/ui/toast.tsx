// Short notices at the edge of the page, with an undo where there is something to undo.
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'

const closeButtonProps = { 'aria-label': 'Close notice' }

export const toast = (message: string): void => {
  notifications.show({ message, closeButtonProps, icon: <IconCheck size={16} />, color: 'teal' })
}

export const toastProblem = (error: Error): void => {
  notifications.show({ message: error.message, closeButtonProps, color: 'red', autoClose: 10_000 })
}

/** For deeds that can be taken back; the button does so and the notice goes. */
export function toastUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    closeButtonProps, autoClose: 12_000, withCloseButton: true,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span style={{ flex: 1 }}>{message}</span>
        <Button size="compact-sm" variant="default" onClick={() => {
          notifications.hide(id)
          undo()
        }}>Undo</Button>
      </span>
    ),
  })
}
