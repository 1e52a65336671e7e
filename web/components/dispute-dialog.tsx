// Takes a contested amount of an invoice out of collection, and ends that again.
import { Radio, Select, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { closeDispute, raiseDispute } from '#contract/invoices.ts'
import { MoneyField } from './money-field.tsx'
import { useSession } from './session.tsx'
import { useDeed } from '../queries.ts'
import { DayField } from '../ui/day-field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { toast } from '../ui/toast.tsx'

const BY_CUSTOMER = 'account_owner'

export function DisputeDialog({ invoice, onClose }: {
  invoice: { id: string; number: string; currency: string }; onClose: () => void
}) {
  const { members, today } = useSession()
  const [amountMinor, setAmount] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [ownerId, setOwner] = useState<string | null>(BY_CUSTOMER)
  const [dueOn, setDueOn] = useState<string | null>(null)
  const raise = useDeed(raiseDispute, () => {
    toast('The contested amount is left alone until the dispute ends.')
    onClose()
  })
  return (
    <FormDialog title={`Dispute on ${invoice.number}`} onClose={onClose} save="Open dispute"
      error={raise.error} isBusy={raise.isPending}
      whyNot={reason.trim() === '' ? 'Say what is contested.' : null}
      onSubmit={() => raise.mutate({
        params: { invoiceId: invoice.id },
        body: { amountMinor, reason: reason.trim(), dueOn,
          ...(ownerId === BY_CUSTOMER ? {} : { ownerId }) },
      })}>
      <MoneyField label="Contested amount" currency={invoice.currency} value={amountMinor}
        onChange={setAmount} description="Leave empty for all that is open." />
      <Textarea label="Reason" withAsterisk autosize minRows={3} maxLength={500} value={reason}
        onChange={(event) => setReason(event.currentTarget.value)} />
      <Select label="Who settles it" clearable placeholder="Nobody yet" value={ownerId}
        onChange={setOwner}
        data={[{ value: BY_CUSTOMER, label: 'Whoever looks after the customer' },
          ...members.filter(({ isActive, role }) => isActive && role !== 'viewer')
            .map(({ userId, name }) => ({ value: userId, label: name }))]} />
      <DayField label="Settled by" value={dueOn} onChange={setDueOn} earliest={today}
        isClearable />
    </FormDialog>
  )
}

const ENDS = [
  ['upheld', 'The invoice stands', 'Its amount is chased again, after the usual delay.'],
  ['credited', 'It was credited', 'What the credit note leaves open is chased again.'],
  ['withdrawn', 'They took it back', 'Its amount is chased again, after the usual delay.'],
] as const

export function EndDisputeDialog({ disputeId, onClose }: {
  disputeId: string; onClose: () => void
}) {
  const [as, setAs] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const close = useDeed(closeDispute, () => {
    toast('The dispute is settled.')
    onClose()
  })
  const end = ENDS.find(([code]) => code === as)?.[0]
  return (
    <FormDialog title="Settle the dispute" onClose={onClose} save="Settle"
      error={close.error} isBusy={close.isPending}
      whyNot={end === undefined ? 'Say how it ended.' : null}
      onSubmit={() => {
        if (end !== undefined) {
          close.mutate({ params: { disputeId }, body: { as: end, note: note.trim() } })
        }
      }}>
      <Radio.Group label="How it ended" value={as} onChange={setAs} withAsterisk>
        <Stack gap="xs" mt={6}>
          {ENDS.map(([code, label, description]) =>
            <Radio key={code} value={code} label={label} description={description} />)}
        </Stack>
      </Radio.Group>
      <Textarea label="What was agreed" autosize minRows={2} maxLength={500} value={note}
        onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  )
}
