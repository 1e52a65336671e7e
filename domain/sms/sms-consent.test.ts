import { expect, test } from 'vitest'
import { consentProblem, type ConsentAct, type ConsentRule } from './sms-consent.ts'

test.each<[ConsentAct | null, string | null, ConsentRule, boolean]>([
  ['given', 'FR', 'recorded', true],
  ['given', 'US', 'recorded', true],
  ['given', null, 'recorded', true],
  [null, 'FR', 'recorded', false],
  [null, 'FR', 'given_number', true],
  [null, 'US', 'given_number', false],
  [null, 'CA', 'given_number', false],
  [null, null, 'given_number', false],
  ['revoked', 'FR', 'given_number', false],
  ['under_review', 'FR', 'given_number', false],
  ['under_review', 'US', 'recorded', false],
])('%s in %s under the rule %s: may be texted %s', (newest, country, rule, isAllowed) => {
  expect(consentProblem({ newest, country, rule }) === null).toBe(isAllowed)
})
