// How e-mail leaves: into the captured outbox, or by the organization's own mail server.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  Checkbox, Group, NumberInput, PasswordInput, Radio, Skeleton, Stack, TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import type { z } from 'zod'
import { type EmailSettings, getEmailSettings, saveEmailSettings } from '#contract/organizations.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { toast } from '../../ui/toast.tsx'
import { UnsavedGuard } from '../../ui/unsaved-guard.tsx'
import { SenderCard } from './email/sender-card.tsx'

export function EmailSection() {
  const settings = useRead(getEmailSettings)
  if (settings.error && !settings.data) {
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  }
  if (!settings.data) return <Skeleton height={320} radius="md" />
  return <div className="stack"><SenderCard /><EmailForm settings={settings.data} /></div>
}

function EmailForm({ settings }: { settings: z.output<typeof EmailSettings> }) {
  const { organization } = useSession().me
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      channel: settings.channel as string, fromName: settings.fromName ?? '',
      fromAddress: settings.fromAddress ?? '', replyTo: settings.replyTo ?? '',
      smtp: {
        host: settings.smtp?.host ?? '', port: settings.smtp?.port ?? 587,
        isTls: settings.smtp?.isTls ?? false, user: settings.smtp?.user ?? '', password: '',
      },
    },
  })
  const save = useDeed(saveEmailSettings, () => {
    form.resetDirty()
    toast(t`The e-mail settings are saved.`)
  })
  const isSmtp = form.values.channel === 'smtp'
  const submit = form.onSubmit(({ smtp, ...values }) => save.mutate({
    body: {
      channel: isSmtp ? 'smtp' : 'outbox', fromName: values.fromName || null,
      fromAddress: values.fromAddress || null, replyTo: values.replyTo || null,
      smtp: smtp.host === '' ? null
        : { ...smtp, user: smtp.user || null, password: smtp.password || null },
    },
  }, { onError: (error) => form.setErrors(problemFields(error)) }))
  return (
    <form className="card" onSubmit={submit}>
      <Stack gap="sm">
        <Radio.Group label={t`E-mail leaves`} {...form.getInputProps('channel')}>
          <Stack gap={8} mt={6}>
            <Radio value="outbox" label={t`Into the captured outbox`}
              description={t`Nothing leaves this machine; read it under Outbox.`} />
            <Radio value="smtp" label={t`By my mail server`} description={organization.isSandbox
              ? t`In a sandbox only a server on this machine.` : t`Any server that speaks SMTP.`} />
          </Stack>
        </Radio.Group>
        <Group grow align="flex-start">
          <TextInput label={t`Sender’s name`} placeholder={organization.name} maxLength={100}
            {...form.getInputProps('fromName')} />
          <TextInput label={t`Sender’s address`} type="email" required={isSmtp}
            placeholder="billing@company.com" {...form.getInputProps('fromAddress')} />
        </Group>
        <TextInput label={t`Answers go to`} type="email" placeholder={organization.intakeAddress}
          description={t`Left empty, they come in here by themselves where your domain allows it.`}
          {...form.getInputProps('replyTo')} />
        {isSmtp ? <SmtpFields form={form} hasPassword={settings.smtp?.hasPassword ?? false} />
          : null}
        <UnsavedGuard isDirty={form.isDirty()} />
        <DeedError error={save.error} />
        <Group><DeedButton endpoint={saveEmailSettings} type="submit" loading={save.isPending}>
          <Trans>Save</Trans></DeedButton></Group>
      </Stack>
    </form>
  )
}

function SmtpFields({ form, hasPassword }: {
  form: { getInputProps: (path: string, options?: { type: 'checkbox' }) => object }
  hasPassword: boolean
}) {
  return (
    <>
      <Group align="flex-start" gap="sm">
        <TextInput label={t`Server`} required placeholder={t`smtp.company.com`} style={{ flex: 1 }}
          {...form.getInputProps('smtp.host')} />
        <NumberInput label={t`Port`} required min={1} max={65535} w={110} allowDecimal={false}
          hideControls
          {...form.getInputProps('smtp.port')} />
      </Group>
      <Checkbox label={t`TLS from the first byte (port 465)`}
        {...form.getInputProps('smtp.isTls', { type: 'checkbox' })} />
      <Group grow align="flex-start">
        <TextInput label={t`User`} autoComplete="off" {...form.getInputProps('smtp.user')} />
        <PasswordInput label={t`Password`} autoComplete="new-password"
          placeholder={hasPassword ? t`Stored; leave empty to keep it` : ''}
          {...form.getInputProps('smtp.password')} />
      </Group>
    </>
  )
}
