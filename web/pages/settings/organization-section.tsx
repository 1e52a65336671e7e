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
import { TwoVersions } from '../../components/two-versions.tsx'
import { UnsavedGuard } from '../../ui/unsaved-guard.tsx'
import { CalendarCard } from './calendar-card.tsx'
import { useConflict } from './use-conflict.ts'
import { CURRENCIES } from '../entry/guess-place.ts'

const FIELDS = [
  { field: 'name', label: () => t`Name` }, { field: 'currency', label: () => t`Currency` },
  { field: 'locale', label: () => t`Language` },
  { field: 'postalAddress', label: () => t`Postal address` },
] as const

const pick = ({ name, currency, locale, postalAddress }: {
  name: string; currency: string; locale: string; postalAddress: string
}) => ({ name, currency, locale, postalAddress })

export function OrganizationSection() {
  const { organization } = useSession().me
  const form = useForm({
    mode: 'controlled',
    initialValues: pick(organization),
  })
  const conflict = useConflict(organization, pick)
  const save = useDeed(saveOrganization, (now) => {
    form.resetDirty()
    conflict.saved(now)
    toast(t`The settings are saved.`)
  })
  const send = (seenRevision: number) => save.mutate(
    { body: { ...form.getValues(), seenRevision } },
    { onError: (error) => {
      form.setErrors(problemFields(error))
      void conflict.look(error, send)
    } })
  const submit = form.onSubmit(() => send(conflict.seenRevision))
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
          <UnsavedGuard isDirty={form.isDirty()} />
          <TwoVersions reason={conflict.reason} isBusy={save.isPending}
            differences={FIELDS.map(({ field, label }) => ({ field, label: label(),
              theirs: conflict.theirs?.[field] ?? '', mine: form.getValues()[field] }))
              .filter(({ theirs, mine }) => theirs !== mine)}
            onClose={conflict.close} onMine={() => send(conflict.theirs?.revision ?? 0)}
            onTheirs={() => {
              if (conflict.theirs) form.setValues(pick(conflict.theirs))
              form.resetDirty()
              conflict.take()
              save.reset()
            }} />
          <DeedError error={conflict.reason === null ? save.error : null} />
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
