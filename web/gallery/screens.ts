// Every screen of the application by its address; the gallery shows each in every state.
import { INBOX_VIEWS } from '#contract/inbox.ts'
import { INVOICE_LISTS } from '#contract/list-filters.ts'
import {
  CUSTOMER_TABS, router, SETTINGS, TODO_TABS, WORKFLOW_TABS,
} from '../routes.tsx'
import { idAt } from './sample.ts'
import { STATES, type State } from './states.ts'

export interface Screen {
  name: string
  /** With its search, as it stands in the browser. */
  address: string
  states: readonly State[]
}

/** Further parts of a screen are one list or form each: the states of the frame are shown once. */
const OF_A_PART: readonly State[] = ['full', 'empty', 'error', 'long']

/** Where a search or a filter can leave nothing over. */
const FILTERED: Record<string, string> = {
  '/inbox': '?q=nobody', '/customers': '?search=nobody', '/invoices': '?search=nobody&status=all',
}

const PARTS: Record<string, readonly (readonly [name: string, search: string])[]> = {
  '/todo': TODO_TABS.slice(1).map((tab) => [tab, `?tab=${tab}`]),
  '/inbox': INBOX_VIEWS.slice(1).map((view) => [view, `?view=${view}`]),
  '/customers/$customerId': CUSTOMER_TABS.slice(1).map((tab) => [tab, `?tab=${tab}`]),
  '/invoices': INVOICE_LISTS.slice(3).map((list) => [list, `?status=${list}`]),
  '/workflows/$workflowId': WORKFLOW_TABS.slice(1).map((tab) => [tab, `?tab=${tab}`]),
  '/settings': SETTINGS.slice(1).map((section) => [section, `?section=${section}`]),
}

/** Old addresses and the front door lead elsewhere and show nothing themselves. */
const LEADS_ELSEWHERE = new Set(['/', '/messages'])

/** Read from the routes, so that a new page is here by itself. */
export const SCREENS: readonly Screen[] = Object.keys(router.routesByPath)
  .filter((path) => !LEADS_ELSEWHERE.has(path))
  .flatMap((path) => {
    const address = path.replaceAll(/\$\w+/g, idAt(0))
    const name = path.slice(1).replaceAll('/', '-').replaceAll('$', '')
    return [
      { name, address, states: STATES.filter((state) => state !== 'filtered') },
      ...(path in FILTERED
        ? [{ name, address: address + FILTERED[path], states: ['filtered' as const] }] : []),
      ...(PARTS[path] ?? []).map(([part, search]) =>
        ({ name: `${name}-${part}`, address: address + search, states: OF_A_PART })),
    ]
  })
