// j and k walk along the rows of a list; Enter opens the row, as the browser does for links.
import { useRef } from 'react'
import { useShortcut } from '../keys.ts'

/** Gives the reference for the list; its rows are the elements of the class `row-link`. */
export function useListKeys() {
  const list = useRef<HTMLElement>(null)
  const move = (step: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.row-link') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement)
    const next = rows[at === -1 && step < 0 ? rows.length - 1 : at + step]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useShortcut('next', () => move(1))
  useShortcut('previous', () => move(-1))
  return list
}
