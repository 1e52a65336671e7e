// What the list of customers can be narrowed and ordered by, and its columns.
import { t } from '@lingui/core/macro'
import type { FilterField } from '../../components/lists/filter-fields.ts'
import { HOLD_CHOICES } from '../../components/lists/hold-choices.ts'
import type { Params } from '../../components/lists/list-params.ts'
import type { Column } from '../../components/lists/look-menu.tsx'
import { useSharedFields } from '../../components/lists/shared-fields.ts'

export function useCustomerFields(params: Params): FilterField[] {
  const { owner, workflow, country, currency, amountCurrency } = useSharedFields(params, 'customer')
  return [
    { kind: 'switch', key: 'onlyOverdue', label: t`Overdue` },
    { kind: 'several', key: 'state', label: t`Collection`, options: [
      { value: 'active', label: t`Active` },
      { value: 'halted_by_reply', label: t`Halted by reply` },
      { value: 'paused', label: t`Paused` }, { value: 'stopped', label: t`Stopped` },
      { value: 'finished', label: t`Finished` }, { value: 'none', label: t`No workflow` },
    ] },
    owner, workflow, country, currency,
    { kind: 'amounts', from: 'openFrom', to: 'openTo', label: t`Open amount`,
      currency: amountCurrency },
    { kind: 'days', from: 'lateFrom', to: 'lateTo', label: t`Days overdue`, says: t`days` },
    { kind: 'days', from: 'quiet', to: null, label: t`Not contacted for`, says: t`days` },
    { kind: 'several', key: 'has', label: t`With`, options: [
      { value: 'dispute', label: t`A dispute` }, { value: 'promise', label: t`A promise` },
      { value: 'broken_promise', label: t`A broken promise` },
      { value: 'reply', label: t`An answer that waits` },
      { value: 'credit', label: t`Unapplied money` }, { value: 'opted_out', label: t`An opt-out` },
    ] },
    { kind: 'several', key: 'lacks', label: t`Without`, options: [
      { value: 'email', label: t`An e-mail address` }, { value: 'phone', label: t`A phone` },
      { value: 'owner', label: t`An owner` }, { value: 'workflow', label: t`A workflow` },
    ] },
    { kind: 'several', key: 'held', label: t`Held because`, options: HOLD_CHOICES },
  ]
}

export const CUSTOMER_COLUMNS: readonly Column[] = [
  { name: 'name', label: t`Customer`, width: 'minmax(160px, 1fr)', sort: 'name', isUsual: true },
  { name: 'collection', label: t`Collection`, width: '140px', isUsual: true },
  { name: 'owner', label: t`Owner`, width: '120px' },
  { name: 'country', label: t`Country`, width: '64px' },
  { name: 'due', label: t`Oldest due`, width: '104px', sort: 'due', isUsual: true },
  { name: 'contact', label: t`Last contact`, width: '104px', sort: 'contact', isUsual: true },
  { name: 'overdue', label: t`Overdue`, width: '124px', sort: 'overdue', isRight: true,
    isUsual: true },
  { name: 'open', label: t`Open`, width: '124px', sort: 'open', isRight: true, isUsual: true },
]

export const CUSTOMER_USUAL = { overdue: 'desc', name: 'asc', open: 'desc', due: 'asc',
  contact: 'asc' } as const

export const CUSTOMER_SORTS = [
  { value: 'overdue', label: t`Most overdue` }, { value: 'name', label: t`By name` },
  { value: 'open', label: t`Most open` }, { value: 'due', label: t`Oldest due` },
  { value: 'contact', label: t`Longest without contact` },
]
