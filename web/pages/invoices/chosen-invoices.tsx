// Several invoices chosen at once: how many, how much is open, and one workflow for all of them.
import { Button } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import { assignWorkflow } from '#contract/assignment.ts'
import type { InvoiceRow } from '#contract/invoices.ts'
import { AssignDialog } from '../../components/assign-dialog.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { counted, moneyText } from '../../format.ts'

type Row = z.output<typeof InvoiceRow>

export function ChosenInvoices({ rows, chosen, onChoose }: {
  rows: readonly Row[]; chosen: ReadonlySet<string>; onChoose: (ids: ReadonlySet<string>) => void
}) {
  const [isAssigning, setAssigning] = useState(false)
  const these = rows.filter(({ id }) => chosen.has(id))
  if (these.length === 0) return null
  const open = new Map<string, number>()
  for (const { currency, openMinor } of these) {
    open.set(currency, (open.get(currency) ?? 0) + openMinor)
  }
  const money = [...open].filter(([, amountMinor]) => amountMinor > 0)
    .map(([currency, amountMinor]) => moneyText({ amountMinor, currency }))
  return (
    <div className="list-bar" role="region" aria-label="Chosen invoices">
      <span className="strong small">{these.length} chosen</span>
      <span className="small num">{money.length === 0 ? 'nothing open'
        : `${money.join(' · ')} open`}</span>
      <DeedButton endpoint={assignWorkflow} size="compact-sm" variant="default"
        leftSection={<IconRoute size={14} />}
        onClick={() => setAssigning(true)}>Workflow…</DeedButton>
      <Button size="compact-sm" variant="subtle" onClick={() =>
        onChoose(new Set(rows.map(({ id }) => id)))}>All shown</Button>
      <Button size="compact-sm" variant="subtle" onClick={() => onChoose(new Set())}>None</Button>
      {isAssigning ? (
        <AssignDialog level="invoice" ids={these.map(({ id }) => id)} running={null}
          title={`Workflow of ${counted(these.length, 'invoice')}`}
          onClose={() => setAssigning(false)} onDone={() => {
            setAssigning(false)
            onChoose(new Set())
          }} />
      ) : null}
    </div>
  )
}
