// Which item of a list is chosen, as the address says it, and how keys and done work move on.
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useShortcut } from '../keys.ts'

/** `item` is the address's; `goTo` writes it there, in place where list and item stand together. */
export function useListChoice<Item extends { id: string }>({ items, item, goTo }: {
  items: readonly Item[]
  item: string | undefined
  goTo: (item: string | undefined, how: { replace: boolean; resetScroll: boolean }) => void
}) {
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const [cursor, setCursor] = useState<string | undefined>(undefined)
  const chosen = items.find(({ id }) => id === item) ?? (isWide ? items[0] : undefined)
  const marked = isWide ? chosen?.id : cursor
  const choose = (id: string | undefined) => goTo(id, { replace: isWide, resetScroll: !isWide })
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
  // Done, and the next is open with the keyboard in it: there, keys and readers go on.
  const isGoingOn = useRef(false)
  useEffect(() => {
    if (!isGoingOn.current) return
    isGoingOn.current = false
    const next = document.querySelector<HTMLElement>('[data-chosen-item]')
    ;(next ?? document.getElementById('main'))?.focus({ preventScroll: true })
  }, [chosen?.id])
  const goOn = (doneId: string) => {
    isGoingOn.current = true
    const at = items.findIndex(({ id }) => id === doneId)
    choose((items[at + 1] ?? items[at - 1])?.id)
  }
  // An item that somebody else finished must not leave a dead address behind.
  const isGone = item !== undefined && items.length > 0 && !items.some(({ id }) => id === item)
  useEffect(() => {
    if (isGone) goTo(undefined, { replace: true, resetScroll: false })
  }, [isGone, goTo])
  return { chosen, choose, goOn, isWide, marked }
}
