// What the palette can do besides finding: pages, settings, and the deeds of the page one is on.
import { SETTINGS_SECTIONS } from './settings-sections.ts'
import { activeShortcuts, runShortcut, SHORTCUTS, type Shortcut } from '../keys.ts'
import { keysOf } from '../own-keys.ts'

export interface Command {
  id: string
  group: string
  label: string
  /** The chord that does the same, to be learnt by the way. */
  keys: string | null
  run: () => void
}

type Go = (to: { to: string; search?: Record<string, string> }) => void

const PAGES: readonly (readonly [string, string, Shortcut | null])[] = [
  ['/todo', 'To Do', 'goToDo'], ['/inbox', 'Inbox', 'goInbox'],
  ['/customers', 'Customers', 'goCustomers'], ['/invoices', 'Invoices', 'goInvoices'],
  ['/workflows', 'Workflows', 'goWorkflows'], ['/workflows/simulation', 'Simulation', null],
  ['/assignment-rules', 'Assignment rules', null], ['/templates', 'Templates', null],
  ['/insights', 'Insights', 'goInsights'], ['/outbox', 'Outbox', 'goOutbox'],
  ['/import', 'Import', null], ['/get-started', 'Get started', null],
  ['/settings', 'Settings', 'goSettings'],
]

// They find and open, which the palette does itself; or only move about.
const NOT_LISTED = new Set<Shortcut>(['palette', 'search', 'next', 'previous', 'open', 'openToo'])

export function commandsFor(go: Go): Command[] {
  const here = activeShortcuts()
    .filter((shortcut) => !NOT_LISTED.has(shortcut) && !SHORTCUTS[shortcut].keys.startsWith('g '))
    .map((shortcut): Command => ({
      id: `key ${shortcut}`, group: 'On this page', label: SHORTCUTS[shortcut].does,
      keys: keysOf(shortcut), run: () => runShortcut(shortcut),
    }))
  const pages = PAGES.map(([to, label, shortcut]): Command => ({
    id: `page ${to}`, group: 'Go to', label,
    keys: shortcut === null ? null : keysOf(shortcut), run: () => go({ to }),
  }))
  const settings = SETTINGS_SECTIONS.map(({ name, label }): Command => ({
    id: `settings ${name}`, group: 'Settings', label, keys: null,
    run: () => go({ to: '/settings', search: { section: name } }),
  }))
  return [...here, ...pages, ...settings]
}

/** Every word of the query begins a word of the command, in any order: “rep add” finds both. */
export function fits(query: string, text: string): boolean {
  const wordsOf = (of: string) => of.toLowerCase().split(/[\s›/-]+/).filter(Boolean)
  const words = wordsOf(text)
  return wordsOf(query).every((part) =>
    words.some((word) => word.startsWith(part)))
}
