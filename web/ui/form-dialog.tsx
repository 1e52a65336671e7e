// A dialog with one form: fields, the error above the buttons, cancel and save.
import { Trans } from '@lingui/react/macro'
import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { DeedError } from './error-state.tsx'
import { LateModal } from './late-overlay.tsx'

export function FormDialog({ title, onClose, onSubmit, error, isBusy, save, children, whyNot }: {
  title: string
  onClose: () => void
  onSubmit: () => void
  error: Error | null
  isBusy: boolean
  /** The word on the button. */
  save: string
  children: ReactNode
  /** Why it cannot be saved yet. */
  whyNot?: string | null
}) {
  return (
    <LateModal opened onClose={onClose} title={title}>
      <form onSubmit={(event) => {
        event.preventDefault()
        if (!whyNot) onSubmit()
      }}>
        <Stack gap="sm">
          {children}
          <DeedError error={error} />
          <Group justify="flex-end" gap="xs">
            {whyNot ? <span className="dim tiny right"
              style={{ flexBasis: '100%' }}>{whyNot}</span> : null}
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={isBusy} disabled={Boolean(whyNot)}>{save}</Button>
          </Group>
        </Stack>
      </form>
    </LateModal>
  )
}
