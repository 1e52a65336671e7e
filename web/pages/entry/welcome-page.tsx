// After set-up: look around with sample data, or begin with one's own invoices.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button, Text, Title } from '@mantine/core'
import { IconFlask, IconTableImport } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { createSampleOrganization, switchOrganization } from '#contract/organizations.ts'
import { call } from '../../api.ts'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import '../../components/shell.css'

export function WelcomePage() {
  const navigate = useNavigate()
  useEffect(() => {
    document.title = t`Welcome · Duebox`
  }, [])
  const sample = useDeed(createSampleOrganization, async ({ organizationId }) => {
    await call(switchOrganization, { body: { organizationId } })
    await navigate({ to: '/todo' })
  })
  return (
    <main className="entry">
      <div className="entry-card entry-wide">
        <img src="/icon.svg" width={36} height={36} alt="" style={{ marginBottom: 14 }} />
        <Title order={1} mb={4}><Trans>How do you want to begin?</Trans></Title>
        <Text c="dimmed" size="sm" mb="lg">
          <Trans>Nothing is sent to anyone until you turn automatic sending on.</Trans>
        </Text>
        <div className="choice">
          <section className="card choice-card">
            <span className="empty-icon" aria-hidden><IconFlask size={22} /></span>
            <Title order={2}><Trans>Explore with sample data</Trans></Title>
            <p className="dim small"><Trans>A small company with customers, reminders and answers,
              in a sandbox with its own clock. Nothing leaves this machine; one click removes
              it.</Trans></p>
            <Button loading={sample.isPending} onClick={() => sample.mutate({})}>
              <Trans>Explore with sample data</Trans></Button>
          </section>
          <section className="card choice-card">
            <span className="empty-icon" aria-hidden><IconTableImport size={22} /></span>
            <Title order={2}><Trans>Import my invoices</Trans></Title>
            <p className="dim small"><Trans>Customers, invoices and payments from CSV files, checked
              before anything is written. Rows with a mistake come back in a file.</Trans></p>
            <Button variant="default" component={Link} to="/import"><Trans>Import my
              invoices</Trans></Button>
          </section>
        </div>
        <div style={{ marginTop: 16 }}>
          <DeedError error={sample.error} />
          <Anchor component={Link} to="/todo" size="sm"><Trans>Skip for now</Trans></Anchor>
        </div>
      </div>
    </main>
  )
}
