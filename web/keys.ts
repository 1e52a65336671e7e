// Every keyboard shortcut, once: what it does, where it works; the help dialog is made from it.
import { useEffect, useRef } from 'react'

export const SHORTCUTS = {
  help: { keys: '?', does: 'Show the shortcuts of this page', group: 'Everywhere' },
  palette: { keys: 'mod+k', does: 'Find anything, or do it', group: 'Everywhere' },
  search: { keys: '/', does: 'Search', group: 'Everywhere' },
  goToDo: { keys: 'g t', does: 'Go to To Do', group: 'Everywhere' },
  goInbox: { keys: 'g i', does: 'Go to the inbox', group: 'Everywhere' },
  goCustomers: { keys: 'g c', does: 'Go to Customers', group: 'Everywhere' },
  goInvoices: { keys: 'g v', does: 'Go to Invoices', group: 'Everywhere' },
  goWorkflows: { keys: 'g w', does: 'Go to Workflows', group: 'Everywhere' },
  goInsights: { keys: 'g n', does: 'Go to Insights', group: 'Everywhere' },
  goNotices: { keys: 'g b', does: 'Open the notifications', group: 'Everywhere' },
  goOutbox: { keys: 'g o', does: 'Go to the outbox', group: 'Everywhere' },
  goSettings: { keys: 'g s', does: 'Go to Settings', group: 'Everywhere' },
  next: { keys: 'j', does: 'Next item', group: 'Lists' },
  previous: { keys: 'k', does: 'Previous item', group: 'Lists' },
  open: { keys: 'Enter', does: 'Open the item', group: 'Lists' },
  openToo: { keys: 'o', does: 'Open the item', group: 'Lists' },
  select: { keys: 'x', does: 'Choose the item for a deed on many', group: 'Lists' },
  previousTab: { keys: '[', does: 'Previous tab', group: 'Lists' },
  nextTab: { keys: ']', does: 'Next tab', group: 'Lists' },
  reply: { keys: 'r', does: 'Reply, or open the draft', group: 'This item' },
  ignore: { keys: 'e', does: 'Ignore: no answer is needed', group: 'This item' },
  pause: { keys: 'p', does: 'Pause the customer', group: 'This item' },
  assign: { keys: 'a', does: 'Give it to a colleague', group: 'This item' },
  promise: { keys: 'm', does: 'Add the promise that was read, or note one', group: 'This item' },
  dispute: { keys: 'd', does: 'Open the dispute that was read, or raise one', group: 'This item' },
  why: { keys: 'w', does: 'Ask why, or why not', group: 'This item' },
  send: { keys: 'mod+Enter', does: 'Send', group: 'Composer' },
  sendNext: { keys: 'mod+shift+Enter', does: 'Send and go to the next', group: 'Composer' },
  template: { keys: 't', does: 'Put a template in', group: 'Composer' },
  note: { keys: 'n', does: 'Write an internal note', group: 'This item' },
  leave: { keys: 'Escape', does: 'Leave; the draft is kept', group: 'Composer' },
  stepNext: { keys: 'ArrowDown', does: 'Next step', group: 'Workflow' },
  stepPrevious: { keys: 'ArrowUp', does: 'Previous step', group: 'Workflow' },
  stepEarlier: { keys: 'ArrowLeft', does: 'Step a day earlier', group: 'Workflow' },
  stepLater: { keys: 'ArrowRight', does: 'Step a day later', group: 'Workflow' },
  stepWeekEarlier: { keys: 'shift+ArrowLeft', does: 'Step a week earlier', group: 'Workflow' },
  stepWeekLater: { keys: 'shift+ArrowRight', does: 'Step a week later', group: 'Workflow' },
  stepUp: { keys: 'alt+ArrowUp', does: 'Move the step up in the order', group: 'Workflow' },
  stepDown: { keys: 'alt+ArrowDown', does: 'Move the step down in the order', group: 'Workflow' },
  stepAdd: { keys: 'n', does: 'Add a step behind this one', group: 'Workflow' },
  stepDuplicate: { keys: 'mod+d', does: 'Duplicate the step', group: 'Workflow' },
  stepRemove: { keys: 'Delete', does: 'Remove the step', group: 'Workflow' },
  stepRemoveToo: { keys: 'Backspace', does: 'Remove the step', group: 'Workflow' },
  undo: { keys: 'mod+z', does: 'Undo', group: 'Workflow' },
  redo: { keys: 'mod+shift+z', does: 'Do it again', group: 'Workflow' },
  save: { keys: 'mod+s', does: 'Save the draft', group: 'Workflow' },
} as const satisfies Record<string, { keys: string; does: string; group: string }>

export type Shortcut = keyof typeof SHORTCUTS

/** What a shortcut does; false when it is not its turn, and the key goes on to whom it is for. */
type Deed = () => boolean | void

const bound = new Map<Shortcut, Deed[]>()

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
    return () => {
      bound.set(shortcut, (bound.get(shortcut) ?? []).filter((other) => other !== handler))
    }
  }, [shortcut, isOn])
}

/** The shortcuts that work now, for the help dialog. */
export const activeShortcuts = (): Shortcut[] =>
  (Object.keys(SHORTCUTS) as Shortcut[]) // The keys of that very object.
    .filter((shortcut) => (bound.get(shortcut)?.length ?? 0) > 0)

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
  const pressed = nameOf(event)
  const isChord = event.metaKey || event.ctrlKey || event.altKey || pressed === 'Escape'
  // Single keys belong to whoever is typing, and to an open dialog.
  if (!isChord && (isTyping(event.target) || isInDialog(event.target))) return
  const sequence = before && event.timeStamp - before.at < SEQUENCE_MS
    ? `${before.key} ${pressed}` : null
  before = null
  if ((sequence !== null && runFirst(sequence)) || runFirst(pressed, event.target)) {
    event.preventDefault()
    return
  }
  if (pressed === 'g') before = { key: 'g', at: event.timeStamp }
}

function runFirst(keys: string, target?: EventTarget | null): boolean {
  // Enter on a button or a link is that button's own.
  if (keys === 'Enter' && target instanceof Element && target.closest('button,a,summary')) {
    return false
  }
  for (const [shortcut, handlers] of [...bound].reverse()) {
    const handler = handlers.at(-1)
    if (handler === undefined || SHORTCUTS[shortcut].keys !== keys) continue
    if (handler() === false) continue
    return true
  }
  return false
}

function nameOf(event: KeyboardEvent): string {
  const isModified = event.metaKey || event.ctrlKey
  const isLetter = event.key.length === 1
  // Shift is part of a character, such as `?`, unless another key makes a chord of it.
  const shift = event.shiftKey && (!isLetter || isModified) ? 'shift+' : ''
  const key = isLetter && (isModified || !event.shiftKey) ? event.key.toLowerCase() : event.key
  if (isModified) return `mod+${shift}${key}`
  return event.altKey ? `alt+${key}` : `${shift}${key}`
}

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement
  && (target.isContentEditable || target.closest('input,textarea,select') !== null)

const isInDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"],[role="menu"],[role="listbox"]')
    !== null
