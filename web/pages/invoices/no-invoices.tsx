// Why the list of invoices is empty: nothing here yet, all paid, or a filter that fits none.
import { Button } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconCircleCheck, IconFileInvoice, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { filterOf, type Params } from '../../components/lists/list-params.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

export function NoInvoices({ params, hasAny, onClear }: {
  params: Params
  /** Whether there are invoices outside the filter. */
  hasAny: boolean
  onClear: () => void
}) {
  const { status = 'open', ...others } = filterOf(params)
  if (Object.keys(others).length > 0) {
    return (
      <EmptyState icon={<IconSearch size={22} />} title={t`No invoice matches`}
        action={<Button variant="default" onClick={onClear}>
          <Trans>Clear the filters</Trans></Button>} />
    )
  }
  if (hasAny && (status === 'open' || status === 'overdue')) {
    return (
      <EmptyState icon={<IconCircleCheck size={22} />}
        title={status === 'open' ? t`Everything is paid` : t`Nothing is overdue`}>
        <Trans>New invoices appear here when they come in.</Trans>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<IconFileInvoice size={22} />}
      title={hasAny ? t`No invoices here` : t`No invoices yet`}
      action={<Button component={Link} to="/import"><Trans>Import a CSV file</Trans></Button>}>
      <Trans>Bring in invoices, credit notes and payments; the open amounts follow by
      themselves.</Trans>
    </EmptyState>
  )
}
