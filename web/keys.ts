// Binds shortcuts while what they serve is shown, and listens for their keys.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { keysOf } from './own-keys.ts'
import { namesOf, pressedOf } from './pressed-keys.ts'
import { SHORTCUTS, type Shortcut } from './shortcuts.ts'

export { SHORTCUTS, type Shortcut } from './shortcuts.ts'

/** What a shortcut does; false when it is not its turn, and the key goes on to whom it is for. */
type Deed = () => boolean | void

const bound = new Map<Shortcut, Deed[]>()
const watching = new Set<() => void>()
let changes = 0

function changed(): void {
  changes++
  for (const tell of watching) tell()
}

/** Binds a shortcut while the component is shown; the one bound last wins. */
export function useShortcut(shortcut: Shortcut, run: Deed, isOn = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!isOn) return
    const handler = () => latest.current()
    bound.set(shortcut, [...(bound.get(shortcut) ?? []), handler])
    changed()
    return () => {
      bound.set(shortcut, (bound.get(shortcut) ?? []).filter((other) => other !== handler))
      changed()
    }
  }, [shortcut, isOn])
}

/** The shortcuts that work now, for the help dialog. */
export const activeShortcuts = (): Shortcut[] =>
  (Object.keys(SHORTCUTS) as Shortcut[]) // The keys of that very object.
    .filter((shortcut) => (bound.get(shortcut)?.length ?? 0) > 0)

/** The same, followed: what is still being read binds its keys once it is there. */
export function useActiveShortcuts(): Shortcut[] {
  useSyncExternalStore((tell) => {
    watching.add(tell)
    return () => watching.delete(tell)
  }, () => changes)
  return activeShortcuts()
}

/** As if its keys were pressed. */
export const runShortcut = (shortcut: Shortcut): void => {
  bound.get(shortcut)?.at(-1)?.()
}

const SEQUENCE_MS = 1_000
let before: { key: string; at: number } | null = null

/** Listens once for the whole application; gives back how to stop. */
export function listenForKeys(): () => void {
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const names = namesOf(pressedOf(event))
  const [pressed = ''] = names
  const isChord = /^(mod|alt)[+]/.test(pressed) || pressed === 'Escape'
  // Single keys belong to whoever is typing, and to an open dialog; Escape closes that first.
  if (pressed === 'Escape' && isInDialog(event.target)) return
  if (!isChord && (isTyping(event.target) || isInDialog(event.target))) return
  const first = before && event.timeStamp - before.at < SEQUENCE_MS ? before.key : null
  before = null
  if ((first !== null && names.some((name) => runFirst(`${first} ${name}`)))
    || names.some((name) => runFirst(name, event.target))) {
    event.preventDefault()
    return
  }
  if (names.includes('g')) before = { key: 'g', at: event.timeStamp }
}

function runFirst(keys: string, target?: EventTarget | null): boolean {
  // Enter on a button or a link is that button's own.
  if (keys === 'Enter' && target instanceof Element && target.closest('button,a,summary')) {
    return false
  }
  for (const [shortcut, handlers] of [...bound].reverse()) {
    const handler = handlers.at(-1)
    if (handler === undefined || keysOf(shortcut) !== keys) continue
    if (handler() === false) continue
    return true
  }
  return false
}

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement
  && (target.isContentEditable || target.closest('input,textarea,select') !== null)

const isInDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"],[role="menu"],[role="listbox"]')
    !== null
