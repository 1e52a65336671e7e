// A list as its address says: its parameters, the view in hand, and the one that opens first.
import { useEffect } from 'react'
import { listViews } from '#contract/views.ts'
import { useRead } from '../../queries.ts'
import { paramsOf, searchOf, type ListSearch, type Params } from './list-params.ts'
import { ALL } from './view-tabs.tsx'

const PLAIN_LOOK = { defaultViewId: null, columns: null, density: 'normal' } as const

export function useList(list: 'customers' | 'invoices', search: ListSearch,
  go: (search: ListSearch, how: { replace: boolean }) => void) {
  const read = useRead(listViews, { query: { list } }, { staleTimeMs: 30_000 })
  const views = read.data ?? { items: [], look: PLAIN_LOOK }
  const params = paramsOf(search)
  const first = views.items.find(({ id }) => id === views.look.defaultViewId)
  const isBare = Object.keys(search).length === 0
  useEffect(() => {
    if (isBare && first) go(searchOf(first.filter, first.id), { replace: true })
  }, [isBare, first, go])
  const view = search.view === undefined ? ALL : String(search.view)
  return {
    params, views, view,
    /** A filter that is changed stays in the view it came from, until it is saved or left. */
    change: (next: Params, how: { replace: boolean } = { replace: false }) =>
      go(searchOf(next, search.view === undefined ? ALL : String(search.view)), how),
    goView: (next: Params, to: string) => go(searchOf(next, to), { replace: false }),
  }
}
