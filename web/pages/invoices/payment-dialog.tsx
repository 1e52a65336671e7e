// Records a payment for an invoice; what is more than open stays with the customer as credit.
import { t } from '@lingui/core/macro'
import { SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { recordPayment } from '#contract/invoices.ts'
import { MoneyField } from '../../components/money-field.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { toast } from '../../ui/toast.tsx'
import type { InvoiceAnswer } from './invoice-page.tsx'

export function PaymentDialog({ invoice, onClose }: {
  invoice: InvoiceAnswer; onClose: () => void
}) {
  const { today, me: { organization } } = useSession()
  const { currency } = invoice
  const [amountMinor, setAmount] = useState<number | null>(Math.max(invoice.openMinor, 0) || null)
  const [receivedOn, setReceivedOn] = useState<string | null>(today)
  const [reference, setReference] = useState('')
  const [isAnnounced, setAnnounced] = useState(false)
  const [expectedOn, setExpectedOn] = useState<string | null>(today)
  const record = useDeed(recordPayment, () => {
    toast(isAnnounced ? t`Noted: nothing is asked for meanwhile.` : t`The payment is recorded.`)
    onClose()
  })
  const fields = record.error ? problemFields(record.error) : {}
  const isOver = amountMinor !== null && amountMinor > invoice.openMinor
  return (
    <FormDialog title={t`Payment for ${invoice.number}`} onClose={onClose} save={t`Record payment`}
      error={record.error} isBusy={record.isPending}
      whyNot={amountMinor === null || amountMinor < 1 ? t`Enter the amount.`
        : (isAnnounced ? expectedOn : receivedOn) === null ? t`Choose the day.`
          : reference.trim() === '' ? t`Enter a reference.` : null}
      onSubmit={() => {
        const on = isAnnounced ? today : receivedOn
        if (amountMinor === null || on === null) return
        const allocated = Math.min(amountMinor, invoice.openMinor)
        record.mutate({
          body: {
            customerId: invoice.customerId, reference: reference.trim(), currency, amountMinor,
            receivedOn: on,
            ...(isAnnounced ? { state: 'pending' as const, expectedOn } : {}),
            allocations: allocated < 1 ? []
              : [{ invoiceId: invoice.id, amountMinor: allocated }],
          },
        })
      }}>
      <SegmentedControl fullWidth aria-label={t`Is it here?`}
        value={isAnnounced ? 'pending' : 'cleared'}
        onChange={(state) => setAnnounced(state === 'pending')}
        data={[{ value: 'cleared', label: t`It is here` },
          { value: 'pending', label: t`It is announced` }]} />
      <MoneyField label={t`Amount`} currency={currency} value={amountMinor} onChange={setAmount}
        required error={fields.amountMinor}
        description={isOver ? t`More than is open: the rest stays with the customer as credit.`
          : undefined} />
      {isAnnounced ? (
        <DayField label={t`Expected on`} value={expectedOn} onChange={setExpectedOn} required
          earliest={today} error={fields.expectedOn} description={t`Not asked for until ${
            organization.pendingDays} days after that day; then somebody looks for it.`} />
      ) : (
        <DayField label={t`Received on`} value={receivedOn} onChange={setReceivedOn} required
          error={fields.receivedOn} />
      )}
      <TextInput label={t`Reference`} value={reference} maxLength={200} withAsterisk
        error={fields.reference} description={t`As on the bank statement; the same one counts
        once.`}
        onChange={(event) => setReference(event.currentTarget.value)} />
    </FormDialog>
  )
}
