// Asks before a form with changes that are not saved is left, also when the window is closed.
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const { t } = useLingui()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && (next.pathname !== current.pathname
      || JSON.stringify(next.search) !== JSON.stringify(current.search)),
    enableBeforeUnload: () => isDirty, withResolver: true,
  })
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()}
      title={t`Leave with unsaved changes?`}>
      <p className="small" style={{ margin: '0 0 16px' }}>
        <Trans>What you changed here is not saved.</Trans></p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" color="red" onClick={() => blocker.proceed?.()}>
          <Trans>Leave without saving</Trans></Button>
        <Button onClick={() => blocker.reset?.()}><Trans>Stay here</Trans></Button>
      </Group>
    </Modal>
  )
}
