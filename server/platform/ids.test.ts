// Ids sort by their making, for what is younger than another row is found by its id.
import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { newId } from './ids.ts'

test('ids are UUIDs of version 7, none twice, each greater than the one before', () => {
  const ids = Array.from({ length: 20_000 }, newId)
  expect(ids.filter((id) => !validate(id) || version(id) !== 7)).toEqual([])
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
