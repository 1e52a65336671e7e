// Several rows of a list chosen at once: how many, how much is open, one workflow for all of them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useState } from 'react'
import { assignWorkflow } from '#contract/assignment.ts'
import { sumByCurrency, type Money } from '#domain/money.ts'
import { counted, moneyText } from '../format.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { DeedButton } from './deed-button.tsx'

export function ChosenRows({ level, rows, chosen, onChoose }: {
  level: 'customer' | 'invoice'
  rows: readonly { id: string; open: readonly Money[] }[]
  chosen: ReadonlySet<string>
  onChoose: (ids: ReadonlySet<string>) => void
}) {
  const [isAssigning, setAssigning] = useState(false)
  const these = rows.filter(({ id }) => chosen.has(id))
  if (these.length === 0) return null
  const money = sumByCurrency(these.flatMap(({ open }) => open))
    .filter(({ amountMinor }) => amountMinor > 0).map(moneyText)
  return (
    <div className="list-bar" role="region" aria-label={level === 'customer'
      ? t`Chosen customers` : t`Chosen invoices`}>
      <span className="strong small"><Trans>{these.length} chosen</Trans></span>
      <span className="small num">{money.length === 0 ? t`nothing open`
        : t`${money.join(' · ')} open`}</span>
      <DeedButton endpoint={assignWorkflow} size="compact-sm" variant="default"
        leftSection={<IconRoute size={14} />}
        onClick={() => setAssigning(true)}><Trans>Workflow…</Trans></DeedButton>
      <Button size="compact-sm" variant="subtle" onClick={() =>
        onChoose(new Set(rows.map(({ id }) => id)))}><Trans>All shown</Trans></Button>
      <Button size="compact-sm" variant="subtle" onClick={() =>
        onChoose(new Set())}><Trans>None</Trans></Button>
      {isAssigning ? (
        <AssignDialog level={level} ids={these.map(({ id }) => id)} running={null}
          title={t`Workflow of ${counted(these.length, level)}`}
          onClose={() => setAssigning(false)} onDone={() => {
            setAssigning(false)
            onChoose(new Set())
          }} />
      ) : null}
    </div>
  )
}
