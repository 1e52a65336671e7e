// Notes a promise to pay: its amount is left alone through that day.
import { useState } from 'react'
import { notePromise } from '#contract/invoices.ts'
import { MoneyField } from './money-field.tsx'
import { laterDay } from './pause-dialog.tsx'
import { useSession } from './session.tsx'
import { dayText } from '../format.ts'
import { useDeed } from '../queries.ts'
import { DayField } from '../ui/day-field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { toast } from '../ui/toast.tsx'

export function PromiseDialog({ invoice, onClose }: {
  invoice: { id: string; number: string; currency: string }; onClose: () => void
}) {
  const { today } = useSession()
  const [amountMinor, setAmount] = useState<number | null>(null)
  const [promisedOn, setPromisedOn] = useState<string | null>(laterDay(today, 7))
  const note = useDeed(notePromise, () => {
    toast('The promise is noted.')
    onClose()
  })
  return (
    <FormDialog title={`Promise for ${invoice.number}`} onClose={onClose} save="Note promise"
      error={note.error} isBusy={note.isPending}
      whyNot={promisedOn === null ? 'Choose the day.' : null}
      onSubmit={() => {
        if (promisedOn === null) return
        note.mutate({ params: { invoiceId: invoice.id }, body: { amountMinor, promisedOn } })
      }}>
      <DayField label="Pays by" value={promisedOn} onChange={setPromisedOn}
        required earliest={today}
        description={promisedOn === null ? undefined
          : `Left alone through ${dayText(promisedOn, 'full')}; then it is kept or broken.`} />
      <MoneyField label="Promised amount" currency={invoice.currency} value={amountMinor}
        onChange={setAmount} description="Leave empty for all that is open." />
    </FormDialog>
  )
}
