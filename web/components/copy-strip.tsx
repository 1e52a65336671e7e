// Tells on every page that this database is a copy, until an admin says that it is the only one.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Text } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { confirmOnlyCopy } from '#contract/organizations.ts'
import { useDeed } from '../queries.ts'
import { LateModal } from '../ui/late-overlay.tsx'
import { toast, toastProblem } from '../ui/toast.tsx'
import { useSession, useWhyNot } from './session.tsx'

export function CopyStrip() {
  const { organization } = useSession().me
  const whyNot = useWhyNot(confirmOnlyCopy)
  const [isAsking, setAsking] = useState(false)
  const confirm = useDeed(confirmOnlyCopy,
    () => toast(t`Confirmed. Automatic sending is still off: Settings › Safety turns it on.`))
  if (!organization.isCopy) return null
  const deed = () => {
    setAsking(false)
    confirm.mutate({}, { onError: toastProblem })
  }
  return (
    <section className="note tone-warn" aria-label={t`Restored or copied database`}
      style={{ borderRadius: 0, alignItems: 'center' }}>
      <IconCopy size={16} aria-hidden />
      <div className="note-body">
        <Trans>This database was restored or copied, so automatic sending is off and stays off until
          an admin confirms that no other copy sends.{whyNot === null ? null : ` ${whyNot}`}</Trans>
      </div>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}
        disabled={whyNot !== null} title={whyNot ?? undefined} loading={confirm.isPending}>
        <Trans>Confirm…</Trans></Button>
      <LateModal opened={isAsking} onClose={() => setAsking(false)}
        title={t`Is this the only copy that sends?`}>
        <Text size="sm"><Trans>If the original or another copy still runs, customers would be
          reminded twice. Confirm only when no other one sends any more and the ledger is up to
          date.</Trans></Text>
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}><Trans>Not yet</Trans></Button>
          <Button onClick={deed}><Trans>This is the only copy that sends</Trans></Button>
        </Group>
      </LateModal>
    </section>
  )
}
