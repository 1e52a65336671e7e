// Every address of the pages, and which page answers it; pages load when they are first opened.
import {
  createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect,
} from '@tanstack/react-router'
import { EVENT_PARTS, type EventPart } from '#domain/event-parts.ts'
import { REPORTS, type ReportName } from '#domain/insights/reports.ts'
import { DayText } from '#contract/endpoint.ts'
import { INBOX_VIEWS, type InboxView } from '#contract/inbox.ts'
import { readCustomerSearch, readInvoiceSearch } from './components/lists/list-params.ts'
import { IMPORT_STEPS } from './pages/imports/steps.ts'
import { ErrorState } from './ui/error-state.tsx'
import { PageSkeleton } from './ui/list-skeleton.tsx'
import { NotFound } from './ui/not-found.tsx'

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value
    : typeof value === 'number' ? String(value) : undefined
/** One of a closed list, else nothing: an old link must never break a page. */
const oneOf = <T extends string>(names: readonly T[], value: unknown): T | undefined =>
  names.find((name) => name === value)

export const WHOSE = ['mine', 'team'] as const
export const TODO_TABS = 
  ['replies', 'due', 'later', 'scheduled', 'letters', 'held', 'check'] as const
export const WORK_CHANNELS = ['email', 'sms', 'call', 'letter', 'task'] as const
export const INBOX_CHANNELS = ['email', 'sms'] as const
/** How a timeline is looked at. */
interface TimelineSearch {
  part?: EventPart | undefined
  day?: string | undefined
  q?: string | undefined
}
const readTimelineSearch = (search: Record<string, unknown>): TimelineSearch => {
  const day = text(search.day)
  return { part: oneOf(EVENT_PARTS, search.part), q: text(search.q),
    day: DayText.safeParse(day).data }
}

export const CUSTOMER_TABS = 
  ['timeline', 'invoices', 'contacts', 'files', 'details', 'links'] as const
export const WORKFLOW_TABS = ['steps', 'rules', 'simulation', 'versions'] as const
export const SETTINGS =
  ['organization', 'safety', 'email', 'reply-address', 'sms', 'links', 'keys', 'webhooks',
    'members', 'health','profile', 'notices'] as const

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => (
    <div className="page page-narrow"><ErrorState onRetry={reset}
        error={error instanceof Error ? error : new Error('This page could not be shown.')} /></div>
  ),
})

const setup = createRoute({
  getParentRoute: () => root, path: '/setup',
  validateSearch: (search): { token?: string | undefined } => ({ token: text(search.token) }),
  component: lazyRouteComponent(() => import('./pages/entry/set-up-page.tsx'), 'SetUpPage'),
})
const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in',
  validateSearch: (search): { back?: string | undefined } => ({ back: text(search.back) }),
  component: lazyRouteComponent(() => import('./pages/entry/sign-in-page.tsx'), 'SignInPage'),
})
const welcome = createRoute({
  getParentRoute: () => root, path: '/welcome',
  component: lazyRouteComponent(() => import('./pages/entry/welcome-page.tsx'), 'WelcomePage'),
})

// Whoever signs in first needs nothing of what stands around the pages.
const app = createRoute({
  getParentRoute: () => root, id: 'app',
  component: lazyRouteComponent(() => import('./components/shell.tsx'), 'Shell'),
})
const home = createRoute({
  getParentRoute: () => app, path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/todo' })
  },
})
const todo = createRoute({
  getParentRoute: () => app, path: '/todo',
  validateSearch: (search): {
    tab?: (typeof TODO_TABS)[number] | undefined
    item?: string | undefined
    whose?: (typeof WHOSE)[number] | undefined
    why?: 'unreachable' | undefined
    channel?: (typeof WORK_CHANNELS)[number] | undefined
    workflow?: string | undefined
    owner?: string | undefined
    /** More than so much is overdue, in whole units of the organization’s currency. */
    over?: number | undefined
    sort?: 'amount' | 'age' | undefined
  } => ({
    tab: oneOf(TODO_TABS, search.tab), item: text(search.item),
    whose: oneOf(WHOSE, search.whose), why: oneOf(['unreachable'] as const, search.why),
    channel: oneOf(WORK_CHANNELS, search.channel), workflow: text(search.workflow),
    owner: text(search.owner), sort: oneOf(['amount', 'age'] as const, search.sort),
    over: typeof search.over === 'number' && search.over >= 0 ? Math.trunc(search.over) : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/todo/todo-page.tsx'), 'ToDoPage'),
})
const inbox = createRoute({
  getParentRoute: () => app, path: '/inbox',
  validateSearch: (search): {
    view?: InboxView | undefined
    whose?: (typeof WHOSE)[number] | undefined
    q?: string | undefined
    channel?: (typeof INBOX_CHANNELS)[number] | undefined
    item?: string | undefined
  } => ({
    view: oneOf(INBOX_VIEWS, search.view), whose: oneOf(WHOSE, search.whose), q: text(search.q),
    channel: oneOf(INBOX_CHANNELS, search.channel), item: text(search.item),
  }),
  component: lazyRouteComponent(() => import('./pages/inbox/inbox-page.tsx'), 'InboxPage'),
})
/** The old address of what is now a part of the inbox. */
const messages = createRoute({
  getParentRoute: () => app, path: '/messages',
  validateSearch: (search): { list?: InboxView | undefined } =>
    ({ list: oneOf(INBOX_VIEWS, search.list) }),
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/inbox', search: { view: search.list }, replace: true })
  },
})
const customers = createRoute({
  getParentRoute: () => app, path: '/customers',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(
    () => import('./pages/customers/customers-page.tsx'), 'CustomersPage'),
})
const customer = createRoute({
  getParentRoute: () => app, path: '/customers/$customerId',
  validateSearch: (search): {
    tab?: (typeof CUSTOMER_TABS)[number] | undefined
    /** A reply action to answer, an action to send, or `new`: the composer is open. */
    compose?: string | undefined
  } & TimelineSearch => ({ tab: oneOf(CUSTOMER_TABS, search.tab), compose: text(search.compose),
    ...readTimelineSearch(search) }),
  component: lazyRouteComponent(() => import('./pages/customers/customer-page.tsx'),
    'CustomerPage'),
})
const invoices = createRoute({
  getParentRoute: () => app, path: '/invoices',
  validateSearch: readInvoiceSearch,
  component: lazyRouteComponent(() => import('./pages/invoices/invoices-page.tsx'), 'InvoicesPage'),
})
const invoice = createRoute({
  getParentRoute: () => app, path: '/invoices/$invoiceId',
  validateSearch: readTimelineSearch,
  component: lazyRouteComponent(() => import('./pages/invoices/invoice-page.tsx'), 'InvoicePage'),
})
const workflows = createRoute({
  getParentRoute: () => app, path: '/workflows',
  component: lazyRouteComponent(
    () => import('./pages/workflows/workflows-page.tsx'), 'WorkflowsPage'),
})
const workflow = createRoute({
  getParentRoute: () => app, path: '/workflows/$workflowId',
  validateSearch: (search): { tab?: (typeof WORKFLOW_TABS)[number] | undefined } =>
    ({ tab: oneOf(WORKFLOW_TABS, search.tab) }),
  component: lazyRouteComponent(() => import('./pages/workflows/workflow-page.tsx'),
    'WorkflowPage'),
})
const simulation = createRoute({
  getParentRoute: () => app, path: '/workflows/simulation',
  validateSearch: (search): {
    /** The simulation shown, and the one beside it. */
    id?: string | undefined
    other?: string | undefined
    day?: string | undefined
    /** What a new one plays at first. */
    workflow?: string | undefined
  } => ({
    id: text(search.id), other: text(search.other), day: text(search.day),
    workflow: text(search.workflow),
  }),
  component: lazyRouteComponent(
    () => import('./pages/simulation/simulation-page.tsx'), 'SimulationPage'),
})
const assignmentRules = createRoute({
  getParentRoute: () => app, path: '/assignment-rules',
  validateSearch: (search): { level?: 'invoice' | undefined } =>
    ({ level: search.level === 'invoice' ? 'invoice' : undefined }),
  component: lazyRouteComponent(
    () => import('./pages/assignment/assignment-page.tsx'), 'AssignmentPage'),
})
const templates = createRoute({
  getParentRoute: () => app, path: '/templates',
  component: lazyRouteComponent(
    () => import('./pages/templates/templates-page.tsx'), 'TemplatesPage'),
})
const template = createRoute({
  getParentRoute: () => app, path: '/templates/$templateId',
  component: lazyRouteComponent(() => import('./pages/templates/template-page.tsx'),
    'TemplatePage'),
})
const getStarted = createRoute({
  getParentRoute: () => app, path: '/get-started',
  component: lazyRouteComponent(
    () => import('./pages/get-started/get-started-page.tsx'), 'GetStartedPage'),
})
const insights = createRoute({
  getParentRoute: () => app, path: '/insights',
  validateSearch: (search): {
    from?: string | undefined; until?: string | undefined; currency?: string | undefined
    /** The bar whose list is open. */
    report?: ReportName | undefined; bar?: string | undefined
  } => ({
    from: text(search.from), until: text(search.until), currency: text(search.currency),
    report: oneOf(REPORTS, search.report), bar: text(search.bar),
  }),
  component: lazyRouteComponent(() => import('./pages/insights/insights-page.tsx'),
    'InsightsPage'),
})
const imports = createRoute({
  getParentRoute: () => app, path: '/import',
  component: lazyRouteComponent(() => import('./pages/imports/import-page.tsx'), 'ImportPage'),
})
const importWizard = createRoute({
  getParentRoute: () => app, path: '/import/$importId',
  validateSearch: (search): { step?: (typeof IMPORT_STEPS)[number] | undefined } =>
    ({ step: oneOf(IMPORT_STEPS, search.step) }),
  component: lazyRouteComponent(() => import('./pages/imports/wizard-page.tsx'),
    'ImportWizardPage'),
})
const outbox = createRoute({
  getParentRoute: () => app, path: '/outbox',
  validateSearch: (search): { item?: string | undefined } => ({ item: text(search.item) }),
  component: lazyRouteComponent(() => import('./pages/outbox/outbox-page.tsx'), 'OutboxPage'),
})
const settings = createRoute({
  getParentRoute: () => app, path: '/settings',
  validateSearch: (search): { section?: (typeof SETTINGS)[number] | undefined } =>
    ({ section: oneOf(SETTINGS, search.section) }),
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
})

const help = createRoute({
  getParentRoute: () => app, path: '/help/$page',
  component: lazyRouteComponent(() => import('./pages/help/help-page.tsx'), 'HelpPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    setup, signIn, welcome,
    app.addChildren([
      home, todo, inbox, messages, customers, customer, invoices, invoice, workflows, workflow,
      assignmentRules, simulation, templates, template, insights, getStarted, imports,
      importWizard, outbox,
      settings, help,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
