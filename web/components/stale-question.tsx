// Asks whether a message is meant to leave although the ledger is old.
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconClockExclamation } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { ApiProblem } from '../api.ts'

export const isAboutAge = (error: Error | null): error is ApiProblem =>
  error instanceof ApiProblem && error.code === 'confirm_stale'

export function StaleQuestion({ about, isBusy, onSend }: {
  about: string; isBusy: boolean; onSend: () => void
}) {
  return (
    <div className="note tone-warn" role="alert" style={{ flexWrap: 'wrap', alignItems: 'center' }}>
      <IconClockExclamation size={16} aria-hidden />
      <div className="note-body">{about} <Link to="/import"><Trans>Import</Trans></Link></div>
      <Button size="compact-sm" variant="default" loading={isBusy} onClick={onSend}>
        <Trans>Send anyway</Trans></Button>
    </div>
  )
}
