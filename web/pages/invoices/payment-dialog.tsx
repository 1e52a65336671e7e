// Records a payment for an invoice; what is more than open stays with the customer as credit.
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
    toast(isAnnounced ? 'Noted: nothing is asked for meanwhile.' : 'The payment is recorded.')
    onClose()
  })
  const fields = record.error ? problemFields(record.error) : {}
  const isOver = amountMinor !== null && amountMinor > invoice.openMinor
  return (
    <FormDialog title={`Payment for ${invoice.number}`} onClose={onClose} save="Record payment"
      error={record.error} isBusy={record.isPending}
      whyNot={amountMinor === null || amountMinor < 1 ? 'Enter the amount.'
        : (isAnnounced ? expectedOn : receivedOn) === null ? 'Choose the day.'
          : reference.trim() === '' ? 'Enter a reference.' : null}
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
      <SegmentedControl fullWidth aria-label="Is it here?"
        value={isAnnounced ? 'pending' : 'cleared'}
        onChange={(state) => setAnnounced(state === 'pending')}
        data={[{ value: 'cleared', label: 'It is here' },
          { value: 'pending', label: 'It is announced' }]} />
      <MoneyField label="Amount" currency={currency} value={amountMinor} onChange={setAmount}
        required error={fields.amountMinor}
        description={isOver ? 'More than is open: the rest stays with the customer as credit.'
          : undefined} />
      {isAnnounced ? (
        <DayField label="Expected on" value={expectedOn} onChange={setExpectedOn} required
          earliest={today} error={fields.expectedOn} description={`Not asked for until ${
            organization.pendingDays} days after that day; then somebody looks for it.`} />
      ) : (
        <DayField label="Received on" value={receivedOn} onChange={setReceivedOn} required
          error={fields.receivedOn} />
      )}
      <TextInput label="Reference" value={reference} maxLength={200} withAsterisk
        error={fields.reference} description="As on the bank statement; the same one counts once."
        onChange={(event) => setReference(event.currentTarget.value)} />
    </FormDialog>
  )
}
