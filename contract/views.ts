// Saved views: a filter of a list with a name, and how one person wants to see that list.
import { z } from 'zod'
import { endpoint, Id } from './endpoint.ts'

const tag = 'Views'
export const LISTS = ['customers', 'invoices'] as const
export const DENSITIES = ['normal', 'compact'] as const

const list = z.enum(LISTS)
const name = z.string().trim().min(1).max(60)
const filter = z.record(z.string().regex(/^[A-Za-z]{1,30}$/), z.string().max(2000))
  .refine((parts) => Object.keys(parts).length <= 40, 'At most 40 parts.')
  .describe('The parameters of the list’s address.')

export const SavedView = z.object({
  id: Id, list, name, filter, ownerId: z.string(), isShared: z.boolean(),
  isMine: z.boolean().describe('Made by whoever asks.'),
}).meta({ id: 'SavedView' })

export const ListLook = z.object({
  defaultViewId: Id.nullable().describe('What opens without a filter.'),
  columns: z.array(z.string().max(40)).max(20).nullable().describe('Null: the usual ones.'),
  density: z.enum(DENSITIES),
}).meta({ id: 'ListLook' })

export const listViews = endpoint({
  method: 'get', path: '/views', tag, role: 'viewer',
  summary: 'Views of a list: one’s own and those that are shared; and how one wants to see it',
  query: z.object({ list }),
  answer: z.object({ items: z.array(SavedView), look: ListLook }),
})

export const createView = endpoint({
  method: 'post', path: '/views', tag, role: 'viewer', status: 201,
  summary: 'Save a view. Sharing one needs the role of a collector',
  body: z.object({ list, name, filter, isShared: z.boolean().default(false) }),
  answer: SavedView,
})

export const saveView = endpoint({
  method: 'patch', path: '/views/{viewId}', tag, role: 'viewer',
  summary: 'Rename a view, share it, or give it another filter. Another’s needs a manager',
  params: z.object({ viewId: Id }),
  body: z.object({ name, filter, isShared: z.boolean() }).partial(), answer: SavedView,
})

export const deleteView = endpoint({
  method: 'delete', path: '/views/{viewId}', tag, role: 'viewer',
  summary: 'Delete a view. Another’s needs a manager', params: z.object({ viewId: Id }),
})

export const saveLook = endpoint({
  method: 'put', path: '/views/look/{list}', tag, role: 'viewer',
  summary: 'Keep how one wants to see a list: default view, columns, density',
  params: z.object({ list }), body: ListLook.partial(), answer: ListLook,
})
