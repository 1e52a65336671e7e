// Takes a contested amount of an invoice out of collection.
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { raiseDispute } from '#contract/invoices.ts'
import { MoneyField } from './money-field.tsx'
import { useDeed } from '../queries.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { toast } from '../ui/toast.tsx'

export function DisputeDialog({ invoice, onClose }: {
  invoice: { id: string; number: string; currency: string }; onClose: () => void
}) {
  const [amountMinor, setAmount] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const raise = useDeed(raiseDispute, () => {
    toast('The contested amount is left alone until the dispute ends.')
    onClose()
  })
  return (
    <FormDialog title={`Dispute on ${invoice.number}`} onClose={onClose} save="Open dispute"
      error={raise.error} isBusy={raise.isPending}
      whyNot={reason.trim() === '' ? 'Say what is contested.' : null}
      onSubmit={() => raise.mutate({
        params: { invoiceId: invoice.id }, body: { amountMinor, reason: reason.trim() },
      })}>
      <MoneyField label="Contested amount" currency={invoice.currency} value={amountMinor}
        onChange={setAmount} description="Leave empty for all that is open." />
      <Textarea label="Reason" withAsterisk autosize minRows={3} maxLength={500} value={reason}
        onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}
