// The words of an import: its kinds, fields, states and ways of writing.
import { t } from '@lingui/core/macro'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { getImportInHand } from '#contract/import-wizard.ts'
import type { IMPORT_KINDS } from '#contract/imports.ts'
import type { IMPORT_STEPS } from './steps.ts'

export type InHand = AnswerOf<typeof getImportInHand>
export type Kind = (typeof IMPORT_KINDS)[number]

export const kindWord = (kind: Kind): string => ({
  customers: t`Customers`, contacts: t`Contacts`, invoices: t`Invoices`,
  credit_notes: t`Credit notes`, payments: t`Payments`,
}[kind])

export const kindAbout = (kind: Kind): string => ({
  customers: t`Who owes, with address and first contact`,
  contacts: t`People at your customers`,
  invoices: t`What is owed, and until when`,
  credit_notes: t`What need not be paid after all`,
  payments: t`Money that came, each once`,
}[kind])

/** A field as people call it; what is not known yet is shown by its name. */
export const fieldWord = (name: string): string => ({
  reference: t`Number`, name: t`Name`, country: t`Country`, zone: t`Time zone`,
  language: t`Language`, street: t`Street`, street_2: t`Street, second line`,
  postcode: t`Postcode`, city: t`City`, email: t`E-mail`, phone: t`Phone`,
  debtor_kind: t`Kind of customer`, parent_reference: t`Number of the parent`,
  collect_at: t`Collected at`, wished_channel: t`Wished channel`, wished_by: t`Wished by`,
  wished_on: t`Wished on`, contact_name: t`Name of the contact`, workflow: t`Workflow`,
  customer_reference: t`Customer number`, position: t`Position`, main: t`Main contact`,
  number: t`Document number`, total: t`Total`, currency: t`Currency`, issued_on: t`Issued on`,
  due_on: t`Due on`, purchase_order: t`Purchase order`, customer_name: t`Customer name`,
  customer_email: t`Customer e-mail`, customer_country: t`Customer country`,
  invoice_number: t`Invoice number`, amount: t`Amount`, received_on: t`Received on`,
  state: t`State`, expected_on: t`Expected on`,
}[name] ?? name)

export const delimiterWord = (delimiter: string | null): string => ({
  ',': t`comma`, ';': t`semicolon`, '\t': t`tab`, '|': t`pipe`,
}[delimiter ?? ''] ?? delimiter ?? '')

export const orderWord = (order: string): string => ({
  dmy: t`day first, as 31.12.2026`, mdy: t`month first, as 12/31/2026`,
  ymd: t`year first, as 2026-12-31`, unknown: t`as each cell shows`, auto: t`as recognised`,
}[order] ?? order)

export const decimalWord = (sign: string): string => ({
  ',': t`comma, as 1.234,50`, '.': t`point, as 1,234.50`, unknown: t`as each cell shows`,
  auto: t`as recognised`,
}[sign] ?? sign)

export type Step = (typeof IMPORT_STEPS)[number]

export const stepWord = (step: Step): string => ({
  upload: t`Upload`, format: t`Format`, map: t`Columns`, check: t`Check`, import: t`Import`,
  report: t`Report`,
}[step])

/** Where an import stands by itself; its earlier choices can be opened while nothing has begun. */
export function openSteps(state: InHand['state']): readonly Step[] {
  switch (state) {
    case 'uploading': return ['upload']
    case 'draft': return ['format', 'map', 'check']
    case 'checking': return ['check']
    case 'checked': return ['check', 'format', 'map']
    case 'queued': case 'running': return ['import']
    default: return ['report']
  }
}
