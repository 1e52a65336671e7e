// Voids an invoice, or writes off what is open on it; both with a reason.
import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { closeInvoice } from '#contract/invoices.ts'
import { useWhyNot } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { InvoiceAnswer } from './invoice-page.tsx'

export function CloseDialog({ invoice, as, onClose }: {
  invoice: InvoiceAnswer; as: 'void' | 'written_off'; onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const roleReason = useWhyNot(closeInvoice)
  const close = useDeed(closeInvoice, () => {
    toast(as === 'void' ? 'The invoice is void.' : 'What was open is written off.')
    onClose()
  })
  return (
    <FormDialog onClose={onClose} error={close.error} isBusy={close.isPending}
      title={as === 'void' ? `Void ${invoice.number}?` : `Write off ${invoice.number}?`}
      save={as === 'void' ? 'Void invoice' : 'Write off'}
      whyNot={roleReason ?? (reason.trim() === '' ? 'Give a reason.' : null)}
      onSubmit={() => close.mutate({
        params: { invoiceId: invoice.id }, body: { as, reason: reason.trim() },
      })}>
      <Text size="sm" c="dimmed">It is not collected any more. This cannot be undone here.</Text>
      <Textarea label="Reason" withAsterisk autosize minRows={2} maxLength={500} value={reason}
        onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}
