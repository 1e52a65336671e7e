// Several rows chosen at once: how many, how much is open on them, and what can be done with all.
import { Button } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { IconPlayerPause, IconRoute, IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import { assignWorkflow } from '#contract/assignment.ts'
import { changeCustomers } from '#contract/bulk.ts'
import { chooseCustomers } from '#contract/customers.ts'
import { chooseInvoices } from '#contract/invoices.ts'
import { sumByCurrency, type Money } from '#domain/money.ts'
import { call } from '../../api.ts'
import { countText, moneyText } from '../../format.ts'
import { toastProblem } from '../../ui/toast.tsx'
import { AssignDialog } from '../assign-dialog.tsx'
import { DeedButton } from '../deed-button.tsx'
import { BulkDialog } from './bulk-dialog.tsx'
import type { Params } from './list-params.ts'
import type { Selection } from './selection.ts'

export function BulkBar({ level, rows, selection, filter, total }: {
  level: 'customer' | 'invoice'
  rows: readonly { id: string; open: readonly Money[] }[]
  selection: Selection
  /** What all of the filter means. */
  filter: Params
  total: { count: number; isMore: boolean } | null
}) {
  const [dialog, setDialog] = useState<'owner' | 'pause' | 'workflow' | null>(null)
  const { ids, all } = selection
  if (ids.size === 0) return null
  const count = ids.size
  const open = all === null
    ? sumByCurrency(rows.filter(({ id }) => ids.has(id)).flatMap((row) => row.open))
    : all.open
  const money = open.filter(({ amountMinor }) => amountMinor > 0).map(moneyText).join(' · ')
  const done = () => {
    setDialog(null)
    selection.clear()
  }
  const matching = () => void call(level === 'customer' ? chooseCustomers : chooseInvoices,
    { query: filter }).then(selection.chooseAll, toastProblem)
  const own = { size: 'compact-sm', variant: 'default' } as const
  const hasMore = total !== null && (total.isMore || total.count > count) && all === null
  const totalText = total === null ? '' : `${countText(total.count)}${total.isMore ? '+' : ''}`
  const title = level === 'customer' ? t`Workflow of ${count} customers`
    : t`Workflow of ${count} invoices`
  return (
    <div className="list-bar list-bar-fixed" role="region"
      aria-label={level === 'customer' ? t`Chosen customers` : t`Chosen invoices`}>
      <span className="strong small" role="status">
        <Plural value={count} one="# chosen" other="# chosen" /></span>
      <span className="small num">{money === '' ? t`nothing open` : t`${money} open`}</span>
      {level === 'invoice' ? null : (
        <>
          <DeedButton endpoint={changeCustomers} {...own} leftSection={<IconUser size={14} />}
            onClick={() => setDialog('owner')}><Trans>Owner…</Trans></DeedButton>
          <DeedButton endpoint={changeCustomers} {...own} onClick={() => setDialog('pause')}
            leftSection={<IconPlayerPause size={14} />}><Trans>Pause…</Trans></DeedButton>
        </>
      )}
      <DeedButton endpoint={assignWorkflow} {...own} leftSection={<IconRoute size={14} />}
        onClick={() => setDialog('workflow')}><Trans>Workflow…</Trans></DeedButton>
      {hasMore ? (
        <Button size="compact-sm" variant="subtle" onClick={matching}>
          <Trans>All {totalText} that match</Trans></Button>
      ) : null}
      <Button size="compact-sm" variant="subtle" onClick={selection.clear}>
        <Trans>None</Trans></Button>
      {dialog === 'workflow' ? (
        <AssignDialog level={level} ids={[...ids]} running={null} title={title}
          onClose={() => setDialog(null)} onDone={done} />
      ) : null}
      {dialog === 'owner' || dialog === 'pause' ? (
        <BulkDialog kind={dialog} count={count} open={open} money={money}
          chosen={all === null ? { ids: [...ids] } : { filter }}
          onClose={() => setDialog(null)} onDone={done} />
      ) : null}
    </div>
  )
}
