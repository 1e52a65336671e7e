// What the tests of the Why share: what was predicted of a deed, and what then is decided.
import { expect } from 'vitest'
import type { HoldCode } from '#domain/hold.ts'
import type { Org } from '../platform/in-organization.ts'
import { whyCustomer } from '../workflows/why/why-customer.ts'
import type { WhyAnswer } from '../workflows/why/why-answer.ts'

export interface WhyScene {
  do: <T>(work: (org: Org) => Promise<T>) => Promise<T>
}

export const whyOf = (scene: WhyScene, customerId: string, on?: string): Promise<WhyAnswer> =>
  scene.do((org) => whyCustomer(org, customerId, on))

type Deed = WhyAnswer['changes'][number]['deed']

/** The hold is named first; the deed is offered, and when it is done it does what was said. */
export async function expectItHelps(scene: WhyScene, customerId: string, of: {
  code: HoldCode; deed: Deed; carryOut: (subjectId: string) => Promise<unknown>
}): Promise<WhyAnswer['verdict']> {
  const before = await whyOf(scene, customerId)
  const [first] = before.reasons.filter(({ isHold }) => isHold)
  expect([before.verdict.code, first?.rule]).toEqual([of.code, of.code])
  expect(first?.fix).toBeTruthy()
  const change = before.changes.find(({ deed }) => deed === of.deed)
  if (change === undefined) {
    throw new Error(`${of.deed} is not among ${before.changes.map(({ deed }) => deed).join()}`)
  }
  await of.carryOut(change.subjectId ?? '')
  const { verdict } = await whyOf(scene, customerId)
  expect(inShort(verdict)).toEqual(inShort(change.then))
  expect(inShort(verdict)).not.toEqual(inShort(before.verdict))
  return verdict
}

const inShort = ({ state, code, next }: WhyAnswer['verdict']) => ({
  state, code, at: next?.at ?? null, step: next?.stepName ?? null, channel: next?.channel ?? null,
})
