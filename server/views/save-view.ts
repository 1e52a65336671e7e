// Saved views: who may make, share, change and delete them, and what a person sees of them.
import type { AnswerOf, BodyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/views.ts'
import { forbidden, invalid, notFound } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import {
  forgetDefault, lookOf, removeView, viewById, viewsOf, writeLook, writeView, type List,
  type ViewRow,
} from './store.ts'

/** A program has views of its own, as a person has. */
export const viewerOf = (caller: Pick<Caller, 'userId' | 'actor'>): string =>
  caller.userId ?? caller.actor

const MOST = 100

export async function readViews(org: Org, caller: Caller, list: List) {
  const me = viewerOf(caller)
  const rows = await viewsOf(org, list, me)
  return { items: rows.map((row) => toView(row, me)), look: toLook(await lookOf(org, list, me)) }
}

export async function addView(
  org: Org, caller: Caller, wish: BodyOf<typeof contract.createView>,
): Promise<AnswerOf<typeof contract.createView>> {
  const me = viewerOf(caller)
  if (wish.isShared) requireSharing(caller)
  const known = await viewsOf(org, wish.list, me)
  if (known.filter((row) => row.owner_id === me).length >= MOST) {
    throw invalid(`There are ${MOST} views of yours already; delete one first.`)
  }
  requireFreeName(known, wish.name, null)
  const row: ViewRow = {
    id: newId(), list: wish.list, name: wish.name, filter: wish.filter, owner_id: me,
    is_shared: wish.isShared,
  }
  await writeView(org, row)
  return toView(row, me)
}

export async function changeView(
  org: Org, caller: Caller, viewId: string, wish: BodyOf<typeof contract.saveView>,
): Promise<AnswerOf<typeof contract.saveView>> {
  const me = viewerOf(caller)
  const before = await viewToChange(org, caller, viewId)
  const row: ViewRow = {
    ...before, name: wish.name ?? before.name, filter: wish.filter ?? before.filter,
    is_shared: wish.isShared ?? before.is_shared,
  }
  if (row.is_shared && !before.is_shared) requireSharing(caller)
  requireFreeName(await viewsOf(org, row.list, me), row.name, viewId)
  await writeView(org, row)
  if (before.is_shared && !row.is_shared) await forgetDefault(org, viewId, row.owner_id)
  return toView(row, me)
}

export async function deleteView(org: Org, caller: Caller, viewId: string): Promise<void> {
  await viewToChange(org, caller, viewId)
  await removeView(org, viewId)
}

export async function changeLook(
  org: Org, caller: Caller, list: List, wish: BodyOf<typeof contract.saveLook>,
): Promise<AnswerOf<typeof contract.saveLook>> {
  const me = viewerOf(caller)
  const before = await lookOf(org, list, me)
  const viewId = wish.defaultViewId
  if (viewId != null && (await viewById(org, viewId, me))?.list !== list) {
    throw notFound('This view does not exist.')
  }
  const row = {
    default_view_id: viewId === undefined ? before.default_view_id : viewId,
    columns: wish.columns === undefined ? before.columns : wish.columns,
    density: wish.density ?? before.density,
  }
  await writeLook(org, list, me, row)
  return toLook(row)
}

async function viewToChange(org: Org, caller: Caller, viewId: string): Promise<ViewRow> {
  const row = await viewById(org, viewId, viewerOf(caller))
  if (!row) throw notFound('This view does not exist.')
  const mayAll = caller.role === 'owner' || caller.role === 'admin' || caller.role === 'manager'
  if (row.owner_id !== viewerOf(caller) && !mayAll) {
    throw forbidden('A colleague made this view; save it under a name of your own, or ask a '
      + 'manager.')
  }
  return row
}

function requireSharing(caller: Caller): void {
  if (caller.role !== 'viewer') return
  throw forbidden('Sharing a view needs the role collector or above; keep it for yourself.')
}

function requireFreeName(known: readonly ViewRow[], name: string, but: string | null): void {
  const same = known.find((row) => row.id !== but && row.name.toLowerCase() === name.toLowerCase())
  if (same) {
    throw invalid(`There is a view “${same.name}” already.`, [
      { field: 'name', message: 'Choose another name.' }])
  }
}

const toView = (row: ViewRow, me: string) => ({
  id: row.id, list: row.list, name: row.name, filter: row.filter, ownerId: row.owner_id,
  isShared: row.is_shared, isMine: row.owner_id === me,
})

const toLook = (row: {
  default_view_id: string | null; columns: string[] | null; density: 'normal' | 'compact'
}) => ({ defaultViewId: row.default_view_id, columns: row.columns, density: row.density })
