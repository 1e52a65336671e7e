// An empty To Do list: all done differs from nothing set up.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconCircleCheck, IconRoute, IconTableImport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { getAutomation } from '#contract/automation.ts'
import { listCustomers } from '#contract/customers.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { counted } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

export function NothingToDo({ title }: { title: string }) {
  const customers = useRead(listCustomers, { query: { limit: 1 } })
  const workflows = useRead(listWorkflows)
  const automation = useRead(getAutomation)
  if (customers.isPending || workflows.isPending) return null
  if (customers.data?.items.length === 0) {
    return (
      <EmptyState icon={<IconTableImport size={22} />} title={t`Bring in your invoices`}
        action={<Button component={Link} to="/import"><Trans>Import a CSV file</Trans></Button>}>
        <Trans>Actions appear here when a workflow reaches a step for a person, or a customer
          answers. It begins with your customers and their invoices.</Trans>
      </EmptyState>
    )
  }
  if (!workflows.data?.items.some(({ published }) => published !== null)) {
    return (
      <EmptyState icon={<IconRoute size={22} />} title={t`Set up a workflow`}
        action={<Button component={Link} to="/workflows"><Trans>Go to Workflows</Trans></Button>}>
        <Trans>A workflow says who is reminded, when, and how. Nothing is due without one.</Trans>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<IconCircleCheck size={22} />} title={title}>
      {automation.data?.isOn
        ? t`All clear. ${counted(automation.data.week, 'message')} leave by themselves this week.`
        : t`All clear. Automatic sending is off, so only people act now.`}
    </EmptyState>
  )
}
