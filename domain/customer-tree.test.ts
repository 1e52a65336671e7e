// Which parents a customer may have, and at whom a tree of customers is collected.
import { expect, test } from 'vitest'
import { groupsOf, MOST_LEVELS, placeProblem, type CollectAt, type Placed } from
  './customer-tree.ts'

const tree = (...lines: readonly (readonly [string, string | null, CollectAt?])[]) =>
  new Map(lines.map(([id, parentId, collectAt]): [string, Placed] =>
    [id, { id, parentId, collectAt: collectAt ?? 'itself' }]))

const chain = (levels: number) => tree(...Array.from({ length: levels }, (_, place) =>
  [`L${place}`, place === 0 ? null : `L${place - 1}`, 'parent'] as const))

test.each([
  ['itself', tree(['a', 'a']), 'a', /below itself/],
  ['its child', tree(['a', 'b'], ['b', 'a']), 'a', /below itself/],
  ['a grandchild', tree(['a', 'c'], ['b', 'a'], ['c', 'b']), 'a', /below itself/],
  ['a fifth level', chain(MOST_LEVELS), 'L4', null],
  ['a sixth level', chain(MOST_LEVELS + 1), 'L5', /6 levels; at most 5/],
  // Who has children brings their levels along.
  ['a sixth level below it', chain(MOST_LEVELS + 1), 'L1', /6 levels/],
  ['nobody', tree(['a', null]), 'a', null],
])('E36: under %s', (_, of, id, problem) => {
  if (problem === null) expect(placeProblem(of, id)).toBeNull()
  else expect(placeProblem(of, id)).toMatch(problem)
})

test('E36: each is collected at the first above it that is collected by itself', () => {
  const groups = groupsOf(tree(['top', null], ['north', 'top', 'parent'],
    ['shop', 'north', 'parent'], ['south', 'top'], ['kiosk', 'south', 'parent'],
    ['alone', 'top'], ['orphan', null, 'parent']))
  expect(Object.fromEntries(groups)).toEqual({
    top: 'top', north: 'top', shop: 'top', south: 'south', kiosk: 'south',
    // By itself, and with nobody below: no group.
    alone: null, orphan: null,
  })
})

test('E36: the deepest tree that is allowed is collected at its top', () => {
  expect(new Set(groupsOf(chain(MOST_LEVELS)).values())).toEqual(new Set(['L0']))
})
