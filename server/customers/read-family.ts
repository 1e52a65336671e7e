// The tree of companies a customer stands in, with what each owes and what is collected together.
import { sumBalances } from '#domain/balance.ts'
import type { Org } from '../platform/in-organization.ts'
import { balancesOf } from './read-balances.ts'
import { readTrees } from './tree-store.ts'

export async function readFamily(
  org: Org, { id, group_id: groupId }: { id: string; group_id: string | null },
) {
  const tree = await readTrees(org, [id])
  if (tree.length < 2) return { family: [], collectedAt: null, togetherBalances: [] }
  const owed = await balancesOf(org, tree.map((row) => row.id))
  const family = tree.map((row) => ({
    id: row.id, reference: row.reference, name: row.name, parentId: row.parent_id,
    collectAt: row.collect_at, balances: owed.get(row.id) ?? [],
    isCollectedHere: row.id === id ? groupId === null || groupId === id : row.group_id === id,
  }))
  const head = tree.find((row) => row.id === groupId && row.id !== id)
  return {
    family,
    collectedAt: head ? { id: head.id, name: head.name } : null,
    togetherBalances: groupId !== id ? [] : sumBalances(family
      .filter((one) => one.isCollectedHere).flatMap((one) => one.balances)),
  }
}
