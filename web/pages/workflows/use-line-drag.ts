// Dragging a step along the line of time: by days, and only written down when it is let go.
import { useEffect, useRef, useState } from 'react'
import { daysDragged, type Scale } from './line-layout.ts'

export interface LineDrag { id: string; days: number; scale: Scale }

const STARTS_AFTER_PX = 4

/** What a mark needs so that it can be dragged, and what is being dragged. */
export function useLineDrag({ scale, isVertical, isOff, onDrop }: {
  scale: Scale; isVertical: boolean; isOff: boolean
  onDrop: (id: string, days: number) => void
}) {
  const [drag, setDrag] = useState<LineDrag | null>(null)
  const held = useRef<{ id: string; from: number; scale: Scale; hasMoved: boolean } | null>(null)
  // A click follows the release; after a drag it must not open the step.
  const wasDragged = useRef(false)
  const stop = () => {
    held.current = null
    setDrag(null)
  }
  useEffect(() => {
    if (drag === null) return
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      wasDragged.current = true
      stop()
    }
    document.addEventListener('keydown', cancel, true)
    return () => document.removeEventListener('keydown', cancel, true)
  }, [drag])
  const at = (event: React.PointerEvent) => (isVertical ? event.clientY : event.clientX)
  const handlersOf = (id: string) => ({
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      wasDragged.current = false
      if (isOff || event.button !== 0) return
      held.current = { id, from: at(event), scale, hasMoved: false }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: React.PointerEvent) => {
      const now = held.current
      if (now === null || now.id !== id) return
      const pixels = at(event) - now.from
      if (!now.hasMoved && Math.abs(pixels) < STARTS_AFTER_PX) return
      now.hasMoved = true
      setDrag({ id, days: daysDragged(now.scale, pixels), scale: now.scale })
    },
    onPointerUp: (event: React.PointerEvent) => {
      const now = held.current
      if (now?.hasMoved) {
        wasDragged.current = true
        const days = daysDragged(now.scale, at(event) - now.from)
        if (days !== 0) onDrop(id, days)
      }
      stop()
    },
    onPointerCancel: stop,
  })
  const isClickOfDrag = () => {
    const was = wasDragged.current
    wasDragged.current = false
    return was
  }
  return { drag, handlersOf, isClickOfDrag }
}
