// Voids an invoice, or writes off what is open on it; both with a reason.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
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
    toast(as === 'void' ? t`The invoice is void.` : t`What was open is written off.`)
    onClose()
  })
  return (
    <FormDialog onClose={onClose} error={close.error} isBusy={close.isPending}
      title={as === 'void' ? t`Void ${invoice.number}?` : t`Write off ${invoice.number}?`}
      save={as === 'void' ? t`Void invoice` : t`Write off`}
      whyNot={roleReason ?? (reason.trim() === '' ? t`Give a reason.` : null)}
      onSubmit={() => close.mutate({
        params: { invoiceId: invoice.id }, body: { as, reason: reason.trim() },
      })}>
      <Text size="sm" c="dimmed"><Trans>It is not collected any more. This cannot be undone
        here.</Trans></Text>
      <Textarea label={t`Reason`} withAsterisk autosize minRows={2} maxLength={500} value={reason}
        onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}
