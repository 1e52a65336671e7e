// Asks people for what the ledger cannot settle by itself: money that is missing, money to apply.
import { formatMoney } from '#domain/money.ts'
import { notify } from '../notifications/notify.ts'
import { never } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { ownerOfWork } from './hand-over.ts'
import {
  customersWithCash, takeMissingMoney, tasksWithoutCash, type CashRow, type MissingMoney,
} from './money-task-store.ts'
import { changeActions, openActions, type NewAction } from './store.ts'

const BATCH = 500

/** With each beat; a second run changes nothing. */
export async function tendMoney(org: Org): Promise<void> {
  const missing = await takeMissingMoney(org, BATCH)
  const applied = await tasksWithoutCash(org, BATCH)
  await changeActions(org, applied.map((id) => ({ id, state: 'done', outcome: 'applied' })))
  const cash = await customersWithCash(org, BATCH)
  if (missing.length + cash.length === 0) return
  const colleagues = await readColleagues(org)
  const actionOf = (row: MissingMoney | CashRow, of: Pick<NewAction, 'kind' | 'name' | 'note'
    | 'invoiceId'>): NewAction => ({
    id: newId(), runId: null, stepId: null, occurrence: 0, channel: 'task', mode: 'manual',
    customerId: row.customer_id, dueOn: org.today, dueAt: org.now, heldCode: null,
    ownerId: ownerOfWork([row.customer_owner_id], colleagues, org), ...of,
  })
  const opened = [
    ...missing.map((row) => actionOf(row, {
      kind: 'adhoc', name: nameOf(org, row), invoiceId: row.invoice_id,
      note: `Reference ${row.reference}`,
    })),
    ...cash.map((row) => actionOf(row, {
      kind: 'apply_cash', name: 'Apply the cash', invoiceId: null,
      note: 'Money of this customer is here and pays no invoice yet.',
    })),
  ]
  await openActions(org, opened)
  await recordEvents(org, opened.map((action) => ({
    kind: 'task_opened' as const, customerId: action.customerId, actionId: action.id,
    invoiceIds: action.invoiceId === null ? [] : [action.invoiceId],
    detail: { name: action.name, dueOn: action.dueOn },
  })))
  for (const [place, row] of missing.entries()) {
    const action = opened[place]
    if (!action) continue
    await notify(org, {
      event: 'money_missing', to: action.ownerId === null ? 'admins' : [action.ownerId],
      title: `${row.customer_name}: ${action.name}`, customerId: row.customer_id,
      body: 'Its invoices are open; collection goes on after today.',
    })
  }
}

function nameOf(org: Org, row: MissingMoney): string {
  const amount = formatMoney({ amountMinor: row.amount_minor, currency: row.currency },
    org.settings.locale)
  switch (row.state) {
    case 'reversed': return `Find out why ${amount} went back`
    case 'failed': return `Find out why ${amount} did not come`
    case 'pending': return `Find ${amount}, announced for ${row.expected_on ?? ''}`
    default: return never(row.state)
  }
}
