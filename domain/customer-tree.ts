// Parents and children among customers: who is collected together, and at whom (domain E36).
export const COLLECT_AT = ['itself', 'parent'] as const
/** Where a customer's invoices are asked for: at itself, or with those of its parent. */
export type CollectAt = (typeof COLLECT_AT)[number]

export const MOST_LEVELS = 5
/** All of a group are looked at and locked at once. */
export const MOST_TOGETHER = 500

export interface Placed {
  id: string
  parentId: string | null
  collectAt: CollectAt
}

/** Whether a customer may stand under a parent; in words that say what to do. */
export function placeProblem(tree: ReadonlyMap<string, Placed>, id: string): string | null {
  const above = ancestors(tree, id)
  if (above === null) return 'A customer cannot stand below itself; choose another parent.'
  const levels = above.length + heightBelow(tree, id)
  if (levels <= MOST_LEVELS) return null
  return `That would make ${levels} levels; at most ${MOST_LEVELS} may stand above each other.`
}

/** At whom each customer of the tree is collected, where that is several together; else null. */
export function groupsOf(tree: ReadonlyMap<string, Placed>): Map<string, string | null> {
  const heads = new Map([...tree.keys()].map((id) => [id, headOf(tree, id)]))
  const sizes = new Map<string, number>()
  for (const head of heads.values()) sizes.set(head, (sizes.get(head) ?? 0) + 1)
  return new Map([...heads].map(([id, head]) => [id, (sizes.get(head) ?? 0) > 1 ? head : null]))
}

function headOf(tree: ReadonlyMap<string, Placed>, id: string): string {
  let head = id
  for (let level = 0; level < MOST_LEVELS; level++) {
    const placed = tree.get(head)
    if (placed === undefined || placed.collectAt === 'itself' || placed.parentId === null) break
    head = placed.parentId
  }
  return head
}

/** From the customer itself upwards; null where that comes back to it. */
function ancestors(tree: ReadonlyMap<string, Placed>, id: string): string[] | null {
  const above = [id]
  for (let at = tree.get(id)?.parentId ?? null; at !== null; at = tree.get(at)?.parentId ?? null) {
    if (above.includes(at)) return null
    above.push(at)
  }
  return above
}

/** Levels below a customer. The tree has no circle: that was asked before. */
function heightBelow(tree: ReadonlyMap<string, Placed>, id: string): number {
  let level = [id]
  for (let height = 0; height <= MOST_LEVELS; height++) {
    const above = new Set(level)
    level = [...tree.values()].filter(({ parentId }) => parentId !== null && above.has(parentId))
      .map((placed) => placed.id)
    if (level.length === 0) return height
  }
  return MOST_LEVELS + 1
}
