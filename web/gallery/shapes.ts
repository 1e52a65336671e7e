// What an example must say beyond its schema, so that the parts of a page fit each other.
import { getAutomation } from '#contract/automation.ts'
import type { AnswerOf, Endpoint } from '#contract/endpoint.ts'
import { getLedgerAge } from '#contract/ledger-age.ts'
import { getMe } from '#contract/organizations.ts'
import { listPauses } from '#contract/pauses.ts'
import { NOW, TODAY } from './sample-words.ts'

export interface Wish {
  isReadOnly: boolean
}

export interface Shape {
  endpoint: Endpoint
  give: (answer: unknown, wish: Wish, url: URL) => unknown
}

export const shape = <E extends Endpoint>(
  endpoint: E, give: (answer: AnswerOf<E>, wish: Wish, url: URL) => AnswerOf<E>,
): Shape => ({
  endpoint,
  // What comes in was made from this endpoint's own schema.
  give: (answer, wish, url) => give(answer as AnswerOf<E>, wish, url),
})

const SHAPES: readonly Shape[] = [
  shape(getMe, (me, { isReadOnly }) => ({
    ...me, name: 'Mara Lindqvist', role: isReadOnly ? 'viewer' as const : 'owner' as const,
    awayUntil: null, language: null, keys: { hasSingleKeys: true, own: {} },
    undoSeconds: 10,
    organization: {
      ...me.organization, name: 'Lindqvist & Partner', isSandbox: false, isCopy: false,
      now: NOW, today: TODAY, zone: 'Europe/Berlin', currency: 'EUR', country: 'DE',
      isAutomationOn: !isReadOnly, weekend: [6, 7], sendTime: '09:00', staleAfterHours: null,
      ownDays: {},
    },
    organizations: [{ id: me.organization.id, name: 'Lindqvist & Partner', isSandbox: false }],
  })),
  shape(getAutomation, (answer, { isReadOnly }) => ({ ...answer, isOn: !isReadOnly })),
  // Strips above every page have entries of their own.
  shape(listPauses, (answer, _, url) => (url.searchParams.has('scopes')
    ? { ...answer, items: [] } : answer)),
  shape(getLedgerAge, (answer) => ({ ...answer, isStale: false })),
]

/** First what holds everywhere, then what one entry wants of its own. */
export function shaped(
  endpoint: Endpoint, answer: unknown, wish: Wish & { shapes: readonly Shape[] }, url: URL,
): unknown {
  return [...SHAPES, ...wish.shapes].filter((one) => one.endpoint === endpoint)
    .reduce((given, one) => one.give(given, wish, url), answer)
}
