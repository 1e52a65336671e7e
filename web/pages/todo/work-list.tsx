// A list beside the item chosen in it: j and k move; what is done makes room for the next.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, Suspense, useCallback } from 'react'
import { useListChoice } from '../../components/list-choice.ts'
import { useShortcut } from '../../keys.ts'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { NewPill } from '../../ui/new-pill.tsx'

const route = getRouteApi('/app/todo')

export interface Selection {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** What a checkbox is called for those who do not see it. */
  nameOf: (id: string) => string
  /** What can be done to all of them, above the list. */
  bar: ReactNode
}

export function WorkList<Item extends { id: string }>({
  items, row, detail, pages, label, selection, fresh,
}: {
  items: readonly Item[]
  row: (item: Item) => ReactNode
  /** The chosen item in full; `goOn` opens the next one when this one is done. */
  detail: (item: Item, goOn: () => void) => ReactNode
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  label: string
  selection?: Selection
  /** What has come above and is not shown yet. */
  fresh?: { newCount: number; showNew: () => void }
}) {
  const { chosen, choose, goOn, leave, isWide, marked } = useChoice(items)
  useShortcut('select', () => {
    const id = marked ?? items[0]?.id
    if (id !== undefined) selection?.toggle(id)
  }, selection !== undefined && (isWide || !chosen))
  if (!isWide && chosen) {
    return (
      <div className="stack" style={{ gap: 12 }} tabIndex={-1} data-chosen-item key={chosen.id}>
        <div>
          <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} />}
            onClick={leave}><Trans>All items</Trans></Button>
        </div>
        <Suspense fallback={<ListSkeleton />}>{detail(chosen, () => goOn(chosen.id))}</Suspense>
      </div>
    )
  }
  return (
    <div className="split">
      <section className="card card-flush" aria-label={label}>
        {selection?.bar}
        {fresh ? <NewPill count={fresh.newCount} onShow={fresh.showNew} /> : null}
        <ul className="rows">
          {items.map((item) => (
            <li key={item.id} className={selection ? 'row-selectable' : ''}>
              {selection ? (
                <Checkbox size="xs" className="row-check" checked={selection.ids.has(item.id)}
                  aria-label={t`Choose ${selection.nameOf(item.id)}`}
                  onChange={() => selection.toggle(item.id)} />
              ) : null}
              <button type="button" className="row-link" onClick={() => choose(item.id)}
                data-item={item.id} aria-current={item.id === marked ? 'true' : undefined}>
                {row(item)}
              </button>
            </li>
          ))}
        </ul>
        <LoadMore pages={pages} />
      </section>
      {isWide && chosen ? (
        <section className="split-detail" aria-label={t`Chosen item`} key={chosen.id} tabIndex={-1}
          data-chosen-item>
          <Suspense fallback={<ListSkeleton />}>{detail(chosen, () => goOn(chosen.id))}</Suspense>
        </section>
      ) : null}
    </div>
  )
}

function useChoice<Item extends { id: string }>(items: readonly Item[]) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const goTo = useCallback((item: string | undefined, how: {
    replace: boolean; resetScroll: boolean
  }) => void navigate({ search: { ...search, item }, ...how }), [navigate, search])
  const choice = useListChoice({ items, item: search.item, goTo })
  const { chosen, choose, isWide, marked } = choice
  useShortcut('open', () => choose(marked ?? items[0]?.id), !isWide && !chosen)
  return { ...choice, leave: () => choose(undefined) }
}
