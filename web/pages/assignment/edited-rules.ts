// What the page of assignment rules holds while they are changed, and how a rule reads in words.
import { t } from '@lingui/core/macro'
import type { z } from 'zod'
import { saveRules, type AssignmentRule, type RuleFilter } from '#contract/assignment.ts'
import { anyOf, moneyText } from '../../format.ts'

export type Filter = z.output<typeof RuleFilter>
export type FieldName = Filter['field']
type SavedRule = z.output<typeof AssignmentRule>

/** A rule with a key of its own, for it may not have an id yet. */
export interface EditedRule {
  key: string
  id?: string
  name: string
  workflowId: string | null
  filters: Filter[]
}

export const FIELDS: Record<FieldName, string> = {
  country: t`Country`, currency: t`Currency`, owner: t`Account owner`, open: t`Open amount`,
  locale: t`Language`, zone: t`Time zone`, name: t`Name contains`, reference: t`Number begins with`,
}
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[] // The keys of that very object.

let keys = 0
const newKey = () => `rule ${++keys}`

export const editedFrom = (rules: readonly SavedRule[]): EditedRule[] => rules.map((rule) => ({
  key: newKey(), id: rule.id, name: rule.name, workflowId: rule.workflowId,
  filters: rule.filters,
}))

export const newRule = (count: number): EditedRule =>
  ({ key: newKey(), name: t`Rule ${count + 1}`, workflowId: null, filters: [] })

export const newFilter = (field: FieldName, currency: string): Filter => (field === 'open'
  ? { field, values: [{ currency, fromMinor: null, belowMinor: null }] } : { field, values: [] })

type Wishes = z.input<typeof saveRules.body>['rules']

/** What is sent; null while something in it is not complete. */
export function wishesOf(rules: readonly EditedRule[]): Wishes | null {
  if (rules.some((rule) => problemOf(rule) !== null)) return null
  return rules.map(({ key: _, workflowId, ...rule }) => ({ ...rule, workflowId: workflowId ?? '' }))
}

/** What a rule lacks, in words; null when it is complete. */
export function problemOf(rule: EditedRule): string | null {
  if (rule.name.trim() === '') return t`Give the rule a name.`
  if (rule.workflowId === null) return t`Choose the workflow.`
  const empty = rule.filters.find((filter) => filter.values.length === 0)
  if (empty) return t`Name at least one value for “${FIELDS[empty.field]}”, or remove it.`
  const parsed = saveRules.body.shape.rules.element.safeParse({
    ...(rule.id === undefined ? {} : { id: rule.id }),
    name: rule.name, workflowId: rule.workflowId, filters: rule.filters,
  })
  return parsed.error?.issues[0]?.message ?? null
}

export function movedRule(rules: readonly EditedRule[], from: number, to: number): EditedRule[] {
  const rule = rules[from]
  if (rule === undefined || to < 0 || to >= rules.length) return [...rules]
  const rest = rules.filter((_, place) => place !== from)
  return [...rest.slice(0, to), rule, ...rest.slice(to)]
}

/** “Country is DE or AT, and Open amount is from €500.00”; everybody without a filter. */
export function ruleText(rule: EditedRule, nameOf: (userId: string) => string | null): string {
  if (rule.filters.length === 0) return t`Everybody`
  return rule.filters.map((filter) => filterText(filter, nameOf))
    .reduce((first, next) => t`${first}, and ${next}`)
}

function filterText(filter: Filter, nameOf: (userId: string) => string | null): string {
  const values = filter.field === 'open' ? filter.values.map(rangeText)
    : filter.values.map((value) => {
      if (value === '') return filter.field === 'owner' ? t`nobody` : t`not known`
      return filter.field === 'owner' ? nameOf(value) ?? t`somebody who has left` : value
    })
  const field = FIELDS[filter.field]
  const either = values.length === 0 ? '…' : anyOf(values)
  return filter.field === 'name' || filter.field === 'reference'
    ? `${field} ${either}`
    : t`${field} is ${either}`
}

function rangeText(range: {
  currency: string; fromMinor: number | null; belowMinor: number | null
}): string {
  const money = (amountMinor: number) => moneyText({ amountMinor, currency: range.currency })
  const { fromMinor, belowMinor } = range
  const from = fromMinor === null ? '' : money(fromMinor)
  const below = belowMinor === null ? '' : money(belowMinor)
  if (from === '' && below === '') return t`any in ${range.currency}`
  if (below === '') return t`from ${from}`
  return from === '' ? t`below ${below}` : t`from ${from} and below ${below}`
}
