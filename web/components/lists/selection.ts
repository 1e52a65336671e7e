// Which rows of a list are chosen: one by one, a range, or all that the filter lets through.
import { useState } from 'react'
import type { Money } from '#domain/money.ts'
import { useShortcut } from '../../keys.ts'

/** All that match, as the server counted them at one moment. */
export interface AllChosen {
  ids: readonly string[]
  count: number
  open: readonly Money[]
}

export interface Selection {
  ids: ReadonlySet<string>
  all: AllChosen | null
  toggle: (id: string) => void
  choose: (ids: Iterable<string>) => void
  chooseAll: (all: AllChosen) => void
  clear: () => void
}

const itemInHand = () =>
  document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset['item']

const isTyping = () =>
  document.activeElement?.closest('input:not([type=checkbox]),textarea,[role=dialog]') != null

export function useSelection(rows: readonly { id: string }[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState<AllChosen | null>(null)
  const [from, setFrom] = useState<string | null>(null)
  const choose = (chosen: Iterable<string>) => {
    setAll(null)
    setIds(new Set(chosen))
  }
  const toggle = (id: string) => {
    setFrom(id)
    const after = new Set(ids)
    if (!after.delete(id)) after.add(id)
    choose(after)
  }
  useShortcut('select', () => {
    const id = itemInHand()
    if (id === undefined) return false
    toggle(id)
    return true
  })
  useShortcut('selectRange', () => {
    const [start, end] = [from, itemInHand()].map((id) => rows.findIndex((row) => row.id === id))
    if (start === undefined || end === undefined || end < 0) return false
    const begin = start < 0 ? end : start
    choose([...ids, ...rows.slice(Math.min(begin, end), Math.max(begin, end) + 1)
      .map((row) => row.id)])
    return true
  })
  useShortcut('selectAll', () => {
    if (isTyping()) return false
    choose(rows.map((row) => row.id))
    return true
  })
  return {
    ids, all, toggle, choose,
    chooseAll: (chosen) => {
      setAll(chosen)
      setIds(new Set(chosen.ids))
    },
    clear: () => choose([]),
  }
}
