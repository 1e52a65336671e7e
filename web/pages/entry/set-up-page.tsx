// The first page of an installation: owner account and organization, in one form.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconKey } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { getSetup, setUp } from '#contract/organizations.ts'
import { useState } from 'react'
import { ApiProblem } from '../../api.ts'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { EntryCard } from './entry-card.tsx'
import { COUNTRIES, CURRENCIES, guessPlace, ZONES } from './guess-place.ts'

const route = getRouteApi('/setup')

export function SetUpPage() {
  const { token } = route.useSearch()
  const setup = useRead(getSetup, { query: { token } })
  if (setup.isPending) return <PageSkeleton />
  if (setup.error) {
    return <EntryCard title={t`Set up Duebox`}>
      <ErrorState error={setup.error} onRetry={() => void setup.refetch()} /></EntryCard>
  }
  if (!setup.data.isNeeded) {
    return (
      <EntryCard title={t`Set up Duebox`}>
        <Text size="sm" mb="md"><Trans>This installation has its owner already.</Trans></Text>
        <Anchor component={Link} to="/sign-in"><Trans>Sign in</Trans></Anchor>
      </EntryCard>
    )
  }
  if (token === undefined || !setup.data.isTokenValid) return <NoToken />
  return <SetUpForm token={token} />
}

const NoToken = () => (
  <div className="entry">
    <EmptyState icon={<IconKey size={22} />} title={t`Open the set-up link from the terminal`}>
      <Trans>Duebox has no default password. The command that started it printed a link that works
        once; start it again to see a new one.</Trans>
    </EmptyState>
  </div>
)

function SetUpForm({ token }: { token: string }) {
  const navigate = useNavigate()
  const place = guessPlace()
  const [isZoneShown, showZone] = useState(false)
  const form = useForm({
    mode: 'controlled',
    initialValues: { organization: '', name: '', email: '', password: '', ...place },
  })
  const deed = useDeed(setUp, () => navigate({ to: '/welcome' }))
  const submit = form.onSubmit((values) => {
    const { organization, country, currency, zone, ...person } = values
    deed.mutate({
      body: { token, ...person, organization: { name: organization, country, currency, zone } },
    }, { onError: (error) => form.setErrors(fieldErrors(error)) })
  })
  return (
    <EntryCard title={t`Welcome to Duebox`} about={t`One form, then you can look around.`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t`Your company`} required autoComplete="organization" autoFocus
            {...form.getInputProps('organization')} />
          <TextInput label={t`Your name`} required autoComplete="name"
            {...form.getInputProps('name')} />
          <TextInput label={t`E-mail`} type="email" required autoComplete="email"
            {...form.getInputProps('email')} />
          <PasswordInput label={t`Password`} required minLength={12} autoComplete="new-password"
            description={t`At least 12 characters; a sentence is easy to remember.`}
            {...form.getInputProps('password')} />
          <Group grow align="flex-start" gap="sm">
            <Select label={t`Country`} data={COUNTRIES} searchable allowDeselect={false}
              {...form.getInputProps('country')} />
            <Select label={t`Currency`} data={CURRENCIES} searchable allowDeselect={false}
              {...form.getInputProps('currency')} />
          </Group>
          {isZoneShown ? (
            <Select label={t`Time zone`} data={ZONES} searchable allowDeselect={false}
              {...form.getInputProps('zone')} />
          ) : (
            <p className="dim small" style={{ margin: 0 }}>
              <Trans>Times are those of {form.getValues().zone}.</Trans>{' '}
              <Anchor component="button" type="button" size="sm" onClick={() => showZone(true)}>
                <Trans>Change the time zone</Trans></Anchor>
            </p>
          )}
          <DeedError error={deed.error} />
          <Button type="submit" loading={deed.isPending} mt={4}><Trans>Create my
            organization</Trans></Button>
        </Stack>
      </form>
    </EntryCard>
  )
}

/** The server names body paths; the form names fields. */
function fieldErrors(error: Error): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {}
  return Object.fromEntries(error.fields.map(({ field, message }) => {
    const name = field.replace(/^body\./, '')
    if (name === 'organization.name') return ['organization', message]
    return [name.replace(/^organization\./, ''), message]
  }))
}
