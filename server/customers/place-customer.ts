// Puts customers under a parent, and says at whom they are collected (domain E36).
import {
  groupsOf, MOST_TOGETHER, placeProblem, type CollectAt, type Placed,
} from '#domain/customer-tree.ts'
import { invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents, type NewEvent } from '../timeline/record-event.ts'
import { lookAgain } from './look-again.ts'
import { lockTrees, readTrees, writePlaces, type TreeRow } from './tree-store.ts'

/** Whoever also changes the customers' rows takes this before them. */
export { lockTrees } from './tree-store.ts'

/** What is left out stays as it is. */
export interface Placing {
  customerId: string
  parentId?: string | null | undefined
  collectAt?: CollectAt | undefined
}

export type Placement = { did: 'placed' | 'unchanged' } | { did: 'refused'; reason: string }

/** In order of the wishes; one that is refused leaves the others alone. */
export async function placeCustomers(
  org: Org, wishes: readonly Placing[],
): Promise<Placement[]> {
  // Two people who put each under the other at one moment would make a circle.
  await lockTrees(org)
  const rows = await readTrees(org, wishes.flatMap((wish) => [wish.customerId,
    ...wish.parentId ? [wish.parentId] : []]))
  const before = new Map(rows.map((row) => [row.id, row]))
  const tree = new Map<string, Placed>(rows.map((row) =>
    [row.id, { id: row.id, parentId: row.parent_id, collectAt: row.collect_at }]))
  const outcomes = wishes.map((wish) => place(tree, wish))
  await write(org, before, tree)
  return outcomes
}

/** One, whose refusal is the caller's mistake. */
export async function placeCustomer(org: Org, wish: Placing): Promise<void> {
  const [outcome] = await placeCustomers(org, [wish])
  if (outcome?.did !== 'refused') return
  throw invalid('This customer cannot stand there.', [
    { field: 'parentId', message: outcome.reason }])
}

function place(tree: Map<string, Placed>, wish: Placing): Placement {
  const stood = tree.get(wish.customerId)
  const parentId = wish.parentId === undefined ? stood?.parentId ?? null : wish.parentId
  if (!stood || (parentId !== null && !tree.has(parentId))) {
    return { did: 'refused', reason: 'The parent does not exist; choose another one.' }
  }
  const collectAt = wish.collectAt ?? stood.collectAt
  if (stood.parentId === parentId && stood.collectAt === collectAt) return { did: 'unchanged' }
  tree.set(stood.id, { id: stood.id, parentId, collectAt })
  const reason = placeProblem(tree, stood.id) ?? sizeProblem(tree, stood.id)
  if (reason === null) return { did: 'placed' }
  tree.set(stood.id, stood)
  return { did: 'refused', reason }
}

function sizeProblem(tree: ReadonlyMap<string, Placed>, id: string): string | null {
  const groups = groupsOf(tree)
  const head = groups.get(id) ?? null
  const size = [...groups.values()].filter((one) => one === head).length
  return head === null || size <= MOST_TOGETHER ? null
    : `At most ${MOST_TOGETHER} customers can be collected together; collect this one by itself.`
}

async function write(
  org: Org, before: ReadonlyMap<string, TreeRow>, tree: ReadonlyMap<string, Placed>,
): Promise<void> {
  const groups = groupsOf(tree)
  const changed = [...tree.values()].flatMap(({ id, parentId, collectAt }): TreeRow[] => {
    const row = before.get(id)
    const groupId = groups.get(id) ?? null
    return row === undefined || (row.parent_id === parentId && row.collect_at === collectAt
      && row.group_id === groupId) ? []
      : [{ ...row, parent_id: parentId, collect_at: collectAt, group_id: groupId }]
  })
  if (changed.length === 0) return
  await writePlaces(org, changed)
  await recordEvents(org, changed.flatMap((row): NewEvent[] => {
    const stood = before.get(row.id)
    if (stood?.parent_id === row.parent_id && stood.collect_at === row.collect_at) return []
    const parent = row.parent_id === null ? null : before.get(row.parent_id)
    return [{ kind: 'customer_placed', customerId: row.id,
      detail: { parent: parent?.name ?? '', collectAt: row.collect_at } }]
  }))
  // Who left a group as well as who came: their runs ask for something else from now on.
  await lookAgain(org, changed.map((row) => row.id))
}
