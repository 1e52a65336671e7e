// A person accepts what was read from a customer, corrected where need be, or takes it back.
import { addBusinessDays, type Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { endPause, readPauses, startPause } from '../customers/pause.ts'
import {
  lockSuggestion, settleSuggestion, type LockedSuggestion, type Made,
} from '../inbox/decide-suggestion.ts'
import { cancelPromise, closeDispute } from '../invoices/hold-invoice.ts'
import { readPayment } from '../invoices/read-ledger.ts'
import { failPayment } from '../invoices/settle-payment.ts'
import { never } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { noteAnnounced, noteDisputes, notePromises } from './note-suggested.ts'
import { openTask } from './open-task.ts'
import { changeActions } from './store.ts'

export interface Corrections {
  invoiceIds?: readonly string[] | undefined
  amountMinor?: number | null | undefined
  promisedOn?: Day | undefined
  reason?: string | undefined
  pauseBusinessDays: number
  announces?: boolean | undefined
  expectedOn?: Day | undefined
  untilOn?: Day | undefined
}

/** What it makes is a fact of its own: it stands if the message is given to someone else. */
export async function acceptSuggestion(
  org: Org, id: string, corrections: Corrections,
): Promise<void> {
  const locked = await lockSuggestion(org, id, 'open')
  const { made, invoiceIds } = await carryOut(org, locked, corrections)
  await settleSuggestion(org, locked, { state: 'accepted', made, invoiceIds })
}

export async function dismissSuggestion(org: Org, id: string): Promise<void> {
  await settleSuggestion(org, await lockSuggestion(org, id, 'open'), { state: 'dismissed' })
}

/** Takes back what accepting made. A task that was done meanwhile stays done. */
export async function reopenSuggestion(org: Org, id: string): Promise<void> {
  const locked = await lockSuggestion(org, id, 'decided')
  const { promiseIds = [], disputeIds = [], actionIds = [], paymentIds = [], pauseId }
    = locked.made
  for (const promiseId of promiseIds) await cancelPromise(org, promiseId)
  for (const disputeId of disputeIds) await closeDispute(org, disputeId, 'withdrawn')
  for (const id of paymentIds) await takeBackAnnounced(org, id)
  await changeActions(org, actionIds.map((actionId) => ({ id: actionId, state: 'cancelled' })))
  const pauses = await readPauses(org, [locked.customerId])
  if (pauseId !== undefined && pauses.some((pause) => pause.id === pauseId)) {
    await endPause(org, pauseId)
  }
  await settleSuggestion(org, locked, { state: 'open' })
}

/** Money that has come meanwhile, or failed, stays what it is. */
async function takeBackAnnounced(org: Org, paymentId: string): Promise<void> {
  const { state } = await readPayment(org, paymentId)
  if (state === 'pending') await failPayment(org, paymentId, { reason: '', isMistake: true })
}

interface Deed { made: Made; invoiceIds: readonly string[] }

async function carryOut(
  org: Org, { suggestion, customerId }: LockedSuggestion, corrections: Corrections,
): Promise<Deed> {
  const invoiceIds = corrections.invoiceIds
    ?? ('invoiceIds' in suggestion.detail ? suggestion.detail.invoiceIds : [])
  const { quote } = suggestion
  const asTask = async (name: string, hints: readonly (string | null)[]): Promise<Deed> => {
    const note = [...hints.filter((hint) => hint !== null), `The customer wrote: “${quote}”`]
    const actionId = await openTask(org, {
      customerId, invoiceId: invoiceIds[0] ?? null, name, note: note.join('\n'),
    })
    return { made: { actionIds: [actionId] }, invoiceIds }
  }
  switch (suggestion.kind) {
    case 'promise': {
      const { detail } = suggestion
      const promiseIds = await notePromises(org, {
        customerId, invoiceIds, promisedOn: corrections.promisedOn ?? detail.promisedOn,
        amountMinor: corrections.amountMinor === undefined ? detail.amountMinor
          : corrections.amountMinor,
        currency: corrections.amountMinor === undefined ? detail.currency : null,
      })
      return { made: { promiseIds }, invoiceIds }
    }
    case 'dispute': {
      const { detail } = suggestion
      const disputeIds = await noteDisputes(org, {
        customerId, invoiceIds,
        reason: corrections.reason ?? `${DISPUTE_TEXTS[detail.reason]}: “${quote}”`,
        amountMinor: corrections.amountMinor === undefined ? detail.amountMinor
          : corrections.amountMinor,
        currency: corrections.amountMinor === undefined ? detail.currency : null,
      })
      return { made: { disputeIds }, invoiceIds }
    }
    case 'already_paid': {
      const { detail } = suggestion
      const deed = await asTask('Look for a payment', [
        detail.paidOn === null ? null : `Paid on ${detail.paidOn}`,
        detail.amountMinor === null || detail.currency === null ? null
          : `Amount ${formatMoney({ amountMinor: detail.amountMinor, currency: detail.currency },
            org.settings.locale)}`,
        detail.reference === null ? null : `Reference ${detail.reference}`,
      ])
      const pauseId = corrections.pauseBusinessDays === 0 ? undefined : await pauseUntil(org, {
        customerId, reason: 'Says that it has been paid',
        untilOn: addBusinessDays(org.today, corrections.pauseBusinessDays, org.moment.calendar),
      })
      const paymentIds = corrections.announces !== true ? [] : await noteAnnounced(org, {
        customerId, invoiceIds, expectedOn: corrections.expectedOn ?? org.today,
        amountMinor: corrections.amountMinor === undefined ? detail.amountMinor
          : corrections.amountMinor,
        currency: corrections.amountMinor === undefined ? detail.currency : null,
      })
      return { ...deed, made: {
        ...deed.made, paymentIds, ...(pauseId === undefined ? {} : { pauseId }),
      } }
    }
    case 'po_missing':
      return asTask('Put the order number on the invoice', [
        suggestion.detail.purchaseOrder === null ? null
          : `Order number ${suggestion.detail.purchaseOrder}`])
    case 'wrong_person':
      return asTask('Find the right contact', [
        suggestion.detail.name === null ? null : `Named: ${suggestion.detail.name}`,
        suggestion.detail.email === null ? null : `Address: ${suggestion.detail.email}`])
    case 'out_of_office': {
      const pauseId = await pauseUntil(org, {
        customerId, untilOn: corrections.untilOn ?? suggestion.detail.returnsOn,
        reason: 'Out of office',
      })
      return { made: { pauseId }, invoiceIds: [] }
    }
    default:
      return never(suggestion)
  }
}

const DISPUTE_TEXTS = {
  price: 'Price', quantity: 'Quantity', damaged: 'Damaged or defective',
  not_received: 'Not received',
  not_ordered: 'Not ordered', duplicate: 'Invoiced twice', cancelled: 'Cancelled or returned',
  credit_expected: 'Credit note or correction expected', service: 'Service', other: 'Disputed',
} as const

async function pauseUntil(
  org: Org, wish: { customerId: string; untilOn: Day; reason: string },
): Promise<string> {
  const pause = await startPause(org, {
    scope: 'customer', subjectId: wish.customerId, untilOn: wish.untilOn, reviewOn: null,
    reason: wish.reason,
  })
  return pause.id
}
