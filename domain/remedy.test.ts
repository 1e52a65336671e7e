// What is tried next: tables of lists, ways and what was tried, and the text that fits.
import { expect, test } from 'vitest'
import { nextRemedy, stepByChannel, type WaysOut } from './remedy.ts'
import {
  STEP_DEFAULTS, workflowProblems, type Channel, type Mode, type Remedy, type Step,
} from './workflow.ts'

const NO_WAY: WaysOut = { next_contact: false, email: false, sms: false, letter: false }
const EVERY_WAY: WaysOut = { next_contact: true, email: true, sms: true, letter: true }
const USUAL: Remedy[] = ['next_contact', 'email', 'call']

test.each<[string, Remedy[], Partial<WaysOut>, Remedy[], Mode, Remedy | null]>([
  ['the first of the list that is possible', USUAL, EVERY_WAY, [], 'automatic', 'next_contact'],
  ['the second when the first is impossible', USUAL, { email: true }, [], 'automatic', 'email'],
  ['a call, which is always possible', USUAL, NO_WAY, [], 'automatic', 'call'],
  ['a task, which is always possible', ['email', 'task'], NO_WAY, [], 'automatic', 'task'],
  ['nothing twice', USUAL, EVERY_WAY, ['next_contact'], 'automatic', 'email'],
  ['what stands earlier, if it has become possible', USUAL, EVERY_WAY, ['email'], 'automatic',
    'next_contact'],
  ['nothing when all was tried', USUAL, EVERY_WAY, USUAL, 'automatic', null],
  ['nothing when nothing is possible', ['email', 'letter'], NO_WAY, [], 'automatic', null],
  ['nothing of an empty list', [], EVERY_WAY, [], 'automatic', null],
  ['nothing that is not listed', ['letter'], { email: true, sms: true }, [], 'automatic', null],
  ['another contact of a step by hand', USUAL, EVERY_WAY, [], 'manual', 'next_contact'],
  ['a call instead of a step by hand, and no mail', USUAL, { email: true }, [], 'manual', 'call'],
  ['nothing by machine instead of a step by hand', ['email', 'sms', 'letter'], EVERY_WAY, [],
    'manual', null],
])('it tries %s', (_name, onFailure, ways, tried, mode, expected) => {
  expect(nextRemedy({ onFailure, mode }, { tried, ways: { ...NO_WAY, ...ways } })).toBe(expected)
})

const aStep = (id: string, channel: Channel, change: Partial<Step> = {}): Step => ({
  id, name: id, channel, mode: 'automatic', positions: [], templateId: `text of ${id}`,
  trigger: { anchor: 'due', offsetDays: 3, unit: 'calendar' }, ...STEP_DEFAULTS, onFailure: [],
  ...change,
})
const MAIL = aStep('mail', 'email')
const STEPS = [aStep('early', 'sms'), aStep('other', 'letter'), MAIL, aStep('late', 'sms')]

test.each<[string, Channel, Step[], object | null]>([
  ['its own text as a letter', 'letter', STEPS, { channel: 'letter', templateId: 'text of mail' }],
  ['a call by a person', 'call', STEPS, { channel: 'call', mode: 'manual' }],
  ['a task by a person', 'task', STEPS, { channel: 'task', mode: 'manual' }],
  ['the text of the nearest SMS step', 'sms', STEPS,
    { channel: 'sms', mode: 'automatic', templateId: 'text of late', id: 'mail' }],
  ['no SMS where no step has a text for one', 'sms', [MAIL], null],
  ['itself on its own channel', 'email', STEPS, MAIL],
])('an e-mail goes on as %s', (_name, channel, steps, expected) => {
  const step = stepByChannel(steps, MAIL, channel)
  if (expected === null) expect(step).toBeNull()
  else expect(step).toMatchObject(expected)
})

test.each<[string, Partial<Step>, string | null]>([
  ['copies of a letter', { channel: 'letter', copies: { positions: ['payer'], accountOwner: false } },
    'copies'],
  ['a copy of a call to ourselves', { channel: 'call', mode: 'manual',
    copies: { positions: [], accountOwner: true } }, 'copies'],
  ['one position twice', { copies: { positions: ['Payer', 'payer'], accountOwner: false } },
    'copies'],
  ['a statement with an SMS', { channel: 'sms',
    attachments: { invoices: 'none', statement: true } }, 'attachments'],
  ['PDFs with a letter', { channel: 'letter',
    attachments: { invoices: 'open', statement: true } }, null],
  ['a remedy twice', { onFailure: ['letter', 'letter'] }, 'onFailure'],
  ['its own channel as a remedy', { onFailure: ['email'] }, 'onFailure'],
  ['a next contact of a letter', { channel: 'letter', onFailure: ['next_contact'] }, 'onFailure'],
  ['a remedy of a call', { channel: 'call', mode: 'manual', onFailure: ['task'] }, 'onFailure'],
  ['what stands behind a call', { onFailure: ['call', 'letter'] }, 'onFailure'],
  ['an SMS without a text for it', { onFailure: ['sms'] }, 'onFailure'],
  ['remedies that fit', { onFailure: ['next_contact', 'letter', 'call'] }, null],
  ['nobody who does it', { owners: [] }, 'owners'],
  ['an owner twice', { owners: [{ kind: 'account_owner' }, { kind: 'account_owner' }] }, 'owners'],
  ['viewers as owners', { owners: [{ kind: 'role', role: 'viewer' }] }, 'owners'],
  ['a role and a person', { owners: [{ kind: 'role', role: 'collector' },
    { kind: 'user', userId: 'mara' }] }, null],
])('of one step %s is refused where it makes no sense', (_name, change, field) => {
  const problems = workflowProblems({
    level: 'customer', entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer',
    thresholdMinor: {}, steps: [{ ...MAIL, ...change }],
  })
  expect(problems.map((one) => one.field)).toEqual(field === null ? [] : [`steps.0.${field}`])
})

test('an SMS may be a way out of an e-mail when the workflow has a text for one', () => {
  expect(workflowProblems({
    level: 'customer', entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer',
    thresholdMinor: {}, steps: [{ ...MAIL, onFailure: ['sms'] }, aStep('text', 'sms')],
  })).toEqual([])
})
