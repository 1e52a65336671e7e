// The line of owners: never somebody who left, never somebody away while another is there.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canWork, isAway, nextInLine, ownerChain, ownerOfStep, type Colleague,
} from './owner.ts'
import type { StepOwner } from './workflow.ts'

const TODAY = '2026-03-10'
const person = (userId: string, given: Partial<Colleague> = {}): Colleague => ({
  userId, name: userId, role: 'collector', isActive: true, awayUntil: null, deputyId: null, ...given,
})
const mara = person('mara')
const olga = person('olga', { role: 'owner' })
const max = person('max', { role: 'manager' })
const ada = person('ada', { role: 'admin' })
const vera = person('vera', { role: 'viewer' })

const CASES: [string, (string | null)[], Colleague[], string | undefined][] = [
  ['the wanted person', ['mara'], [olga, max, mara], 'mara'],
  ['the second wanted when the first is nobody', [null, 'mara'], [olga, mara], 'mara'],
  ['a manager before a collector', [], [olga, mara, max], 'max'],
  ['a collector before the owner', [], [olga, mara], 'mara'],
  ['the owner before an admin', [], [ada, olga], 'olga'],
  ['never one who left', ['mara'], [person('mara', { isActive: false }), olga], 'olga'],
  ['never a viewer, even a wanted one', ['vera'], [vera, olga], 'olga'],
  ['nobody when only viewers are left', ['vera'], [vera], undefined],
  ['the deputy of one who is away through today', ['mara'],
    [person('mara', { awayUntil: TODAY, deputyId: 'olga' }), olga, max], 'olga'],
  ['the person again on the day after', ['mara'],
    [person('mara', { awayUntil: '2026-03-09', deputyId: 'olga' }), olga], 'mara'],
  ['the deputy of the deputy', ['mara'], [person('mara', { awayUntil: TODAY, deputyId: 'max' }),
    person('max', { awayUntil: TODAY, deputyId: 'ada' }), ada, olga], 'ada'],
  ['the next in line when deputies stand in for each other', ['mara'],
    [person('mara', { awayUntil: TODAY, deputyId: 'max' }),
      person('max', { awayUntil: TODAY, deputyId: 'mara' }), olga], 'olga'],
  ['the next in line when the deputy has left', ['mara'],
    [person('mara', { awayUntil: TODAY, deputyId: 'max' }), person('max', { isActive: false }),
      olga], 'olga'],
  ['somebody away rather than nobody', ['mara'], [person('mara', { awayUntil: TODAY }),
    person('olga', { role: 'owner', awayUntil: TODAY })], 'olga'],
]
test.each(CASES)('it belongs to %s', (_name, wanted, colleagues, expected) => {
  expect(ownerChain(wanted, colleagues, TODAY)[0]).toBe(expected)
})

describe('whoever the people are', () => {
  const anyone = fc.record({
    role: fc.constantFrom('owner', 'admin', 'manager', 'collector', 'viewer'),
    isActive: fc.boolean(),
    awayUntil: fc.constantFrom(null, '2026-03-09', TODAY, '2026-03-20'),
    deputy: fc.integer({ min: -1, max: 6 }),
  })
  const people = fc.array(anyone, { maxLength: 7 }).map((all) => all.map(
    ({ deputy, ...one }, place) => person(`p${place}`, {
      ...one, role: one.role as Colleague['role'], deputyId: deputy < 0 ? null : `p${deputy}`,
    })))

  test('an item has an owner who can work as soon as one exists, each named once', () => {
    fc.assert(fc.property(people, fc.array(fc.integer({ min: 0, max: 7 })), (colleagues, wanted) => {
      const chain = ownerChain(wanted.map((place) => `p${place}`), colleagues, TODAY)
      expect(chain.length > 0).toBe(colleagues.some(canWork))
      expect(new Set(chain).size).toBe(chain.length)
      const found = chain.map((id) => colleagues.find(({ userId }) => userId === id))
      expect(found.every((one) => one !== undefined && canWork(one))).toBe(true)
      const isSomebodyThere = colleagues.some((one) => canWork(one) && !isAway(one, TODAY))
      if (isSomebodyThere) expect(found.some((one) => one && isAway(one, TODAY))).toBe(false)
    }))
  })
})

const ACCOUNT: StepOwner = { kind: 'account_owner' }
const user = (userId: string): StepOwner => ({ kind: 'user', userId })
const COLLECTORS: StepOwner = { kind: 'role', role: 'collector' }
const tim = person('tim')
const away = { awayUntil: TODAY }
const gone = { isActive: false }

const STEPS: [string, StepOwner[], Colleague[], string | null, Record<string, number>?][] = [
  ['the account owner', [ACCOUNT], [olga, max, mara], 'mara'],
  ['the first who is named', [user('tim'), ACCOUNT], [olga, mara, tim], 'tim'],
  ['the next who is named when the first has left', [user('tim'), user('max')],
    [olga, max, mara, person('tim', gone)], 'max'],
  ['the deputy of the first before the next', [user('tim'), user('max')],
    [olga, max, mara, person('tim', { ...away, deputyId: 'olga' })], 'olga'],
  ['the next who is named when the first is away without a deputy', [user('tim'), ACCOUNT],
    [olga, max, mara, person('tim', away)], 'mara'],
  ['the line when all who are named have left', [user('tim'), user('ada')],
    [olga, max, person('tim', gone), person('ada', gone)], 'max'],
  ['the line when a viewer is named', [user('vera')], [vera, olga, mara], 'mara'],
  ['somebody of the role, the first by id', [COLLECTORS], [olga, tim, mara], 'mara'],
  ['whoever of the role has the least to do', [COLLECTORS], [tim, mara], 'tim',
    { mara: 3, tim: 2 }],
  ['whoever of the role is there, however much there is to do', [COLLECTORS],
    [person('mara', away), tim], 'tim', { tim: 99 }],
  ['the deputy of a role that is away as a whole', [COLLECTORS, user('max')],
    [olga, max, person('mara', { ...away, deputyId: 'olga' })], 'olga'],
  ['the next owner when nobody has the role', [COLLECTORS, user('ada')], [olga, ada], 'ada'],
  ['the line when nobody has the role', [COLLECTORS], [ada, olga], 'olga'],
  ['nobody as a viewer, though it is their role', [{ kind: 'role', role: 'viewer' }],
    [vera, olga], 'olga'],
  ['nobody when only viewers are left', [user('vera'), COLLECTORS], [vera], null],
]
test.each(STEPS)('a step is done by %s', (_name, owners, colleagues, expected, work = {}) => {
  expect(ownerOfStep(owners, {
    accountOwnerId: 'mara', colleagues, today: TODAY, openWork: new Map(Object.entries(work)),
  })).toBe(expected)
})

test.each<[string, StepOwner[], string | null]>([
  ['is everybody’s when it is the account owner’s', [ACCOUNT], null],
  ['is the next one’s when another is named', [ACCOUNT, user('max')], 'max'],
])('a step of a customer whom nobody looks after %s', (_name, owners, expected) => {
  expect(ownerOfStep(owners, {
    accountOwnerId: null, colleagues: [olga, max], today: TODAY, openWork: new Map(),
  })).toBe(expected)
})

test('the line is walked to its end and no further', () => {
  expect(nextInLine(['a', 'b'], 'a')).toBe('b')
  expect(nextInLine(['a', 'b'], 'b')).toBeNull()
  expect(nextInLine(['a', 'b'], 'somebody else')).toBe('a')
  expect(nextInLine(['a', 'b'], null)).toBe('a')
  expect(nextInLine([], null)).toBeNull()
})
