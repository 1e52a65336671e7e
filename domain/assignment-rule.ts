// Which workflow one follows by rule: the first rule whose filters all fit (SPEC §3.1).
import type { Currency } from './money.ts'
import type { Level } from './workflow.ts'

type WordField = 'country' | 'currency' | 'owner' | 'locale' | 'zone' | 'name' | 'reference'

/**
 * Values in one filter are ORed; '' stands for a field that is not known. A name contains one of
 * them, the number in the ledger begins with one of them.
 */
export type Filter =
  | { [Field in WordField]: { field: Field; values: string[] } }[WordField]
  | { field: 'open'; values: AmountRange[] }

/** From an amount on and below another, in one currency; null leaves a side open. */
export interface AmountRange {
  currency: Currency
  fromMinor: number | null
  belowMinor: number | null
}

export interface AssignmentRule {
  id: string
  level: Level
  name: string
  workflowId: string
  /** ANDed; none at all fits everybody. */
  filters: Filter[]
}

/** A customer, or one invoice with what is known of its customer. */
export interface RuleSubject {
  country: string | null
  locale: string | null
  zone: string | null
  ownerId: string | null
  name: string
  reference: string
  /** What is open by currency; an invoice has its own amount alone. */
  openMinor: Readonly<Record<Currency, number>>
}

/** The first rule that fits; null: none does, and nothing is said about this one. */
export const fittingRule = <Rule extends { filters: readonly Filter[] }>(
  rules: readonly Rule[], subject: RuleSubject,
): Rule | null => rules.find((rule) => fits(rule.filters, subject)) ?? null

export const fits = (filters: readonly Filter[], subject: RuleSubject): boolean =>
  filters.every((filter) => fitsOne(filter, subject))

function fitsOne(filter: Filter, subject: RuleSubject): boolean {
  switch (filter.field) {
    case 'country': return filter.values.includes(subject.country ?? '')
    case 'locale': return filter.values.includes(subject.locale ?? '')
    case 'zone': return filter.values.includes(subject.zone ?? '')
    case 'owner': return filter.values.includes(subject.ownerId ?? '')
    case 'currency':
      return filter.values.some((currency) => (subject.openMinor[currency] ?? 0) > 0)
    case 'name':
      return filter.values.some((part) => lower(subject.name).includes(lower(part)))
    case 'reference':
      return filter.values.some((start) => lower(subject.reference).startsWith(lower(start)))
    case 'open': return filter.values.some((range) => isWithin(range, subject))
  }
}

const lower = (text: string) => text.toLocaleLowerCase('en')

/** Currencies are never added: a range is about one of them. Owing nothing is zero. */
function isWithin(range: AmountRange, subject: RuleSubject): boolean {
  const openMinor = subject.openMinor[range.currency] ?? 0
  return (range.fromMinor === null || openMinor >= range.fromMinor)
    && (range.belowMinor === null || openMinor < range.belowMinor)
}
