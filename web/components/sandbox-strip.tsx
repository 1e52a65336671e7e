// Tells that this is a sandbox, and moves its clock.
import { Button, Group, Modal, Text } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useState } from 'react'
import {
  advanceClock, removeSampleOrganization, switchOrganization,
} from '#contract/organizations.ts'
import { call } from '../api.ts'
import { counted, dayText, timeText } from '../format.ts'
import { useDeed } from '../queries.ts'
import { toast, toastProblem } from '../ui/toast.tsx'
import { DeedError } from '../ui/error-state.tsx'
import { useSession } from './session.tsx'

export function SandboxStrip() {
  const { me, now, today, zone } = useSession()
  const [isRemoving, setRemoving] = useState(false)
  const advance = useDeed(advanceClock, ({ planned, sent }) => {
    toast(`The clock moved on: ${counted(planned, 'action')} opened, ${
      counted(sent, 'automatic message')} sent.`)
  })
  if (!me.organization.isSandbox) return null
  const move = (body: { days: number } | { by: 'next_event' }) =>
    advance.mutate({ body }, { onError: toastProblem })
  return (
    <section className="sandbox-strip" aria-label="Sandbox clock">
      <span className="strip-text">
        <IconFlask size={15} style={{ verticalAlign: '-2px', marginInlineEnd: 6 }} aria-hidden />
        Sample data: nothing leaves this machine
      </span>
      <span className="num" data-testid="sandbox-clock">
        {dayText(today, 'full')}, {timeText(now, zone)}
      </span>
      <span className="strip-deeds">
        <StripButton isBusy={advance.isPending}
          onClick={() => move({ days: 1 })}>+1 day</StripButton>
        <StripButton isBusy={advance.isPending}
          onClick={() => move({ days: 7 })}>+1 week</StripButton>
        <StripButton isBusy={advance.isPending} onClick={() => move({ by: 'next_event' })}>
          Next event</StripButton>
        <StripButton isBusy={false} onClick={() => setRemoving(true)}>Remove</StripButton>
      </span>
      <RemoveDialog isOpen={isRemoving} onClose={() => setRemoving(false)} />
    </section>
  )
}

function StripButton({ isBusy, onClick, children }: {
  isBusy: boolean; onClick: () => void; children: string
}) {
  return (
    <button type="button" className="strip-button" disabled={isBusy} onClick={onClick}>
      {children}
    </button>
  )
}

function RemoveDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { me } = useSession()
  const other = me.organizations.find(({ id }) => id !== me.organization.id)
  const remove = useDeed(removeSampleOrganization, async () => {
    if (other) await call(switchOrganization, { body: { organizationId: other.id } })
    window.location.assign('/welcome')
  })
  return (
    <Modal opened={isOpen} onClose={onClose} title="Remove the sample data?">
      <Text size="sm" mb="md">
        {me.organization.name} goes with all its customers, messages and its clock.
        Your own organization is not touched, and you can load the sample again.
      </Text>
      <DeedError error={remove.error} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>Keep it</Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({})}>
          Remove sample data</Button>
      </Group>
    </Modal>
  )
}
