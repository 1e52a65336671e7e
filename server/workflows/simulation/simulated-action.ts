// One action of a simulated day: what, to whom, by which step, and the invoices it asks for.
import type { Day, Instant } from '#domain/day.ts'
import { NOTHING_ENCLOSED, type Enclosures } from '#domain/enclosures.ts'
import { collectibleMinor } from '#domain/invoice.ts'
import type { Money } from '#domain/money.ts'
import { coveredInvoices } from '#domain/template.ts'
import type { Channel, Level, Mode } from '#domain/workflow.ts'
import type { CustomerFacts, RunInFacts } from '../../actions/gather-facts.ts'
import type { Reach, Recipient } from '../../actions/gather-hold-facts.ts'
import { unappliedOf } from '../../actions/unapplied.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { MemoryAction } from './memory.ts'

export interface SimulatedAction {
  day: Day
  at: Instant
  kind: 'reminder' | 'decide'
  channel: Channel
  mode: Mode
  customerId: string
  customerName: string
  runId: string
  workflowId: string
  workflowName: string
  level: Level
  stepId: string
  stepName: string
  templateId: string | null
  recipient: string | null
  recipientName: string
  recipientLocale: string | null
  senderName: string
  /** Addresses that get a copy. */
  copies: string[]
  /** Only where something goes along: the invoices whose PDF does, by number. */
  enclosed?: { statement: boolean; invoices: string[] }
  carryingInvoiceId: string
  /** What it asks for, oldest due first. */
  invoices: AskedInvoice[]
  /** Money that was here and paid no invoice yet. */
  unapplied: Money[]
}

/** As much of an invoice as a text needs, so that it can be written again later. */
export interface AskedInvoice {
  invoiceId: string
  number: string
  /** Of a customer that is collected at this one. */
  owedBy?: string
  currency: string
  amountMinor: number
  totalMinor: number
  disputedMinor: number
  pendingMinor: number
  issuedOn: Day
  dueOn: Day
}

/** What leaves, beside its text. */
export interface Leaving {
  recipient: Recipient | null
  senderName: string
  copies: readonly string[]
  enclosed: Enclosures
  templateId: string | null
}

export const NOTHING_LEAVES: Leaving =
  { recipient: null, senderName: '', copies: [], enclosed: NOTHING_ENCLOSED, templateId: null }

export function toSimulated(org: Org, { facts, run, action, leaving, reach }: {
  facts: CustomerFacts; run: RunInFacts; action: MemoryAction; leaving: Leaving; reach: Reach
}): SimulatedAction {
  const { recipient, enclosed } = leaving
  const isWritten = action.channel === 'email' || action.channel === 'sms'
  return {
    day: org.today, at: org.now, kind: action.kind, channel: action.channel, mode: action.mode,
    customerId: facts.customer.id, customerName: facts.customer.name,
    runId: run.row.id, workflowId: run.row.workflow_id, workflowName: run.row.workflow_name,
    level: run.row.level, stepId: action.step_id, stepName: action.name,
    templateId: leaving.templateId,
    recipient: isWritten ? recipient?.address ?? null : null,
    recipientName: recipient?.name ?? '', recipientLocale: recipient?.locale ?? null,
    senderName: leaving.senderName, copies: [...leaving.copies],
    ...(enclosed.statement || enclosed.invoices.length > 0 ? { enclosed: {
      statement: enclosed.statement, invoices: enclosed.invoices.map(({ number }) => number),
    } } : {}),
    carryingInvoiceId: action.invoice_id ?? '',
    unapplied: unappliedOf(reach, facts.customer.id, run.facts.invoices),
    invoices: coveredInvoices(run.facts.invoices).map((invoice) => ({
      invoiceId: invoice.id, number: invoice.number, currency: invoice.currency,
      ...(invoice.owedBy === undefined ? {} : { owedBy: invoice.owedBy }),
      amountMinor: collectibleMinor(invoice), totalMinor: invoice.totalMinor,
      disputedMinor: invoice.disputedMinor, pendingMinor: invoice.pendingMinor,
      issuedOn: invoice.issuedOn, dueOn: invoice.dueOn,
    })),
  }
}
