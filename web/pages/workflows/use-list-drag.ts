// Dragging a step to another place of the list by its handle.
import { useRef, useState } from 'react'

export interface ListDrag { id: string; from: number; to: number }

/** Rows are the children of the list; a row goes where the pointer is above half of another. */
export function useListDrag(onMove: (from: number, to: number) => void) {
  const list = useRef<HTMLOListElement>(null)
  const [drag, setDrag] = useState<ListDrag | null>(null)
  const held = useRef<{ id: string; from: number; middles: number[] } | null>(null)
  const placeAt = (y: number): number | null => {
    const now = held.current
    if (now === null) return null
    const above = now.middles.filter((middle, index) => index !== now.from && middle < y).length
    return above
  }
  const stop = () => {
    held.current = null
    setDrag(null)
  }
  const handleOf = (id: string, from: number) => ({
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      event.preventDefault()
      const rows = [...list.current?.children ?? []]
      held.current = { id, from, middles: rows.map((row) => {
        const { top, height } = row.getBoundingClientRect()
        return top + height / 2
      }) }
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ id, from, to: from })
    },
    onPointerMove: (event: React.PointerEvent) => {
      const to = placeAt(event.clientY)
      if (to !== null) setDrag({ id, from, to })
    },
    onPointerUp: (event: React.PointerEvent) => {
      const to = placeAt(event.clientY)
      if (to !== null && to !== from) onMove(from, to)
      stop()
    },
    onPointerCancel: stop,
  })
  return { list, drag, handleOf }
}
