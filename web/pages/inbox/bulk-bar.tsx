// What can be done with several answers at once, with their number and money said before.
import { Button, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { ignoreReply } from '#contract/actions.ts'
import { call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Money } from '../../components/money.tsx'
import { counted } from '../../format.ts'
import { queryClient } from '../../queries.ts'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { InboxItem } from './inbox-list.tsx'
import { reopen } from './reply-deeds.tsx'

/** More than these want their number typed. */
const MOST_BY_CLICK = 20

export function BulkBar({ items, onClear }: { items: readonly InboxItem[]; onClear: () => void }) {
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  if (items.length === 0) return null
  const mustType = items.length > MOST_BY_CLICK
  const whyNot = mustType && typed.trim() !== String(items.length)
    ? `Type ${items.length} to confirm.` : null
  const ignore = async () => {
    setBusy(true)
    const done = await ignoreAll(items)
    setBusy(false)
    setTyped('')
    onClear()
    await queryClient.invalidateQueries()
    if (done.length === 0) return
    toastUndo(`${counted(done.length, 'answer')} ignored.`,
      () => void Promise.all(done.map(reopen)))
  }
  return (
    <section className="bulk-bar" aria-label="Selected answers">
      <span style={{ flex: '1 1 180px' }}>
        <span className="strong">{counted(items.length, 'answer')} selected</span>
        {totalsOf(items).map(([currency, amountMinor]) => (
          <span key={currency} className="dim"> · <Money currency={currency}
            amountMinor={amountMinor} /> overdue</span>
        ))}
      </span>
      {mustType ? (
        <TextInput size="xs" w={130} aria-label={`Type ${items.length} to confirm`} value={typed}
          placeholder={`Type ${items.length}`}
          onChange={(event) => setTyped(event.currentTarget.value)} />
      ) : null}
      <DeedButton endpoint={ignoreReply} size="xs" loading={isBusy} whyNot={whyNot}
        leftSection={<IconCheck size={14} />} onClick={() => void ignore()}>
        Ignore {items.length}</DeedButton>
      <Button size="xs" variant="default" onClick={onClear}>Clear</Button>
    </section>
  )
}

/** One after the other: what another person has handled meanwhile is told and left alone. */
async function ignoreAll(items: readonly InboxItem[]): Promise<string[]> {
  const done: string[] = []
  for (const { replyActionId } of items) {
    if (replyActionId === null) continue
    try {
      await call(ignoreReply, { params: { replyActionId }, body: {} })
      done.push(replyActionId)
    } catch (error) {
      if (error instanceof Error) toastProblem(error)
    }
  }
  return done
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
