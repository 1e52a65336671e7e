// The addresses to look at, read from the routes themselves, so that a new page is looked at too.
import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContext } from 'playwright-core'
import type { RunningApp } from './running-app.ts'

const routes = fs.readFileSync(path.join(import.meta.dirname, '../web/routes.tsx'), 'utf8')

/** As they stand in the code, with their parameters; without those that only lead elsewhere. */
export const ROUTE_PATHS: readonly string[] = [...routes.matchAll(
  /createRoute\(\{[^}]*?path: '([^']+)'([\s\S]*?)\n\}\)/g)]
  .filter(([, , rest = '']) => rest.includes('component:'))
  .flatMap(([, found = '']) => [found])

/** Further parts of a page that stand in its search, from the lists in the routes. */
const PARTS: readonly (readonly [path: string, key: string, list: string])[] = [
  ['/todo', 'tab', 'TODO_TABS'], ['/customers/$customerId', 'tab', 'CUSTOMER_TABS'],
  ['/workflows/$workflowId', 'tab', 'WORKFLOW_TABS'], ['/settings', 'section', 'SETTINGS'],
]

const listed = (name: string): string[] =>
  [...(new RegExp(`export const ${name} =\\s*\\[([^\\]]*)\\]`).exec(routes)?.[1] ?? '')
    .matchAll(/'([^']+)'/g)].flatMap(([, word = '']) => [word])

const withParts = (route: string): string[] => [route, ...PARTS
  .filter(([of]) => of === route)
  .flatMap(([, key, list]) => listed(list).slice(1).map((part) => `${route}?${key}=${part}`))]

/** Parameters get the first of what the sample company has. */
export async function addressesOfRoutes(
  context: BrowserContext, app: RunningApp,
): Promise<string[]> {
  const ids = new Map<string, string>()
  for (const [name, where] of Object.entries(FIRST_OF)) {
    const answer = await context.request.get(`${app.address}/api/v1${where}`)
    const { items } = await answer.json() as { items: { id: string }[] } // As the contract says.
    ids.set(name, items[0]?.id ?? '')
  }
  const routes = ROUTE_PATHS.filter((route) => !WITHOUT.has(route)).flatMap(withParts)
  return routes.map((route) => route.replaceAll(/\$(\w+)/g,
    (_, name: string) => ids.get(name) ?? WORDS[name] ?? missing(name)))
}

const FIRST_OF: Record<string, string> = {
  customerId: '/customers', invoiceId: '/invoices', workflowId: '/workflows',
  templateId: '/templates',
}

/** The sample company is made without an import that could be opened. */
const WITHOUT = new Set(['/import/$importId'])

const WORDS: Record<string, string> = { page: 'to-do' }

function missing(name: string): never {
  throw new Error(`A route has the parameter ${name}: say in route-addresses.ts what to put there.`)
}
