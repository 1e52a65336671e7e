// Several answers chosen at once: how many, how much money, and ignoring all of them together.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ignoreReplies, reopenReplies } from '#contract/actions.ts'
import { call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Amounts } from '../../components/money.tsx'
import { counted } from '../../format.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { Reply } from './reply-age.tsx'

/** With each id the message that was its newest when it was chosen. */
type Seen = ReadonlyMap<string, string>

export interface Chosen {
  ids: ReadonlySet<string>
  seen: Seen
  toggle: (id: string) => void
  set: (seen: Seen) => void
}

/** What leaves the list leaves the choice as well: nobody acts on what cannot be seen. */
export function useChosen(items: readonly Reply[]): Chosen {
  const [all, set] = useState<Seen>(new Map())
  const seen = new Map([...all].filter(([id]) => items.some((reply) => reply.id === id)))
  return {
    seen, ids: new Set(seen.keys()), set,
    toggle: (id) => {
      const next = new Map(seen)
      const reply = items.find((one) => one.id === id)
      if (!next.delete(id) && reply) next.set(id, reply.newestMessageId)
      set(next)
    },
  }
}

export function ChosenReplies({ replies, chosen }: { replies: readonly Reply[]; chosen: Chosen }) {
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const these = replies.filter(({ id }) => chosen.ids.has(id))
  const count = these.length
  const ignore = useDeed(ignoreReplies, (_, given) => {
    setAsking(false)
    setReason('')
    chosen.set(new Map())
    const ids = given.body?.ids ?? []
    toastUndo(t`${counted(ids.length, 'answer')} ignored.`, () => void reopen(ids))
  })
  if (count === 0) return null
  const submit = () => ignore.mutate({ body: {
    ids: [...chosen.ids], expectedCount: count, newestSeen: Object.fromEntries(chosen.seen), reason,
  } })
  return (
    <div className="list-bar" role="region" aria-label={t`Chosen answers`}>
      <span className="strong small"><Trans>{count} chosen</Trans></span>
      <span className="small"><Amounts amounts={sumOf(these)} /></span>
      <span style={{ flex: 1 }} />
      <Button size="compact-sm" variant="subtle" aria-label={t`Choose none`}
        onClick={() => chosen.set(new Map())}><Trans>None</Trans></Button>
      <Button size="compact-sm" variant="subtle" aria-label={t`Choose all that are shown`}
        onClick={() => chosen.set(new Map(
          replies.map((reply) => [reply.id, reply.newestMessageId])))}><Trans>All</Trans></Button>
      <DeedButton endpoint={ignoreReplies} size="compact-sm" variant="default"
        onClick={() => setAsking(true)}><Trans>Ignore {count}…</Trans></DeedButton>
      {isAsking ? (
        <FormDialog title={t`Ignore ${counted(count, 'answer')}?`} save={t`Ignore ${count}`}
          onClose={() => setAsking(false)} onSubmit={submit} error={ignore.error}
          isBusy={ignore.isPending}>
          <p className="small" style={{ margin: 0 }}>
            <Trans>No answer is sent. The workflows of these customers go on after their minimum
              contact delay. Overdue:</Trans> <Amounts amounts={sumOf(these)} />.</p>
          <TextInput label={t`Reason`} placeholder={t`Optional`} maxLength={500} value={reason}
            data-autofocus onChange={(event) => setReason(event.currentTarget.value)} />
        </FormDialog>
      ) : null}
    </div>
  )
}

/** A customer with two answers owes once. Currencies are never added together. */
function sumOf(replies: readonly Reply[]): { currency: string; amountMinor: number }[] {
  const sums = new Map<string, number>()
  const customers = new Set<string>()
  for (const { customerId, overdue } of replies) {
    if (customers.has(customerId)) continue
    customers.add(customerId)
    for (const { currency, amountMinor } of overdue) {
      sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
    }
  }
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }))
}

async function reopen(ids: string[]) {
  try {
    await call(reopenReplies, { body: { ids } })
    await queryClient.invalidateQueries()
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}
