// Takes a contested amount of an invoice out of collection, says who settles it, and ends it.
import { t } from '@lingui/core/macro'
import { Autocomplete, Radio, SegmentedControl, Select, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { changeDispute, closeDispute, raiseDispute } from '#contract/invoices.ts'
import { USUAL_DISPUTE_REASONS } from '#domain/dispute-reasons.ts'
import { MoneyField } from './money-field.tsx'
import { useSession } from './session.tsx'
import { useDeed } from '../queries.ts'
import { problemFields } from '../ui/problem-fields.ts'
import { DayField } from '../ui/day-field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { toast } from '../ui/toast.tsx'

const BY_CUSTOMER = 'account_owner'

export function DisputeDialog({ invoice, onClose }: {
  invoice: { id: string; number: string; currency: string }; onClose: () => void
}) {
  const { today } = useSession()
  const [amountMinor, setAmount] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [ownerId, setOwner] = useState<string | null>(BY_CUSTOMER)
  const [dueOn, setDueOn] = useState<string | null>(null)
  const raise = useDeed(raiseDispute, () => {
    toast(t`The contested amount is left alone until the dispute ends.`)
    onClose()
  })
  const fields = raise.error ? problemFields(raise.error) : {}
  return (
    <FormDialog title={t`Dispute on ${invoice.number}`} onClose={onClose} save={t`Open dispute`}
      error={raise.error} isBusy={raise.isPending}
      whyNot={reason.trim() === '' ? t`Say what is contested.` : null}
      onSubmit={() => raise.mutate({
        params: { invoiceId: invoice.id },
        body: { amountMinor, reason: reason.trim(), dueOn,
          ...(ownerId === BY_CUSTOMER ? {} : { ownerId }) },
      })}>
      <Autocomplete label={t`Reason`} withAsterisk maxLength={500} value={reason} data-autofocus
        onChange={setReason} data={[...USUAL_DISPUTE_REASONS]} error={fields['reason']}
        description={t`A usual one, or in your own words.`} />
      <MoneyField label={t`Contested amount`} currency={invoice.currency} value={amountMinor}
        onChange={setAmount} description={t`Leave empty for all that is open.`}
        error={fields['amountMinor']} />
      <SettlerField value={ownerId} onChange={setOwner} others={[
        { value: BY_CUSTOMER, label: t`Whoever looks after the customer` }]} />
      <SettledByField value={dueOn} onChange={setDueOn} earliest={today}
        error={fields['dueOn']} />
    </FormDialog>
  )
}

function SettlerField({ value, onChange, others = [] }: {
  value: string | null; onChange: (userId: string | null) => void
  others?: readonly { value: string; label: string }[]
}) {
  const { members, today } = useSession()
  return (
    <Select label={t`Who settles it`} clearable placeholder={t`Nobody yet`} value={value}
      onChange={onChange}
      data={[...others, ...members.filter(({ isActive, role }) => isActive && role !== 'viewer')
        .map(({ userId, name, awayUntil }) => ({ value: userId,
          label: awayUntil !== null && awayUntil >= today ? t`${name} (away)` : name }))]} />
  )
}

function SettledByField({ value, onChange, earliest, error }: {
  value: string | null; onChange: (day: string | null) => void; earliest: string
  error: string | undefined
}) {
  return <DayField label={t`Settled by`} value={value} onChange={onChange} earliest={earliest}
    isClearable error={error}
    description={t`When this day has passed, whoever settles it finds a task in To Do.`} />
}

export function ChangeDisputeDialog({ dispute, onClose }: {
  dispute: { id: string; state: string; ownerId: string | null; dueOn: string | null }
  onClose: () => void
}) {
  const { today } = useSession()
  const [ownerId, setOwner] = useState(dispute.ownerId)
  const [dueOn, setDueOn] = useState(dispute.dueOn)
  const [state, setState] = useState(dispute.state)
  const change = useDeed(changeDispute, () => {
    toast(t`The dispute was changed.`)
    onClose()
  })
  const fields = change.error ? problemFields(change.error) : {}
  // A day that has passed already may stay while only the owner changes.
  const body = {
    ...(ownerId === dispute.ownerId ? {} : { ownerId }),
    ...(dueOn === dispute.dueOn ? {} : { dueOn }),
    ...(state === dispute.state ? {}
      : { state: state === 'investigating' ? 'investigating' as const : 'open' as const }),
  }
  return (
    <FormDialog title={t`Change the dispute`} onClose={onClose} save={t`Change`}
      error={change.error} isBusy={change.isPending}
      whyNot={Object.keys(body).length === 0 ? t`Nothing is changed yet.` : null}
      onSubmit={() => change.mutate({ params: { disputeId: dispute.id }, body })}>
      <SegmentedControl aria-label={t`How far it is`} value={state} onChange={setState} data={[
        { value: 'open', label: t`Open` },
        { value: 'investigating', label: t`Being looked into` }]} />
      <SettlerField value={ownerId} onChange={setOwner} />
      <SettledByField value={dueOn} onChange={setDueOn} earliest={today}
        error={fields['dueOn']} />
    </FormDialog>
  )
}

const ENDS = [
  ['upheld', t`The invoice stands`, t`Its amount is chased again, after the usual delay.`],
  ['credited', t`It was credited`, t`What the credit note leaves open is chased again.`],
  ['withdrawn', t`They took it back`, t`Its amount is chased again, after the usual delay.`],
] as const

export function EndDisputeDialog({ disputeId, onClose }: {
  disputeId: string; onClose: () => void
}) {
  const [as, setAs] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const close = useDeed(closeDispute, () => {
    toast(t`The dispute is settled.`)
    onClose()
  })
  const end = ENDS.find(([code]) => code === as)?.[0]
  return (
    <FormDialog title={t`Settle the dispute`} onClose={onClose} save={t`Settle`}
      error={close.error} isBusy={close.isPending}
      whyNot={end === undefined ? t`Say how it ended.` : null}
      onSubmit={() => {
        if (end !== undefined) {
          close.mutate({ params: { disputeId }, body: { as: end, note: note.trim() } })
        }
      }}>
      <Radio.Group label={t`How it ended`} value={as} onChange={setAs} withAsterisk>
        <Stack gap="xs" mt={6}>
          {ENDS.map(([code, label, description]) =>
            <Radio key={code} value={code} label={label} description={description} />)}
        </Stack>
      </Radio.Group>
      <Textarea label={t`What was agreed`} autosize minRows={2} maxLength={500} value={note}
        onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  )
}
