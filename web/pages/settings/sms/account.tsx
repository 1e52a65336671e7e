// The account at the provider: its secrets and their rotation, and what the last check found.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Checkbox, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { checkSmsAccount, forgetFormerToken, saveSmsChannel } from '#contract/sms-settings.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { When } from '../../../components/times.tsx'
import { useDeed } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { problemFields } from '../../../ui/problem-fields.ts'
import { toast } from '../../../ui/toast.tsx'
import { Step, type Standing } from '../reply-address/step.tsx'
import type { Settings } from '../sms-section.tsx'

type Kept = NonNullable<Settings['account']>

const standingOf = (settings: Settings): Standing => {
  const { account } = settings
  if (account === null || settings.channel !== 'own') return 'open'
  if (account.problem !== null) return 'bad'
  return account.checkedAt === null ? 'warn' : 'done'
}

export function Account({ settings, number, onSaved }: {
  settings: Settings; number: number; onSaved: () => void
}) {
  return (
    <Step number={number} title={t`The account`} standing={standingOf(settings)}>
      <AccountForm key={settings.account?.accountSid ?? 'new'} kept={settings.account}
        onSaved={onSaved} />
      {settings.account === null ? null : <Check kept={settings.account} />}
    </Step>
  )
}

function AccountForm({ kept, onSaved }: { kept: Kept | null; onSaved: () => void }) {
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      account: {
        accountSid: kept?.accountSid ?? '', authToken: '', keepsFormerToken: false,
        apiKeySid: kept?.apiKeySid ?? '', apiKeySecret: '',
        messagingServiceSid: kept?.messagingServiceSid ?? '',
      },
    },
  })
  const save = useDeed(saveSmsChannel, () => {
    form.setFieldValue('account.authToken', '')
    form.setFieldValue('account.apiKeySecret', '')
    toast(t`The account is saved. Check it next.`)
    onSaved()
  })
  const { account } = form.values
  const submit = form.onSubmit(() => save.mutate({
    body: {
      channel: 'own', account: {
        accountSid: account.accountSid, keepsFormerToken: account.keepsFormerToken,
        authToken: account.authToken || null, apiKeySid: account.apiKeySid || null,
        apiKeySecret: account.apiKeySecret || null,
        messagingServiceSid: account.messagingServiceSid || null,
      },
    },
  }, { onError: (error) => form.setErrors(problemFields(error)) }))
  const isKept = kept !== null && kept.accountSid === account.accountSid
  const keptText = isKept ? t`Stored; leave empty to keep it` : ''
  const hasKeptKey = isKept && account.apiKeySid !== '' && kept.apiKeySid === account.apiKeySid
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" style={{ maxWidth: 560 }}>
        <TextInput label={t`Account SID`} required placeholder={t`AC…`} autoComplete="off"
          {...form.getInputProps('account.accountSid')} />
        <PasswordInput label={t`Auth token`} required={!isKept} autoComplete="new-password"
          placeholder={keptText} description={t`Sealed here and never shown again. The provider
          signs its reports with it.`} {...form.getInputProps('account.authToken')} />
        {isKept && account.authToken !== '' ? (
          <Checkbox label={t`Believe the former token too, until the new one is promoted`}
            {...form.getInputProps('account.keepsFormerToken', { type: 'checkbox' })} />
        ) : null}
        <Group align="flex-start" gap="sm">
          <TextInput label={t`API key SID`} placeholder={t`SK…, if you use one`} autoComplete="off"
            style={{ flex: '1 1 200px' }} {...form.getInputProps('account.apiKeySid')} />
          <PasswordInput label={t`API key secret`} autoComplete="new-password"
            disabled={account.apiKeySid === ''} placeholder={hasKeptKey ? keptText : ''}
            style={{ flex: '1 1 200px' }} {...form.getInputProps('account.apiKeySecret')} />
        </Group>
        <TextInput label={t`Messaging service SID`} placeholder={t`MG…, if you use one`}
          {...form.getInputProps('account.messagingServiceSid')} />
        <DeedError error={save.error} />
        <Group><DeedButton endpoint={saveSmsChannel} type="submit" loading={save.isPending}>
          <Trans>Save the account</Trans></DeedButton></Group>
      </Stack>
    </form>
  )
}

function Check({ kept }: { kept: Kept }) {
  const check = useDeed(checkSmsAccount)
  const forget = useDeed(forgetFormerToken, () => toast(t`Only the newest token is believed now.`))
  return (
    <>
      {kept.tokenCount > 1 ? (
        <div className="small">
          <Trans>Two auth tokens are believed.{' '}
          <Anchor component="button" type="button" size="sm" disabled={forget.isPending}
            onClick={() => forget.mutate({})}>Forget the former one</Anchor></Trans>
        </div>
      ) : null}
      <Found kept={kept} />
      <DeedError error={check.error ?? forget.error} />
      <Group>
        <DeedButton endpoint={checkSmsAccount} size="compact-sm" variant="default"
          loading={check.isPending} leftSection={<IconRefresh size={14} />}
          onClick={() => check.mutate({})}><Trans>Check the account</Trans></DeedButton>
      </Group>
    </>
  )
}

function Found({ kept }: { kept: Kept }) {
  if (kept.problem !== null) {
    return (
      <div className="note tone-bad" role="status">
        <IconAlertTriangle size={16} aria-hidden /><div className="note-body">{kept.problem}</div>
      </div>
    )
  }
  if (kept.checkedAt === null) {
    return <div className="small dim" role="status"><Trans>Not checked since it was
    saved.</Trans></div>
  }
  return (
    <div className="way-good small" role="status">
      <IconCircleCheck size={15} aria-hidden style={{ verticalAlign: '-2px' }} /> <Trans>The account
      works; checked</Trans> <When at={kept.checkedAt} />.
    </div>
  )
}
