// The small questions around an answer: why it needs none, where it was given, who takes it on.
import { t } from '@lingui/core/macro'
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answeredElsewhere, ignoreReply } from '#contract/actions.ts'
import { useSession } from '../../components/session.tsx'
import { dayText } from '../../format.ts'
import { useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Reply } from './reply-age.tsx'

interface Handling {
  reply: Reply
  onClose: () => void
  /** With what the notice says; the answer can be brought back from there. */
  onDone: (words: string) => void
}

export function IgnoreDialog({ reply, onClose, onDone }: Handling) {
  const [reason, setReason] = useState('')
  const ignore = useDeed(ignoreReply, () => onDone(t`${reply.customerName}: no answer needed.`))
  return (
    <FormDialog title={t`Ignore the answer of ${reply.customerName}`} save={t`Ignore`}
      onClose={onClose} error={ignore.error} isBusy={ignore.isPending}
      onSubmit={() => ignore.mutate({ params: { replyActionId: reply.id },
        body: { reason, newestSeenMessageId: reply.newestMessageId } })}>
      <TextInput label={t`Reason`} placeholder={t`Optional, for the timeline`} maxLength={500}
        data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}

export function ElsewhereDialog({ reply, onClose, onDone }: Handling) {
  const [reason, setReason] = useState('')
  const close = useDeed(answeredElsewhere,
    () => onDone(t`${reply.customerName}: answered elsewhere.`))
  return (
    <FormDialog title={t`${reply.customerName} was answered elsewhere`} save={t`Mark as answered`}
      onClose={onClose} error={close.error} isBusy={close.isPending}
      onSubmit={() => close.mutate({ params: { replyActionId: reply.id },
        body: { reason, newestSeenMessageId: reply.newestMessageId } })}>
      <TextInput label={t`How`} placeholder={t`By telephone, from another mailbox …`}
        maxLength={500}
        description={t`Nothing is sent. Reminders go on after the minimum contact delay.`}
        data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}

export function AssignDialog({ reply, onClose, onAssign }: {
  reply: Pick<Reply, 'customerName' | 'ownerId' | 'ownerName'>; onClose: () => void
  onAssign: (userId: string, name: string) => void
}) {
  const { members, me, today } = useSession()
  const [userId, setUserId] = useState<string | null>(null)
  const choices = members.filter((one) => one.isActive && one.role !== 'viewer'
    && one.userId !== reply.ownerId).map((one) => {
    const isAway = one.awayUntil !== null && one.awayUntil >= today
    const name = one.userId === me.userId ? t`${one.name} (me)` : one.name
    return {
      value: one.userId, disabled: isAway,
      label: isAway ? t`${name}, away through ${dayText(one.awayUntil ?? '', 'short')}` : name,
    }
  })
  return (
    <FormDialog title={t`Give ${reply.customerName} to`} save={t`Assign`} onClose={onClose}
      error={null} isBusy={false}
      whyNot={choices.length === 0 ? t`Nobody else works here.`
        : userId === null ? t`Choose a colleague.` : null}
      onSubmit={() => {
        if (userId === null) return
        onAssign(userId, members.find((one) => one.userId === userId)?.name ?? '')
        onClose()
      }}>
      <Select label={t`Colleague`} data={choices} value={userId} onChange={setUserId} searchable
        data-autofocus comboboxProps={{ withinPortal: true }}
        description={t`Now with ${reply.ownerName ?? t`nobody`}. They are told.`} />
    </FormDialog>
  )
}
