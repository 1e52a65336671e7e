// Takes customers of a group whole or not at all, so that nobody waits for anybody (domain E36).
import { sql } from 'kysely'
import { MOST_TOGETHER } from '#domain/customer-tree.ts'
import type { Org } from '../platform/in-organization.ts'

export interface Claimed {
  id: string
  /** Null: it is collected by itself. */
  group_id: string | null
}

/**
 * The claimed ones, which are locked, with all others of their groups locked as well. A group
 * that another process has in part in hand is left out: it is that one's turn, or the next beat's.
 * Costs nothing where nobody is in a group.
 */
export async function wholeGroups(org: Org, claimed: readonly Claimed[]): Promise<Claimed[]> {
  const groupIds = [...new Set(claimed.flatMap((row) => row.group_id ?? []))]
  if (groupIds.length === 0) return [...claimed]
  const sizes = await sizesOf(org, groupIds)
  const taken: string[] = []
  let room = Math.max(claimed.length, MOST_TOGETHER)
  for (const id of groupIds) {
    room -= sizes.get(id) ?? 0
    if (room >= 0) taken.push(id)
  }
  // Never a wait: two processes that each hold one of a group would wait for each other.
  const { rows } = await sql<Claimed>`select id, group_id from customer
    where org_id = ${org.id} and group_id = any(${taken}::uuid[])
    for update skip locked`.execute(org.tx)
  const locked = new Map<string, number>()
  for (const { group_id: id } of rows) if (id) locked.set(id, (locked.get(id) ?? 0) + 1)
  const isWhole = ({ group_id: id }: Claimed) => id !== null && locked.get(id) === sizes.get(id)
  return [...claimed.filter((row) => row.group_id === null), ...rows.filter(isWhole)]
}

async function sizesOf(org: Org, groupIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ group_id: string; count: number }>`
    select group_id, count(*) from customer
    where org_id = ${org.id} and group_id = any(${[...groupIds]}::uuid[])
    group by group_id`.execute(org.tx)
  return new Map(rows.map((row) => [row.group_id, row.count]))
}

/** Those at whom others are collected. */
export const headsOf = (customers: readonly Claimed[]): string[] =>
  customers.flatMap(({ id, group_id: groupId }) => (groupId === id ? id : []))

/** All who are collected at these customers, with them. */
export async function readMembers(org: Org, groupIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from customer
    where org_id = ${org.id} and group_id = any(${[...groupIds]}::uuid[])`.execute(org.tx)
  return rows.map((row) => row.id)
}
