// The first step: into the captured outbox, by the installation's account, or by one's own.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Radio, Stack } from '@mantine/core'
import { SMS_CHANNELS, saveSmsChannel } from '#contract/sms-settings.ts'
import { useDeed } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { toast } from '../../../ui/toast.tsx'
import { Step } from '../reply-address/step.tsx'
import type { Settings } from '../sms-section.tsx'

export function Channel({ settings, channel, onChoose }: {
  settings: Settings
  channel: Settings['channel']
  /** Null: as it is saved. */
  onChoose: (channel: Settings['channel'] | null) => void
}) {
  const save = useDeed(saveSmsChannel, () => {
    onChoose(null)
    toast(t`Saved.`)
  })
  const choose = (value: string) => {
    const wanted = SMS_CHANNELS.find((one) => one === value) ?? 'outbox'
    onChoose(wanted)
    // A new account of one's own is saved with its fields, in the next step.
    if (wanted === 'own' && settings.account === null) return
    save.mutate({ body: { channel: wanted } }, { onError: () => onChoose(null) })
  }
  return (
    <Step number={1} title={t`How SMS leave`}
      standing={channel === settings.channel ? 'done' : 'open'}>
      {settings.isSandbox ? (
        <div className="small dim" style={{ maxWidth: '60ch' }}><Trans>This is a sandbox: every SMS
          is captured and answered by a stand-in, whatever is chosen here.</Trans></div>
      ) : null}
      <Radio.Group aria-label={t`How SMS leave`} value={channel} onChange={choose}>
        <Stack gap={8}>
          <Radio value="outbox" label={t`Into the captured outbox`}
            description={t`Nothing leaves this machine; read it under Outbox.`} />
          <Radio value="installation" label={t`By the account of this installation`}
            disabled={!settings.hasInstallationAccount}
            description={settings.hasInstallationAccount ? t`Set up by whoever runs the server.`
              : t`None is set up on the server (TWILIO_ACCOUNT_SID).`} />
          <Radio value="own" label={t`By an account of our own`}
            description={t`Twilio, or a subaccount that was made for you.`} />
        </Stack>
      </Radio.Group>
      <DeedError error={save.error} />
    </Step>
  )
}
