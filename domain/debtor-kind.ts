// What kind of debtor a customer is, and the manners that a consumer is owed (domain E47).
export const DEBTOR_KINDS = ['company', 'public_body', 'sole_trader', 'consumer'] as const
export type DebtorKind = (typeof DEBTOR_KINDS)[number]

export type CreditorKind = 'creditor' | 'agency'

/** Who collects for others from a consumer texts only whoever said yes to it. */
export const needsOwnConsent = (debtor: DebtorKind, creditor: CreditorKind): boolean =>
  debtor === 'consumer' && creditor === 'agency'
