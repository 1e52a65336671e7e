// Plans with two batches in hand: the database serves one while this process decides the other.
import type { Installation } from '../platform/installation.ts'
import { advanceWorkflows, BATCH, type Advanced } from './advance-workflows.ts'

// The bound lets what was planned leave before everything is planned.
const MOST_BATCHES = 8

/** Until a batch is not full. Whoever is left is for the next call, which says so by `looked`. */
export async function advanceSideBySide(
  installation: Installation, orgId: string,
): Promise<Advanced> {
  const sum: Advanced = { looked: 0, opened: 0 }
  const others: Promise<void>[] = []
  const advanceOn = async (onFull: () => void) => {
    for (let count = 0; count < MOST_BATCHES; count++) {
      const { looked, opened } = await advanceWorkflows(installation, orgId, BATCH, onFull)
      sum.looked += looked
      sum.opened += opened
      if (looked < BATCH) return
    }
  }
  // Where few are due, and mostly nobody is, one transaction is all.
  const first = advanceOn(() => {
    if (others.length > 0) return
    const other = advanceOn(() => {})
    // Both are awaited below; one that fails while the first is awaited is not lost.
    other.catch(() => {})
    others.push(other)
  })
  try {
    await first
  } finally {
    await Promise.all(others)
  }
  return sum
}
