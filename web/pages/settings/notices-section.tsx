// Of what one is told, and where: a switch per event and channel, quiet time, and a test.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group, Switch, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import {
  getNoticeSettings, saveNoticeSettings, testNotifications,
} from '#contract/notifications.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import '../../components/notices.css'

type Settings = z.output<typeof getNoticeSettings.answer>
type Channel = Settings['events'][number]['channels'][number]['channel']

const CHANNELS: readonly { channel: Channel; label: ReactNode }[] = [
  { channel: 'in_app', label: t`In the app` }, { channel: 'email', label: t`E-mail now` },
  { channel: 'digest', label: t`Digest` },
]
const NAMES: Record<Channel, string> = { in_app: t`in the app`, email: t`by e-mail now`,
  digest: t`in the digest` }

export function NoticesSection() {
  const settings = useRead(getNoticeSettings)
  if (settings.error && !settings.data) {
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  }
  if (!settings.data) return <ListSkeleton rows={6} />
  return (
    <div className="stack">
      <Matrix settings={settings.data} />
      <QuietTime settings={settings.data} />
    </div>
  )
}

function Matrix({ settings }: { settings: Settings }) {
  const save = useDeed(saveNoticeSettings)
  const test = useDeed(testNotifications, ({ email }) =>
    toast(t`A test is in the panel of notifications, another is on its way to ${email}.`))
  return (
    <section className="card" aria-label={t`What you are told`}>
      <p className="dim small" style={{ margin: '0 0 10px' }}>
        <Trans>E-mail goes to {settings.email}. The digest comes once a day at {settings.digestAt},
          with what happened and what waits, and not when there is nothing. You are never told of
          what you did yourself.</Trans>
      </p>
      <div className="table-wrap">
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col"><Trans>What happened</Trans></th>
              {CHANNELS.map(({ channel, label }) => <th key={channel} scope="col">{label}</th>)}
            </tr>
          </thead>
          <tbody>
            {settings.events.map(({ event, label, channels }) => (
              <tr key={event}>
                <th scope="row">{label}</th>
                {CHANNELS.map(({ channel }) => {
                  const choice = channels.find((one) => one.channel === channel)
                  return (
                    <td key={channel}>
                      {choice === undefined
                        ? <span className="dim" title={t`This does not wait for a digest`}>–</span>
                        : <Checkbox checked={choice.isOn} aria-label={`${label}, ${NAMES[channel]}`}
                            disabled={save.isPending} onChange={({ currentTarget }) => save.mutate({
                              body: { settings: [{ event, channel,
                                isOn: currentTarget.checked }] } })} />}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <DeedError error={save.error ?? test.error} />
      <Group mt={14}>
        <DeedButton endpoint={testNotifications} variant="default" loading={test.isPending}
          onClick={() => test.mutate({})}><Trans>Send me a test of each</Trans></DeedButton>
      </Group>
    </section>
  )
}

function QuietTime({ settings }: { settings: Settings }) {
  const [isOn, setOn] = useState(settings.quietTime !== null)
  const [beginsAt, setBegin] = useState(settings.quietTime?.beginsAt ?? '19:00')
  const [endsAt, setEnd] = useState(settings.quietTime?.endsAt ?? '07:00')
  const save = useDeed(saveNoticeSettings, () => toast(t`Your quiet time is saved.`))
  return (
    <section className="card">
      <Switch label={t`Quiet time`} checked={isOn}
        description={t`No e-mail to you leaves in it; what came waits for its end (${
          settings.zone}). A daily digest waits as well.`}
        onChange={({ currentTarget }) => {
          setOn(currentTarget.checked)
          if (!currentTarget.checked) save.mutate({ body: { quietTime: null } })
        }} />
      {!isOn ? null : (
        <Group align="flex-end" gap="sm" mt={12}>
          <TextInput type="time" label={t`From`} value={beginsAt} w={130}
            onChange={({ currentTarget }) => setBegin(currentTarget.value)} />
          <TextInput type="time" label={t`Until`} value={endsAt} w={130}
            onChange={({ currentTarget }) => setEnd(currentTarget.value)} />
          <Button loading={save.isPending} onClick={() =>
            save.mutate({ body: { quietTime: { beginsAt, endsAt } } })}><Trans>Save</Trans></Button>
        </Group>
      )}
      <DeedError error={save.error} />
    </section>
  )
}
