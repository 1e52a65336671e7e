// The list of a view beside what is chosen in it; what is done makes room for the next.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { z } from 'zod'
import type { InboxRow, InboxView } from '#contract/inbox.ts'
import { useListChoice } from '../../components/list-choice.ts'
import { useShortcut } from '../../keys.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { NewPill } from '../../ui/new-pill.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { InboxDetail } from './inbox-detail.tsx'
import { Row } from './row.tsx'

export type InboxItem = z.output<typeof InboxRow>

const route = getRouteApi('/app/inbox')

export function InboxList({ view, items, pages, fresh }: {
  view: InboxView
  items: readonly InboxItem[]
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  fresh: { newCount: number; showNew: () => void }
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
          onClick={() => choice.choose(undefined)}><Trans>Back to the list</Trans></Button></div>
        {detail}
      </div>
    )
  }
  return (
    <>
      <div className="inbox-grid">
        <section className="card inbox-list" aria-label={t`Messages`} tabIndex={-1}>
          <NewPill count={fresh.newCount} onShow={fresh.showNew} />
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
        {isWide ? <section aria-label={t`Chosen item`}>{detail}</section> : null}
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
  const goTo = useCallback((item: string | undefined, how: {
    replace: boolean; resetScroll: boolean
  }) => void navigate({ search: { ...search, item }, ...how }), [navigate, search])
  const choice = useListChoice({ items, item: search.item, goTo })
  const { chosen, choose, isWide, marked } = choice
  const open = () => {
    choose(marked ?? items[0]?.id)
    document.getElementById('inbox-item')?.focus()
  }
  useShortcut('open', open)
  useShortcut('openToo', open)
  useShortcut('leave', () => choose(undefined), !isWide && chosen !== undefined)
  return choice
}
