// Tells on every page that the ledger is too old for automatic reminders, and leads to the import.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconClockExclamation } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { getLedgerAge } from '#contract/ledger-age.ts'
import { counted } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSession } from './session.tsx'

export function StaleStrip() {
  const { me, now } = useSession()
  const age = useRead(getLedgerAge, {},
    { isLive: true, isOff: me.organization.staleAfterHours === null }).data
  if (!age?.isStale) return null
  const last = age.changedAt === null ? t`No payments were imported yet`
    : t`Last payments import ${agoText(age.changedAt, now)}`
  return (
    <section className="note tone-calm" aria-label={t`Old ledger`}
      style={{ borderRadius: 0, alignItems: 'center' }}>
      <IconClockExclamation size={16} aria-hidden />
      <div className="note-body">
        {age.heldReminders === 0 ? t`${last}; reminders wait until the ledger is up to date.`
          : t`${last} – ${counted(age.heldReminders, 'reminder')} held`}
      </div>
      <Button component={Link} to="/import" size="compact-sm"
        variant="default"><Trans>Import</Trans></Button>
    </section>
  )
}

function agoText(at: string, now: string): string {
  const hours = Math.floor((Date.parse(now) - Date.parse(at)) / 3_600_000)
  return hours < 48 ? t`${counted(hours, 'hour')} ago` : t`${Math.floor(hours / 24)} days ago`
}
