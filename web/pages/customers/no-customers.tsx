// Why the list of customers is empty: none yet, nobody overdue, or a filter that fits nobody.
import { Button } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconCircleCheck, IconSearch, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { filterOf, type Params } from '../../components/lists/list-params.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

export function NoCustomers({ params, onClear }: { params: Params; onClear: () => void }) {
  const set = Object.keys(filterOf(params))
  if (set.length === 1 && set[0] === 'onlyOverdue') {
    return (
      <EmptyState icon={<IconCircleCheck size={22} />} title={t`Nobody is overdue`}
        action={<Button variant="default" onClick={onClear}>
          <Trans>Show all customers</Trans></Button>}>
        <Trans>Everything that was due has been paid.</Trans>
      </EmptyState>
    )
  }
  if (set.length > 0) {
    return (
      <EmptyState icon={<IconSearch size={22} />} title={t`No customer matches`}
        action={<Button variant="default" onClick={onClear}>
          <Trans>Clear the filters</Trans></Button>} />
    )
  }
  return (
    <EmptyState icon={<IconUsers size={22} />} title={t`No customers yet`}
      action={<Button component={Link} to="/import"><Trans>Import a CSV file</Trans></Button>}>
      <Trans>Bring in your customers with their contacts and open invoices; a second import of the
      same file changes nothing.</Trans>
    </EmptyState>
  )
}
