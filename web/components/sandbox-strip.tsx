// Tells that this is a sandbox, and moves its clock.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Text } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import {
  advanceClock, removeSampleOrganization, switchOrganization,
} from '#contract/organizations.ts'
import { call } from '../api.ts'
import { counted, dayText, timeText } from '../format.ts'
import { useDeed } from '../queries.ts'
import { LateModal } from '../ui/late-overlay.tsx'
import { toast, toastProblem } from '../ui/toast.tsx'
import { DeedError } from '../ui/error-state.tsx'
import { useSession } from './session.tsx'

export function SandboxStrip() {
  const { me, now, today, zone } = useSession()
  const [isRemoving, setRemoving] = useState(false)
  const advance = useDeed(advanceClock, ({ planned, sent }) => {
    toast(t`The clock moved on: ${counted(planned, 'action')} opened, ${
      counted(sent, 'automatic message')} sent.`)
  })
  if (!me.organization.isSandbox) return null
  const move = (body: { days: number } | { by: 'next_event' }) =>
    advance.mutate({ body }, { onError: toastProblem })
  return (
    <section className="sandbox-strip" aria-label={t`Sandbox clock`}>
      <span className="strip-text">
        <IconFlask size={15} style={{ verticalAlign: '-2px', marginInlineEnd: 6 }} aria-hidden />
        <Trans>Sample data: nothing leaves this machine</Trans>
      </span>
      <span className="num" data-testid="sandbox-clock">
        {dayText(today, 'full')}, {timeText(now, zone)}
      </span>
      <span className="strip-deeds">
        <StripButton isBusy={advance.isPending}
          onClick={() => move({ days: 1 })}><Trans>+1 day</Trans></StripButton>
        <StripButton isBusy={advance.isPending}
          onClick={() => move({ days: 7 })}><Trans>+1 week</Trans></StripButton>
        <StripButton isBusy={advance.isPending} onClick={() => move({ by: 'next_event' })}>
          <Trans>Next event</Trans></StripButton>
        <StripButton isBusy={false} onClick={() =>
          setRemoving(true)}><Trans>Remove</Trans></StripButton>
      </span>
      <RemoveDialog isOpen={isRemoving} onClose={() => setRemoving(false)} />
    </section>
  )
}

function StripButton({ isBusy, onClick, children }: {
  isBusy: boolean; onClick: () => void; children: ReactNode
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
    <LateModal opened={isOpen} onClose={onClose} title={t`Remove the sample data?`}>
      <Text size="sm" mb="md">
        <Trans>{me.organization.name} goes with all its customers, messages and its clock.
        Your own organization is not touched, and you can load the sample again.</Trans>
      </Text>
      <DeedError error={remove.error} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}><Trans>Keep it</Trans></Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({})}>
          <Trans>Remove sample data</Trans></Button>
      </Group>
    </LateModal>
  )
}
