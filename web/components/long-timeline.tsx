// A timeline of any length: beyond a few screens only what is in sight is there.
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { t } from '@lingui/core/macro'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  Entry, isAnswerable, monthOf, pictureOf, Timeline, type Event,
} from './timeline.tsx'
import './timeline.css'

/** Few enough to be there whole, for the browser's own search and for paper. */
const FEW = 120
/** So many lines before the end the next page is asked for. */
const EARLY = 40
const LINE_PX = 64

interface Given {
  events: readonly Event[]
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  onReply?: (messageId: string) => void
}

export function LongTimeline({ events, pages, ...reply }: Given) {
  return (
    <>
      {events.length <= FEW ? <Timeline events={events} {...reply} />
        : <Virtual events={events} pages={pages} {...reply} />}
      {pages.isFetchingNextPage ? (
        <div className="dim small" role="status" style={{ padding: 12, textAlign: 'center' }}>
          {t`Reading more…`}</div>
      ) : null}
      <End count={events.length} pages={pages} />
    </>
  )
}

/** Reads on as its place comes near, as long as the list stands whole. */
function End({ count, pages }: { count: number; pages: Given['pages'] }) {
  const mark = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (mark.current === null || !hasNextPage || isFetchingNextPage) return
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage()
    }, { rootMargin: '600px' })
    watch.observe(mark.current)
    return () => watch.disconnect()
  }, [count, hasNextPage, isFetchingNextPage, fetchNextPage])
  return <div ref={mark} />
}

type Line = { id: string; month: string } | { id: string; event: Event }

function Virtual({ events, pages, onReply }: Given) {
  const lines = useMemo(() => linesOf(events), [events])
  const space = useRef<HTMLOListElement>(null)
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    setAbove((space.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
  }, [lines.length])
  const virtual = useWindowVirtualizer({
    count: lines.length, overscan: 12, scrollMargin: above,
    estimateSize: (index) => (lines[index] && 'month' in lines[index] ? 36 : LINE_PX),
    getItemKey: (index) => lines[index]?.id ?? index,
  })
  const last = virtual.range?.endIndex ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= lines.length - EARLY) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, lines.length])
  return (
    <ol className="timeline timeline-space" ref={space}
      style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const line = lines[index]
        if (line === undefined) return null
        const place = { transform: `translateY(${start - above}px)` }
        return 'month' in line ? (
          <li key={key} ref={virtual.measureElement} data-index={index} style={place}>
            <h3 className="timeline-month">{line.month}</h3></li>
        ) : (
          <li key={key} ref={virtual.measureElement} data-index={index} style={place}
            className={`event ${pictureOf(line.event)[1]}`}>
            <Entry event={line.event} onReply={
              onReply && isAnswerable(line.event, undefined) ? onReply : null} />
          </li>
        )
      })}
    </ol>
  )
}

function linesOf(events: readonly Event[]): Line[] {
  let month = ''
  return events.flatMap((event): Line[] => {
    const its = monthOf(event)
    const head = its === month ? [] : [{ id: `month ${its}`, month: its }]
    month = its
    return [...head, { id: event.id, event }]
  })
}
