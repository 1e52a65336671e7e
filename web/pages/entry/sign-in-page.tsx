// Sign-in with e-mail and password.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { getSetup, signIn } from '#contract/organizations.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { EntryCard } from './entry-card.tsx'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { back } = route.useSearch()
  const setup = useRead(getSetup)
  const form = useForm({ mode: 'controlled', initialValues: { email: '', password: '' } })
  const deed = useDeed(signIn, () => {
    // Only a path of our own: `back` comes from the address and may have been made by others.
    const isOurs = back !== undefined && /^\/[^/\\]/.test(back)
    window.location.assign(isOurs ? back : '/todo')
  })
  if (setup.data?.isNeeded) return <Navigate to="/setup" replace />
  return (
    <EntryCard title={t`Sign in to Duebox`}>
      <form onSubmit={form.onSubmit((body) => deed.mutate({ body }))}>
        <Stack gap="sm">
          <TextInput label={t`E-mail`} type="email" required autoComplete="username" autoFocus
            {...form.getInputProps('email')} />
          <PasswordInput label={t`Password`} required autoComplete="current-password"
            {...form.getInputProps('password')} />
          <DeedError error={deed.error} />
          <Button type="submit" loading={deed.isPending} mt={4}><Trans>Sign in</Trans></Button>
        </Stack>
      </form>
    </EntryCard>
  )
}
