// The first page of an installation: owner account and organization, in one form.
import { Anchor, Button, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconKey } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { getSetup, setUp } from '#contract/organizations.ts'
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
    return <EntryCard title="Set up Duebox">
      <ErrorState error={setup.error} onRetry={() => void setup.refetch()} /></EntryCard>
  }
  if (!setup.data.isNeeded) {
    return (
      <EntryCard title="Set up Duebox">
        <Text size="sm" mb="md">This installation has its owner already.</Text>
        <Anchor component={Link} to="/sign-in">Sign in</Anchor>
      </EntryCard>
    )
  }
  if (token === undefined || !setup.data.isTokenValid) return <NoToken />
  return <SetUpForm token={token} />
}

const NoToken = () => (
  <div className="entry">
    <EmptyState icon={<IconKey size={22} />} title="Open the set-up link from the terminal">
      Duebox has no default password. The command that started it printed a link that works once;
      start it again to see a new one.
    </EmptyState>
  </div>
)

function SetUpForm({ token }: { token: string }) {
  const navigate = useNavigate()
  const place = guessPlace()
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
    <EntryCard title="Welcome to Duebox" about="One form, then you can look around.">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label="Your company" required autoComplete="organization" autoFocus
            {...form.getInputProps('organization')} />
          <TextInput label="Your name" required autoComplete="name"
            {...form.getInputProps('name')} />
          <TextInput label="E-mail" type="email" required autoComplete="email"
            {...form.getInputProps('email')} />
          <PasswordInput label="Password" required minLength={12} autoComplete="new-password"
            description="At least 12 characters; a sentence is easy to remember."
            {...form.getInputProps('password')} />
          <Group grow align="flex-start" gap="sm">
            <Select label="Country" data={COUNTRIES} searchable allowDeselect={false}
              {...form.getInputProps('country')} />
            <Select label="Currency" data={CURRENCIES} searchable allowDeselect={false}
              {...form.getInputProps('currency')} />
          </Group>
          <Select label="Time zone" data={ZONES} searchable allowDeselect={false}
            description="Guessed from this browser; it can be changed later."
            {...form.getInputProps('zone')} />
          <DeedError error={deed.error} />
          <Button type="submit" loading={deed.isPending} mt={4}>Create my organization</Button>
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
