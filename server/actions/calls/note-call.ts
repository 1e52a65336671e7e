// Notes how a call went, and does what follows from it.
import type { Day } from '#domain/day.ts'
import { lookAgain } from '../../customers/look-again.ts'
import { noteContacts } from '../../customers/note-contact.ts'
import { suppressAddress } from '../../customers/suppress-address.ts'
import { invalid } from '../../platform/errors.ts'
import { sendInstantOn, type Org } from '../../platform/in-organization.ts'
import { recordEvent } from '../../timeline/record-event.ts'
import { tendAddresses } from '../fix-addresses.ts'
import { openTask } from '../open-task.ts'
import { changeActions, redateAction, type ActionRow } from '../store.ts'
import { refuseForbiddenCall } from './call-hours.ts'
import { insertCall, isPhoneOf, type CallOutcome } from './call-store.ts'

export interface CallReport {
  outcome: CallOutcome
  note: string
  phone?: string | undefined
  minutes?: number | undefined
  callBackOn?: Day | undefined
  /** It was made before now, when it was allowed. */
  madeEarlier?: boolean | undefined
}

const WORDS: Record<CallOutcome, string> = {
  done: 'done', reached: 'reached', voicemail: 'left a message', no_answer: 'not reached',
  wrong_number: 'wrong number', promised: 'reached, promised to pay',
  disputed: 'reached, disputes it', call_back: 'to be called back',
}

/** Something was said, or left to be heard: only that is a contact (SPEC §3.4). */
const IS_CONTACT: Record<CallOutcome, boolean> = {
  done: true, reached: true, voicemail: true, promised: true, disputed: true,
  no_answer: false, wrong_number: false, call_back: false,
}

export async function noteCall(org: Org, action: ActionRow, of: {
  report: CallReport; workflowId: string | null
}): Promise<void> {
  const { report, workflowId } = of
  const callBackOn = backOn(org, report)
  const phone = report.phone ?? null
  if (report.madeEarlier !== true) await refuseForbiddenCall(org, action.customer_id, phone)
  await insertCall(org, {
    actionId: action.id, customerId: action.customer_id, outcome: report.outcome, phone,
    minutes: report.minutes ?? null, note: report.note, callBackOn,
  })
  if (callBackOn !== null) {
    await changeActions(org, [{ id: action.id, state: 'open', note: report.note || null }])
    await redateAction(org, action.id, { on: callBackOn, at: sendInstantOn(org, callBackOn) })
  } else {
    await changeActions(org, [{
      id: action.id, state: 'done', outcome: report.outcome, note: report.note,
    }])
  }
  if (IS_CONTACT[report.outcome]) {
    await noteContacts(org, [{
      customerId: action.customer_id, workflowId, runId: action.run_id, channel: 'call',
      personKey: '', isAutomatic: false, actionId: action.id,
    }])
  }
  await recordEvent(org, {
    kind: 'call_logged', customerId: action.customer_id, actionId: action.id,
    invoiceIds: action.invoice_id ? [action.invoice_id] : [],
    detail: {
      name: action.name, reason: report.note, phone, minutes: report.minutes ?? null,
      outcome: `${callBackOn === null ? WORDS[report.outcome]
        : `to be called back on ${callBackOn}`}${
        report.madeEarlier === true ? ', made earlier' : ''}`,
    },
  })
  if (report.outcome === 'wrong_number') await askForNumber(org, action, phone)
  await lookAgain(org, [action.customer_id])
}

function backOn(org: Org, report: CallReport): Day | null {
  if (report.outcome !== 'call_back') return null
  const { callBackOn } = report
  if (callBackOn === undefined || callBackOn <= org.today) {
    throw invalid('Say when to call back.', [
      { field: 'callBackOn', message: 'Choose a day after today.' }])
  }
  return callBackOn
}

/** A number that is known to be wrong opens its own task, which closes when it is replaced. */
async function askForNumber(org: Org, action: ActionRow, phone: string | null): Promise<void> {
  if (phone !== null && await isPhoneOf(org, action.customer_id, phone)) {
    await suppressAddress(org, {
      channel: 'phone', address: phone, state: 'invalid', reason: 'wrong number, told on a call',
    })
    await tendAddresses(org)
    return
  }
  await openTask(org, {
    customerId: action.customer_id, invoiceId: action.invoice_id,
    name: 'Find the right phone number',
    note: phone === null ? 'A call reached somebody else.' : `${phone} reached somebody else.`,
  })
}
