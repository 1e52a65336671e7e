// One action of a simulated day: what, to whom, by which step, and the invoices it asks for.
import type { Day, Instant } from '#domain/day.ts'
import { collectibleMinor } from '#domain/invoice.ts'
import { coveredInvoices } from '#domain/template.ts'
import type { Channel, Level, Mode } from '#domain/workflow.ts'
import type { CustomerFacts, RunInFacts } from '../../actions/gather-facts.ts'
import type { Recipient } from '../../actions/gather-hold-facts.ts'
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
  carryingInvoiceId: string
  /** What it asks for, oldest due first. */
  invoices: AskedInvoice[]
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
  issuedOn: Day
  dueOn: Day
}

export function toSimulated(org: Org, { facts, run, action, recipient }: {
  facts: CustomerFacts; run: RunInFacts; action: MemoryAction; recipient: Recipient | null
}): SimulatedAction {
  const step = run.rules.steps.find((one) => one.id === action.step_id)
  const isWritten = action.channel === 'email' || action.channel === 'sms'
  return {
    day: org.today, at: org.now, kind: action.kind, channel: action.channel, mode: action.mode,
    customerId: facts.customer.id, customerName: facts.customer.name,
    runId: run.row.id, workflowId: run.row.workflow_id, workflowName: run.row.workflow_name,
    level: run.row.level, stepId: action.step_id, stepName: action.name,
    templateId: step?.templateId ?? null,
    recipient: isWritten ? recipient?.address ?? null : null,
    recipientName: recipient?.name ?? '', recipientLocale: recipient?.locale ?? null,
    carryingInvoiceId: action.invoice_id ?? '',
    invoices: coveredInvoices(run.facts.invoices).map((invoice) => ({
      invoiceId: invoice.id, number: invoice.number, currency: invoice.currency,
      ...(invoice.owedBy === undefined ? {} : { owedBy: invoice.owedBy }),
      amountMinor: collectibleMinor(invoice), totalMinor: invoice.totalMinor,
      issuedOn: invoice.issuedOn, dueOn: invoice.dueOn,
    })),
  }
}
