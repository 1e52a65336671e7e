// In whose name a step is written: whom it names, as long as they work here, else the company.
import type { Colleague } from './owner.ts'
import type { StepSender } from './workflow.ts'

export interface Sender {
  /** Answers are told to them first; null: the company. */
  userId: string | null
  /** Null: the company's own name. */
  name: string | null
  /** What is told where the step wanted somebody else. */
  note: string | null
}

const COMPANY: Sender = { userId: null, name: null, note: null }

/** Who has left is followed by the account owner, then by the company; who is away still signs. */
export function senderOf(
  wanted: StepSender,
  of: { accountOwnerId: string | null; colleagues: readonly Colleague[] },
): Sender {
  if (wanted.kind === 'organization') return COMPANY
  const userId = wanted.kind === 'user' ? wanted.userId : of.accountOwnerId
  const person = find(userId, of.colleagues)
  if (person?.isActive) return { userId: person.userId, name: person.name, note: null }
  const why = userId === null ? 'the customer has no account owner'
    : `${person?.name ?? 'the chosen person'} does not work here any more`
  const owner = wanted.kind === 'user' ? find(of.accountOwnerId, of.colleagues) : undefined
  if (owner?.isActive) {
    return {
      userId: owner.userId, name: owner.name,
      note: `Written in the name of ${owner.name}, who looks after the customer: ${why}.`,
    }
  }
  return { ...COMPANY, note: `Written in the name of the company: ${why}.` }
}

const find = (userId: string | null, colleagues: readonly Colleague[]) =>
  colleagues.find((one) => one.userId === userId)
