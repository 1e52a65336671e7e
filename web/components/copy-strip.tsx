// Tells on every page that this database is a copy, until an admin says that it is the only one.
import { Button, Group, Modal, Text } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { confirmOnlyCopy } from '#contract/organizations.ts'
import { useDeed } from '../queries.ts'
import { toast, toastProblem } from '../ui/toast.tsx'
import { useSession, useWhyNot } from './session.tsx'

export function CopyStrip() {
  const { organization } = useSession().me
  const whyNot = useWhyNot(confirmOnlyCopy)
  const [isAsking, setAsking] = useState(false)
  const confirm = useDeed(confirmOnlyCopy,
    () => toast('Confirmed. Automatic sending is still off: Settings › Safety turns it on.'))
  if (!organization.isCopy) return null
  const deed = () => {
    setAsking(false)
    confirm.mutate({}, { onError: toastProblem })
  }
  return (
    <section className="note tone-warn" aria-label="Restored or copied database"
      style={{ borderRadius: 0, alignItems: 'center' }}>
      <IconCopy size={16} aria-hidden />
      <div className="note-body">
        This database was restored or copied, so automatic sending is off and stays off until an
        admin confirms that no other copy sends.{whyNot === null ? null : ` ${whyNot}`}
      </div>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}
        disabled={whyNot !== null} title={whyNot ?? undefined} loading={confirm.isPending}>
        Confirm…</Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)}
        title="Is this the only copy that sends?">
        <Text size="sm">If the original or another copy still runs, customers would be reminded
          twice. Confirm only when no other one sends any more and the ledger is up to date.</Text>
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>Not yet</Button>
          <Button onClick={deed}>This is the only copy that sends</Button>
        </Group>
      </Modal>
    </section>
  )
}
