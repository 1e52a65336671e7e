// A list that does not move under the reader: what is new above waits behind “3 new”.
import { useState } from 'react'

/** `asked`, when it changes, is another question: its list is shown as it comes. */
export function useSettledList<Item extends { id: string }>(
  items: readonly Item[], asked: string,
) {
  const [known, setKnown] = useState<{ asked: string; ids: readonly string[] }>(
    { asked, ids: [] })
  const isKnown = known.asked === asked
  const ids = isKnown ? known.ids : []
  const before = new Set(ids)
  const lastKnown = items.findLastIndex(({ id }) => before.has(id))
  // Above or between what is being read; what comes below pushes nothing away.
  const held = items.filter(({ id }, place) => place < lastKnown && !before.has(id))
  const waiting = new Set(held.map(({ id }) => id))
  const shown = items.filter(({ id }) => !waiting.has(id))
  const next = shown.map(({ id }) => id)
  if (!isKnown || next.join() !== ids.join()) setKnown({ asked, ids: next })
  return {
    shown, newCount: held.length,
    showNew: () => setKnown({ asked, ids: items.map(({ id }) => id) }),
  }
}
