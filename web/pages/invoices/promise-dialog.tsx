// Notes a promise to pay: its amount is left alone through that day.
import { t } from '@lingui/core/macro'
import { Checkbox, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { notePromise } from '#contract/invoices.ts'
import { MoneyField } from '../../components/money-field.tsx'
import { laterDay } from '../../components/pause-dialog.tsx'
import { useSession } from '../../components/session.tsx'
import { dayText } from '../../format.ts'
import { useDeed } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'

export function PromiseDialog({ invoice, onClose }: {
  invoice: { id: string; number: string; currency: string }; onClose: () => void
}) {
  const { today, me } = useSession()
  const [amountMinor, setAmount] = useState<number | null>(null)
  const [promisedOn, setPromisedOn] = useState<string | null>(laterDay(today, 7))
  const [graceDays, setGrace] = useState<string | number>(me.organization.promiseGraceDays)
  const [holdsCollection, setHolds] = useState(true)
  const note = useDeed(notePromise, () => {
    toast(t`The promise is noted.`)
    onClose()
  })
  const grace = graceDays === '' ? 0 : Number(graceDays)
  return (
    <FormDialog title={t`Promise for ${invoice.number}`} onClose={onClose} save={t`Note promise`}
      error={note.error} isBusy={note.isPending}
      whyNot={promisedOn === null ? t`Choose the day.` : null}
      onSubmit={() => {
        if (promisedOn === null) return
        note.mutate({ params: { invoiceId: invoice.id },
          body: { amountMinor, promisedOn, holdsCollection, graceDays: grace } })
      }}>
      <DayField label={t`Pays by`} value={promisedOn} onChange={setPromisedOn}
        required earliest={today}
        description={promisedOn === null ? undefined : t`${holdsCollection ? 'Left alone through'
          : 'Judged after'} ${dayText(laterDay(promisedOn, grace), 'full')}; then it is kept or
          broken.`} />
      <MoneyField label={t`Promised amount`} currency={invoice.currency} value={amountMinor}
        onChange={setAmount} description={t`Leave empty for all that is open. It takes the place of
        an earlier promise for the same day, and of those that no longer fit beside it.`} />
      <NumberInput label={t`Grace`} suffix={` ${grace === 1 ? t`day` : t`days`}`} min={0} max={30}
        value={graceDays} onChange={setGrace} allowDecimal={false} clampBehavior="strict"
        description={t`Money that comes within it still counts, as a bank transfer takes a day.`} />
      <Checkbox label={t`No reminders about this amount until then`} checked={holdsCollection}
        onChange={(event) => setHolds(event.currentTarget.checked)} />
    </FormDialog>
  )
}
