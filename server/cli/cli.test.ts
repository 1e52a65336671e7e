// What is typed in a terminal: wrong numbers, roles, files and names are refused with what to do.
import { InvalidArgumentError } from 'commander'
import os from 'node:os'
import { describe, expect, test } from 'vitest'
import { readableFile, readMapping, readRole, wholeNumber } from './arguments.ts'
import { chooseOrganization } from './choose-organization.ts'
import { planText } from './plan-text.ts'

describe('arguments', () => {
  test.each(['x', '1.5', '-1', '', '1e3', '0'])('"%s" is no count of days', (text) =>
    expect(() => wholeNumber(1)(text)).toThrow('Write a whole number from 1 on'))
  test('0 is a count of messages', () => expect(wholeNumber(0)('0')).toBe(0))
  test('a role that does not exist is refused with those that do', () =>
    expect(() => readRole('boss')).toThrow('owner, admin, manager'))
  test('a missing file and a folder are refused as what they are', () => {
    expect(() => readableFile('/nowhere/missing.csv')).toThrow('no such file')
    expect(() => readableFile(os.tmpdir())).toThrow('folder')
    expect(() => readableFile(os.tmpdir())).toThrow(InvalidArgumentError)
  })
  test('a mapping is kept by our column, whatever signs theirs has', () => {
    expect(readMapping('Nr. = x=number', readMapping('Kunde=customer', {})))
      .toEqual({ customer: 'Kunde', number: 'Nr. = x' })
    expect(() => readMapping('number', {})).toThrow('Their column=our_column')
    expect(() => readMapping('=number', {})).toThrow('Their column=our_column')
  })
})

describe('the organization that is named', () => {
  const all = [
    { id: '0198aaaa-1', name: 'Nordwind' }, { id: '0198bbbb-2', name: 'Nordwind Süd' },
    { id: '0198cccc-3', name: 'Lindqvist & Partner' },
  ]
  test.each([
    ['Nordwind', 0], ['nordwind süd', 1], ['lind', 2], ['partner', 2], ['0198b', 1], ['cccc', 2],
  ])('%s is found', (given, place) => expect(chooseOrganization(all, given)).toBe(all[place]))
  test('what fits none lists all, what fits two lists these', () => {
    expect(() => chooseOrganization(all, 'acme')).toThrow(/"acme"[^]*Nordwind[^]*Lindqvist/)
    expect(() => chooseOrganization(all, 'nord')).toThrow(/fits 2[^]*Nordwind Süd$/)
    expect(() => chooseOrganization(all, undefined)).toThrow('There are 3 organizations')
    expect(() => chooseOrganization([], undefined)).toThrow('org create')
  })
})

describe('a line of the plan', () => {
  const line = { wouldGo: true, state: 'planned', dueAt: '2026-03-10T07:30:00.000Z', why: 'w',
    customerName: 'C', stepName: 'S', dueOn: '2026-03-10' } as const
  const asOf = '2026-03-10T07:30:00.000Z'
  test.each([
    ['goes', {}], ['later', { dueAt: '2026-03-11T07:30:00.000Z' }],
    ['to do', { wouldGo: false }], ['held', { wouldGo: false, state: 'held' as const }],
    ['idle', { wouldGo: false, state: 'idle' as const, dueAt: null }],
    ['finished', { wouldGo: false, state: 'finished' as const, dueAt: null }],
  ])('is called %s', (label, change) => {
    expect(planText({ ...line, ...change }, asOf).startsWith(`${label} `)).toBe(true)
  })
})
