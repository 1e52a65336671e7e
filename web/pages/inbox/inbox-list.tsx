// The list of a view beside what is chosen in it; what is done makes room for the next.
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { InboxRow, InboxView } from '#contract/inbox.ts'
import { useShortcut } from '../../keys.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { InboxDetail } from './inbox-detail.tsx'
import { Row } from './row.tsx'

export type InboxItem = z.output<typeof InboxRow>

const route = getRouteApi('/app/inbox')

export function InboxList({ view, items, pages }: {
  view: InboxView
  items: readonly InboxItem[]
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  const choice = useChoice(items)
  const [selected, setSelected] = useState<ReadonlyMap<string, string>>(new Map())
  const toggle = (id: string) => setSelected((before) => {
    const after = new Map(before)
    const item = items.find((one) => one.id === id)
    if (!after.delete(id) && item) after.set(id, item.messageId ?? '')
    return after
  })
  const canSelect = view === 'needs_answer'
  useShortcut('select', () => {
    if (choice.marked !== undefined) toggle(choice.marked)
  }, canSelect)
  const { chosen, isWide } = choice
  const detail = chosen
    ? <InboxDetail key={chosen.id} view={view} item={chosen}
      onDone={() => choice.goOn(chosen.id)} /> : null
  if (!isWide && chosen) {
    return (
      <div className="stack" style={{ gap: 12 }}>
        <div><Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} />}
          onClick={() => choice.choose(undefined)}>Back to the list</Button></div>
        {detail}
      </div>
    )
  }
  return (
    <>
      <div className="inbox-grid">
        <section className="card inbox-list" aria-label="Messages" tabIndex={-1}>
          <ul className="rows">
            {items.map((item) => (
              <Row key={item.id} item={item} isChosen={item.id === choice.marked}
                onChoose={() => choice.choose(item.id)}
                {...(canSelect ? {
                  isSelected: selected.has(item.id), onSelect: () => toggle(item.id),
                } : {})} />
            ))}
          </ul>
          <LoadMore pages={pages} />
        </section>
        {isWide ? <section aria-label="Chosen item">{detail}</section> : null}
      </div>
      {canSelect ? (
        <BulkBar items={items.filter(({ id }) => selected.has(id))} seen={selected}
          onClear={() => setSelected(new Map())} />
      ) : null}
    </>
  )
}

function useChoice(items: readonly InboxItem[]) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const [cursor, setCursor] = useState<string | undefined>(undefined)
  const chosen = items.find(({ id }) => id === search.item) ?? (isWide ? items[0] : undefined)
  const marked = isWide ? chosen?.id : cursor
  const choose = (item: string | undefined) =>
    void navigate({ search: { ...search, item }, replace: isWide, resetScroll: !isWide })
  const move = (step: number) => {
    const at = items.findIndex(({ id }) => id === marked)
    const next = items[Math.max(0, Math.min(items.length - 1, at + step))]
    if (next === undefined) return
    if (isWide || chosen) choose(next.id)
    else setCursor(next.id)
    document.querySelector(`[data-item="${next.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useShortcut('next', () => move(1))
  useShortcut('previous', () => move(-1))
  const open = () => {
    choose(marked ?? items[0]?.id)
    document.getElementById('inbox-item')?.focus()
  }
  useShortcut('open', open)
  useShortcut('openToo', open)
  useShortcut('leave', () => choose(undefined), !isWide && chosen !== undefined)
  const goOn = (doneId: string) => {
    const at = items.findIndex(({ id }) => id === doneId)
    choose((items[at + 1] ?? items[at - 1])?.id)
  }
  // An item that somebody else finished must not leave a dead address behind.
  const isGone = search.item !== undefined && !items.some(({ id }) => id === search.item)
  useEffect(() => {
    if (isGone) void navigate({ search: { ...search, item: undefined }, replace: true })
  }, [isGone, navigate, search])
  return { chosen, choose, goOn, isWide, marked }
}
