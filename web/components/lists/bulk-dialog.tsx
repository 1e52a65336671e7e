// Gives many customers an owner, or pauses them; says how many and how much, asks if many.
import { Select, TextInput } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { changeCustomers, undoBulk } from '#contract/bulk.ts'
import type { Money } from '#domain/money.ts'
import { call } from '../../api.ts'
import { dayText } from '../../format.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast, toastProblem, toastUndo } from '../../ui/toast.tsx'
import { laterDay } from '../pause-dialog.tsx'
import { useSession } from '../session.tsx'
import type { Params } from './list-params.ts'
import { TypedCount, typedWhyNot } from './typed-count.tsx'

const NOBODY = 'nobody'

export function BulkDialog({ kind, count, open, money, chosen, onClose, onDone }: {
  kind: 'owner' | 'pause'
  count: number
  open: readonly Money[]
  money: string
  chosen: { ids: string[] } | { filter: Params }
  onClose: () => void
  onDone: () => void
}) {
  const { members, today } = useSession()
  const [ownerId, setOwnerId] = useState<string | null>(null)
  const [untilOn, setUntilOn] = useState<string | null>(laterDay(today, 7))
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const change = useDeed(changeCustomers, ({ changed, bulkId }) => {
    onDone()
    toastUndo(kind === 'owner' ? t`${changed} customers have another owner.`
      : t`${changed} customers are paused.`, () => void undo(bulkId))
  })
  const owners = members.filter(({ isActive }) => isActive)
  const whyNot = (kind === 'owner' ? ownerId : untilOn) === null
    ? kind === 'owner' ? t`Choose somebody.` : t`Choose a day.` : typedWhyNot(count, typed)
  return (
    <FormDialog onClose={onClose} error={change.error} isBusy={change.isPending} whyNot={whyNot}
      title={kind === 'owner' ? t`Owner of ${count} customers` : t`Pause ${count} customers`}
      save={kind === 'owner' ? t`Give them over` : t`Pause them`}
      onSubmit={() => change.mutate({ body: {
        chosen, shown: { count, open: [...open] },
        deed: kind === 'owner'
          ? { kind, ownerId: ownerId === NOBODY ? null : ownerId }
          : { kind, untilOn: untilOn ?? today, reason: reason.trim() },
      } })}>
      <p className="small" style={{ margin: 0 }}>
        {money === '' ? t`${count} customers, nothing open.`
          : t`${count} customers with ${money} open.`}</p>
      {kind === 'owner' ? (
        <Select label={t`Owner`} value={ownerId} onChange={setOwnerId} searchable
          data={[...owners.map(({ userId, name }) => ({ value: userId, label: name })),
            { value: NOBODY, label: t`Nobody` }]} />
      ) : (
        <>
          <DayField label={t`Until`} value={untilOn} onChange={setUntilOn} required
            earliest={laterDay(today, 1)} error={undefined} description={untilOn === null ? ''
              : t`Nothing goes out before ${dayText(untilOn, 'full')}; that day is free again.`} />
          <TextInput label={t`Reason`} value={reason} maxLength={500} placeholder={t`Optional`}
            onChange={(event) => setReason(event.currentTarget.value)} />
        </>
      )}
      <TypedCount count={count} typed={typed} onChange={setTyped} />
    </FormDialog>
  )
}

async function undo(bulkId: string): Promise<void> {
  try {
    const { restored, left } = await call(undoBulk, { params: { bulkId } })
    toast(left === 0 ? t`All ${restored} are as before.`
      : t`${restored} are as before; ${left} were changed meanwhile and stay.`)
  } catch (error) {
    toastProblem(error instanceof Error ? error : new Error(String(error)))
  }
  await queryClient.invalidateQueries()
}
