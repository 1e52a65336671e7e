// What the list of invoices can be narrowed and ordered by, its columns and its plain tabs.
import { t } from '@lingui/core/macro'
import type { FilterField } from '../../components/lists/filter-fields.ts'
import type { Params } from '../../components/lists/list-params.ts'
import type { Column } from '../../components/lists/look-menu.tsx'
import { useSharedFields } from '../../components/lists/shared-fields.ts'

export function useInvoiceFields(params: Params): FilterField[] {
  const { owner, workflow, country, currency, amountCurrency } = useSharedFields(params, 'invoice')
  return [
    owner, country, currency,
    { kind: 'amounts', from: 'openFrom', to: 'openTo', label: t`Open amount`,
      currency: amountCurrency },
    { kind: 'days', from: 'lateFrom', to: 'lateTo', label: t`Days overdue`, says: t`days` },
    { kind: 'several', key: 'has', label: t`With`, options: [
      { value: 'dispute', label: t`A dispute` }, { value: 'promise', label: t`A promise` },
      { value: 'broken_promise', label: t`A broken promise` },
      { value: 'pending', label: t`Announced money` }, { value: 'pause', label: t`A pause` },
      { value: 'document', label: t`A document` },
    ] },
    workflow,
  ]
}

export const INVOICE_COLUMNS: readonly Column[] = [
  { name: 'number', label: t`Invoice`, width: 'minmax(120px, 1fr)', sort: 'number', isUsual: true },
  { name: 'customer', label: t`Customer`, width: 'minmax(140px, 2fr)', isUsual: true },
  { name: 'issued', label: t`Issued`, width: '104px', sort: 'issued' },
  { name: 'due', label: t`Due`, width: '124px', sort: 'due', isUsual: true },
  { name: 'state', label: t`State`, width: '150px', isUsual: true },
  { name: 'total', label: t`Total`, width: '118px', isRight: true, isUsual: true },
  { name: 'open', label: t`Open`, width: '118px', sort: 'open', isRight: true, isUsual: true },
]

export const INVOICE_USUAL = { due: 'asc', number: 'asc', open: 'desc', issued: 'desc' } as const

export const INVOICE_SORTS = [
  { value: 'due', label: t`Oldest due` }, { value: 'open', label: t`Largest` },
  { value: 'issued', label: t`Newest` }, { value: 'number', label: t`By number` },
]

export const INVOICE_TABS = [
  { name: 'all', label: t`Open`, params: {} },
  { name: 'overdue', label: t`Overdue`, params: { status: 'overdue' } },
  { name: 'paid', label: t`Paid`, params: { status: 'paid' } },
  { name: 'void', label: t`Void`, params: { status: 'void' } },
  { name: 'every', label: t`All`, params: { status: 'all' } },
] satisfies readonly { name: string; label: string; params: Params }[]
