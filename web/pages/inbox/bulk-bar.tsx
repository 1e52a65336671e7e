// What can be done with several answers at once, with their number and money said before.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { ignoreReplies, reopenReplies } from '#contract/actions.ts'
import { call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Money } from '../../components/money.tsx'
import { counted } from '../../format.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { InboxItem } from './inbox-list.tsx'

/** More than these want their number typed. */
const MOST_BY_CLICK = 20

export function BulkBar({ items, seen, onClear }: {
  items: readonly InboxItem[]
  /** By id, the message that was the newest when it was selected. */
  seen: ReadonlyMap<string, string>
  onClear: () => void
}) {
  const [typed, setTyped] = useState('')
  const ids = items.flatMap(({ replyActionId }) => replyActionId ?? [])
  const ignore = useDeed(ignoreReplies, () => {
    setTyped('')
    onClear()
    toastUndo(t`${counted(ids.length, 'answer')} ignored.`, () => void reopen(ids))
  })
  if (items.length === 0) return null
  const mustType = items.length > MOST_BY_CLICK
  const whyNot = mustType && typed.trim() !== String(items.length)
    ? t`Type ${items.length} to confirm.` : null
  // All or none: the server refuses when one of them was handled or has a new message.
  const doIgnore = () => ignore.mutate({ body: {
    ids, expectedCount: ids.length,
    newestSeen: Object.fromEntries([...seen].filter(([id]) => ids.includes(id))),
  } }, { onError: toastProblem })
  return (
    <section className="bulk-bar" aria-label={t`Selected answers`}>
      <span style={{ flex: '1 1 180px' }}>
        <span className="strong"><Trans>{counted(items.length, 'answer')} selected</Trans></span>
        {totalsOf(items).map(([currency, amountMinor]) => (
          <span key={currency} className="dim"> <Trans>· <Money currency={currency}
            amountMinor={amountMinor} /> overdue</Trans></span>
        ))}
      </span>
      {mustType ? (
        <TextInput size="xs" w={130} aria-label={t`Type ${items.length} to confirm`} value={typed}
          placeholder={t`Type ${items.length}`}
          onChange={(event) => setTyped(event.currentTarget.value)} />
      ) : null}
      <DeedButton endpoint={ignoreReplies} size="xs" loading={ignore.isPending}
        whyNot={whyNot}
        leftSection={<IconCheck size={14} />} onClick={doIgnore}>
        <Trans>Ignore {items.length}</Trans></DeedButton>
      <Button size="xs" variant="default" onClick={onClear}><Trans>Clear</Trans></Button>
    </section>
  )
}

async function reopen(ids: string[]): Promise<void> {
  try {
    await call(reopenReplies, { body: { ids } })
    await queryClient.invalidateQueries()
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}

function totalsOf(items: readonly InboxItem[]): [string, number][] {
  const totals = new Map<string, number>()
  const seen = new Set<string>()
  for (const { customerId, overdue } of items) {
    if (customerId === null || seen.has(customerId)) continue
    seen.add(customerId)
    for (const { currency, amountMinor } of overdue) {
      totals.set(currency, (totals.get(currency) ?? 0) + amountMinor)
    }
  }
  return [...totals]
}
