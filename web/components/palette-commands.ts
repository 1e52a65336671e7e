// What the palette can do besides finding: pages, settings, and the deeds of the page one is on.
import { t } from '@lingui/core/macro'
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
  ['/todo', t`To Do`, 'goToDo'], ['/inbox', t`Inbox`, 'goInbox'],
  ['/customers', t`Customers`, 'goCustomers'], ['/invoices', t`Invoices`, 'goInvoices'],
  ['/workflows', t`Workflows`, 'goWorkflows'], ['/workflows/simulation', t`Simulation`, null],
  ['/assignment-rules', t`Assignment rules`, null], ['/templates', t`Templates`, null],
  ['/insights', t`Insights`, 'goInsights'], ['/outbox', t`Outbox`, 'goOutbox'],
  ['/import', t`Import and export`, null], ['/get-started', t`Get started`, null],
  ['/settings', t`Settings`, 'goSettings'],
]

// They find and open, which the palette does itself; or only move about.
const NOT_LISTED = new Set<Shortcut>(['palette', 'search', 'next', 'previous', 'open', 'openToo'])

export function commandsFor(go: Go): Command[] {
  const here = activeShortcuts()
    .filter((shortcut) => !NOT_LISTED.has(shortcut) && !SHORTCUTS[shortcut].keys.startsWith('g '))
    .map((shortcut): Command => ({
      id: `key ${shortcut}`, group: t`On this page`, label: SHORTCUTS[shortcut].does,
      keys: keysOf(shortcut), run: () => runShortcut(shortcut),
    }))
  const pages = PAGES.map(([to, label, shortcut]): Command => ({
    id: `page ${to}`, group: t`Go to`, label,
    keys: shortcut === null ? null : keysOf(shortcut), run: () => go({ to }),
  }))
  const settings = SETTINGS_SECTIONS.map(({ name, label }): Command => ({
    id: `settings ${name}`, group: t`Settings`, label, keys: null,
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
