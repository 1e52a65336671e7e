// A list of any length: only the rows in sight are there, and more are read as one nears the end.
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

const OVERSCAN = 12
/** Few enough to be there whole, for the browser's own search and for paper. */
const FEW = 120
/** So many rows before the end the next page is asked for. */
const EARLY = 40

export function VirtualRows<Row extends { id: string }>({ rows, pages, height, children, look }: {
  rows: readonly Row[]
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  /** About how high a row is, before it was measured. */
  height: number
  children: (row: Row) => ReactNode
  look: string
}) {
  const space = useRef<HTMLUListElement>(null)
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    const top = space.current?.getBoundingClientRect().top ?? 0
    setAbove(top + window.scrollY)
  }, [rows.length])
  const virtual = useWindowVirtualizer({
    count: rows.length, estimateSize: () => height, overscan: rows.length <= FEW ? FEW : OVERSCAN,
    scrollMargin: above,
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  const shown = virtual.getVirtualItems()
  const last = virtual.range?.endIndex ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - EARLY) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length])
  return (
    <>
      <ul className={`rows list-space ${look}`} ref={space}
        style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <li key={key} ref={virtual.measureElement} data-index={index} data-item={row.id}
              className="list-row row-selectable" aria-posinset={index + 1}
              aria-setsize={hasNextPage ? -1 : rows.length}
              style={{ transform: `translateY(${start - above}px)` }}>{children(row)}</li>
          )
        })}
      </ul>
      {isFetchingNextPage ? (
        <div className="dim small" role="status" style={{ padding: 12, textAlign: 'center' }}>
          {t`Reading more…`}</div>
      ) : null}
    </>
  )
}
