// Notes a promise or dispute where nothing was suggested; for a dispute first which invoice.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Modal, Skeleton, Stack } from '@mantine/core'
import { useState } from 'react'
import { listInvoices } from '#contract/invoices.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { CustomerPromiseDialog } from './customer-promise-dialog.tsx'
import { DisputeDialog } from './dispute-dialog.tsx'
import { Money } from './money.tsx'
import { DayText } from './times.tsx'

export function HoldByHand({ customerId, kind, onClose }: {
  customerId: string; kind: 'promise' | 'dispute'; onClose: () => void
}) {
  return kind === 'promise' ? <CustomerPromiseDialog customerId={customerId} onClose={onClose} />
    : <DisputeByHand customerId={customerId} onClose={onClose} />
}

const WRAPPED = { label: { whiteSpace: 'normal', flexWrap: 'wrap', textAlign: 'start' } } as const

function DisputeByHand({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const [chosenId, setChosen] = useState<string | null>(null)
  const read = useRead(listInvoices, { query: { customerId, status: 'open', limit: 200 } })
  const invoices = read.data?.items ?? []
  const invoice = invoices.find(({ id }) => id === chosenId)
    ?? (invoices.length === 1 ? invoices[0] : undefined)
  if (invoice !== undefined) {
    return <DisputeDialog invoice={invoice} onClose={onClose} />
  }
  return (
    <Modal opened onClose={onClose} title={t`Dispute on which invoice?`}>
      {read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isPending ? <Skeleton height={120} /> : null}
      {read.data && invoices.length === 0 ? <p className="dim"><Trans>Nothing is open.</Trans></p>
        : null}
      <Stack gap={6}>
        {invoices.map((one) => (
          <Button key={one.id} variant="default" justify="space-between" fullWidth
            h="auto" mih={36} py={6} styles={WRAPPED}
            onClick={() => setChosen(one.id)}
            rightSection={<Money amountMinor={one.openMinor} currency={one.currency} />}>
            {one.number}<span className="dim small"
              style={{ marginInlineStart: 8 }}><Trans>due <DayText
              day={one.dueOn} /></Trans></span>
          </Button>
        ))}
      </Stack>
    </Modal>
  )
}
