// In whose name: table with the edges, a sender who left first of all.
import { expect, test } from 'vitest'
import type { Colleague } from './owner.ts'
import { senderOf } from './sender.ts'
import type { StepSender } from './workflow.ts'

const person = (userId: string, given: Partial<Colleague> = {}): Colleague => ({
  userId, name: userId.toUpperCase(), role: 'collector', isActive: true, awayUntil: null,
  deputyId: null, ...given,
})
const MARA = person('mara')
const GONE = person('tim', { isActive: false })
const BY_TIM: StepSender = { kind: 'user', userId: 'tim' }
const BY_OWNER: StepSender = { kind: 'account_owner' }

test.each<[string, StepSender, string | null, Colleague[], string | null, string | null]>([
  ['the company', { kind: 'organization' }, 'mara', [MARA], null, null],
  ['the account owner', BY_OWNER, 'mara', [MARA], 'MARA', null],
  ['a person, whoever looks after the customer', BY_TIM, 'mara', [MARA, person('tim')], 'TIM',
    null],
  ['one who is away, for a name is no work', BY_TIM, null,
    [person('tim', { awayUntil: '2099-01-01', deputyId: 'mara' }), MARA], 'TIM', null],
  ['one who only looks on', BY_TIM, null, [person('tim', { role: 'viewer' })], 'TIM', null],
  ['the account owner instead of one who left', BY_TIM, 'mara', [MARA, GONE], 'MARA',
    'Written in the name of MARA, who looks after the customer: TIM does not work here any more.'],
  ['the company instead of one who left and was the account owner', BY_TIM, 'tim', [MARA, GONE],
    null, 'Written in the name of the company: TIM does not work here any more.'],
  ['the company when the account owner left', BY_OWNER, 'tim', [GONE], null,
    'Written in the name of the company: TIM does not work here any more.'],
  ['the company when there is no account owner', BY_OWNER, null, [MARA], null,
    'Written in the name of the company: the customer has no account owner.'],
  ['the company instead of somebody unknown', BY_TIM, null, [MARA], null,
    'Written in the name of the company: the chosen person does not work here any more.'],
])('it is written in the name of %s', (_name, wanted, accountOwnerId, colleagues, name, note) => {
  const sender = senderOf(wanted, { accountOwnerId, colleagues })
  expect(sender).toEqual({
    userId: name === null ? null : name.toLowerCase(), name, note })
})
