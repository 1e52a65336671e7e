// Undo and redo of the editor, and what is done to steps.
import { expect, test } from 'vitest'
import { begun, changed, redone, undone } from './edit-history.ts'
import {
  addedAfter, duplicated, editedFrom, errorsOf, moved, newStep, nudged, onChannel,
} from './edited-workflow.ts'

const written = (...texts: string[]) => texts.reduce((history, text) =>
  changed(history, text), begun(''))

test('what is undone can be done again, until something else is changed', () => {
  const abc = written('a', 'ab', 'abc')
  expect(undone(undone(abc)).present).toBe('a')
  expect(redone(undone(abc)).present).toBe('abc')
  const other = changed(undone(abc), 'x')
  expect(redone(other).present).toBe('x')
  expect(undone(other).present).toBe('ab')
})

test('letters typed into one field are one change; another field begins a new one', () => {
  let history = begun('')
  for (const text of ['a', 'ab', 'abc']) history = changed(history, text, 'name')
  expect(undone(history).present).toBe('')
  history = changed(changed(history, 'abc 1', 'days'), 'abc 12', 'days')
  expect(undone(history).present).toBe('abc')
  // After an undo the same field begins anew.
  expect(undone(changed(undone(history), 'abcd', 'name')).present).toBe('abc')
})

test('at the beginning and at the end nothing happens', () => {
  expect(undone(begun('a')).present).toBe('a')
  expect(redone(written('a')).present).toBe('a')
})

const edited = (...names: string[]) => editedFrom({ steps: names.map((name, place) =>
  ({ name, channel: 'call', trigger: { offsetDays: place * 7 } })) })

test('a step is added behind another, a week later, and not beyond sixty', () => {
  const { steps } = edited('One', 'Two')
  const added = addedAfter(steps, steps[0]?.id ?? null)
  expect(added?.steps.map(({ trigger }) => trigger.offsetDays)).toEqual([0, 7, 7])
  expect(added?.steps[1]).toBe(added?.added)
  expect(addedAfter(steps, null)?.steps.at(-1)?.trigger.offsetDays).toBe(14)
  const full = edited(...Array.from({ length: 60 }, (_, place) => `Step ${place}`)).steps
  expect(addedAfter(full, null)).toBeNull()
  expect(duplicated(full, full[0]?.id ?? '')).toBeNull()
})

test('a copy has an id and a name of its own', () => {
  const { steps } = edited('Call', 'Call 2')
  const copy = duplicated(steps, steps[0]?.id ?? '')
  expect(copy?.steps.map(({ name }) => name)).toEqual(['Call', 'Call 3', 'Call 2'])
  expect(new Set(copy?.steps.map(({ id }) => id)).size).toBe(3)
})

test('moved out of the list a step stays, and a day stays within what a trigger may say', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b'], 0, 2)).toEqual(['a', 'b'])
  const { trigger } = newStep(undefined)
  expect(nudged({ ...trigger, offsetDays: 998 }, 7).offsetDays).toBe(1000)
  expect(nudged({ ...trigger, offsetDays: -365 }, -1).offsetDays).toBe(-365)
})

test('another channel drops what it does not have', () => {
  const step = { ...newStep(undefined), mode: 'automatic' as const, positions: ['payer'],
    templateId: '00000000-0000-7000-8000-000000000000',
    copies: { positions: ['manager'], accountOwner: true },
    attachments: { invoices: 'open' as const, statement: true } }
  expect(onChannel(step, 'sms')).toMatchObject({ mode: 'manual', templateId: null,
    copies: { positions: [], accountOwner: false },
    attachments: { invoices: 'none', statement: false } })
  expect(onChannel(step, 'letter')).not.toHaveProperty('attachments')
  expect(onChannel(step, 'task')).toMatchObject({ positions: [] })
})

test('an error names the field it is about', () => {
  const { steps, ...rules } = edited('One', 'one')
  const mail = { ...newStep(undefined), name: 'Mail' }
  expect(Object.keys(errorsOf({ ...rules, steps: [...steps, mail] }, 'customer')))
    .toEqual(['steps.1.name', 'steps.2.templateId'])
})
