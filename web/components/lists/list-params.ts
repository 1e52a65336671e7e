// What the address of a list may say: its filter, its order, and the view that it came from.
const CUSTOMER_KEYS = ['search', 'onlyOverdue', 'state', 'owner', 'workflow', 'country', 'currency',
  'openFrom', 'openTo', 'lateFrom', 'lateTo', 'quiet', 'has', 'lacks', 'held'] as const
const INVOICE_KEYS = ['search', 'status', 'owner', 'workflow', 'country', 'currency', 'openFrom',
  'openTo', 'lateFrom', 'lateTo', 'dueFrom', 'dueTo', 'has'] as const
const ORDER_KEYS = ['sort', 'order'] as const

export type ParamKey = (typeof CUSTOMER_KEYS)[number] | (typeof INVOICE_KEYS)[number]
  | (typeof ORDER_KEYS)[number]
export type Params = { [K in ParamKey]?: string }
/** The whole of it; the router reads numbers as numbers, so those are written as such. */
export type ListSearch = { [K in ParamKey | 'view']?: string | number | boolean | undefined }

type Search = Record<string, unknown>

const read = (keys: readonly ParamKey[], search: Search): ListSearch => {
  const found: ListSearch = {}
  for (const key of [...keys, ...ORDER_KEYS, 'view'] as const) {
    const value = search[key]
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
      found[key] = value
    } else if (value === true) found[key] = true
  }
  return found
}

/** `overdue` is how it was said before there were more filters; an old link still works. */
export const readCustomerSearch = (search: Search): ListSearch =>
  read(CUSTOMER_KEYS, search['overdue'] === true ? { onlyOverdue: true, ...search } : search)
/** `list`, likewise. */
export const readInvoiceSearch = (search: Search): ListSearch =>
  read(INVOICE_KEYS, search['list'] === undefined ? search : { status: search['list'], ...search })

/** As the API is asked. */
export function paramsOf({ view: _view, ...search }: ListSearch): Params {
  return Object.fromEntries(Object.entries(search)
    .filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)]))
}

/** As it is written into the address. */
export const searchOf = (params: Params, view?: string): ListSearch => ({
  ...Object.fromEntries(Object.entries(params).filter(([, value]) => value !== '')
    .map(([key, value]) => [key, /^\d{1,15}$/.test(value) ? Number(value)
      : value === 'true' ? true : value])),
  ...(view === undefined ? {} : { view }),
})

/** What narrows the list, without its order. */
export function filterOf({ sort: _sort, order: _order, ...filter }: Params): Params {
  return filter
}

export const isSame = (one: Params, other: Params): boolean => {
  const text = (params: Params) =>
    JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)))
  return text(one) === text(other)
}
