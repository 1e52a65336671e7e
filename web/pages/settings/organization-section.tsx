// Name, place and business days of the organization, and where its answers come in.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, CopyButton, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { saveOrganization } from '#contract/organizations.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { toast } from '../../ui/toast.tsx'
import { CalendarCard } from './calendar-card.tsx'
import { CURRENCIES } from '../entry/guess-place.ts'

export function OrganizationSection() {
  const { organization } = useSession().me
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      name: organization.name, currency: organization.currency, locale: organization.locale,
      postalAddress: organization.postalAddress,
    },
  })
  const save = useDeed(saveOrganization, () => toast(t`The settings are saved.`))
  const submit = form.onSubmit((values) => save.mutate({ body: values }, {
    onError: (error) => form.setErrors(problemFields(error)),
  }))
  return (
    <div className="stack">
      <form className="card" onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t`Name`} required maxLength={200} {...form.getInputProps('name')} />
          <Group grow align="flex-start">
            <Select label={t`Currency`} searchable allowDeselect={false} data={CURRENCIES}
              description={t`For new amounts; others stay as they are.`}
              {...form.getInputProps('currency')} />
            <TextInput label={t`Language`} maxLength={20} description={t`Of texts without another
              one.`}
              {...form.getInputProps('locale')} />
          </Group>
          <Textarea label={t`Postal address`} autosize minRows={2} maxRows={6} maxLength={500}
            description={t`The sender’s block of letters, line by line, the name first.`}
            {...form.getInputProps('postalAddress')} />
          <DeedError error={save.error} />
          <Group>
            <DeedButton endpoint={saveOrganization} type="submit" loading={save.isPending}>
              <Trans>Save</Trans></DeedButton>
          </Group>
        </Stack>
      </form>
      <CalendarCard />
      <Intake address={organization.intakeAddress} />
    </div>
  )
}

function Intake({ address }: { address: string }) {
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Where answers come in</Trans></h2>
      <p className="dim small" style={{ margin: '0 0 10px' }}>
        <Trans>Let your mailbox forward here. Each answer halts the reminders of its
          customer.</Trans></p>
      <Group gap="xs">
        <code style={{ overflowWrap: 'anywhere' }}>{address}</code>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}>
              {copied ? t`Copied` : t`Copy`}</Button>
          )}
        </CopyButton>
      </Group>
    </section>
  )
}
