// The brake on a day's automatic messages: counted under lock, told once, raised only by a person.
import { capToday } from '#domain/send-budget.ts'
import { lookAgain } from '../customers/look-again.ts'
import type { Send } from '../inbox/send-message.ts'
import { notify } from '../notifications/notify.ts'
import { invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  countSent, customersOverBudget, lockSendDay, raiseSendDay, readSendDay, sentBefore, takeTelling,
  type SendDayRow,
} from './budget-store.ts'

export interface Budget {
  cap: number
  /** Automatic messages of today, by all processes. */
  used: number
}

const capOf = (org: Org, row: SendDayRow): number => capToday({
  fixed: org.settings.daily_cap, usual: row.usual_cap, raisedTo: row.raised_to,
})

/** As it stands, for planning and for foretelling. */
export async function readBudget(org: Org): Promise<Budget> {
  const row = await readSendDay(org)
  return { cap: capOf(org, row), used: row.sent }
}

/** What a simulation of days to come begins with: today's limit, and the days it follows. */
export async function readLimit(
  org: Org,
): Promise<{ fixed: number | null; first: number; before: number[] }> {
  return { fixed: org.settings.daily_cap, first: (await readBudget(org)).cap,
    before: await sentBefore(org) }
}

/**
 * Of the messages that are about to leave those that fit. The day's row stays locked until the
 * transaction ends, so that no number of processes passes the limit together.
 */
export async function withinBudget(
  org: Org, sends: readonly Send[],
): Promise<{ fit: Send[]; over: Set<string> }> {
  if (sends.length === 0) return { fit: [], over: new Set() }
  const row = await lockSendDay(org)
  const left = Math.max(0, capOf(org, row) - row.sent)
  const fit = sends.slice(0, left)
  const over = new Set(sends.slice(left).flatMap((send) => send.message.actionId ?? []))
  return { fit, over }
}

/** Those that won their key; and, below zero, those that surely did not leave after all. */
export const noteSent = (org: Org, change: number): Promise<void> => countSent(org, change)

/** After a beat: the admins hear once a day that something waits, and how much. */
export async function tellOfBudget(org: Org): Promise<void> {
  const { cap, used } = await readBudget(org)
  if (used < cap) return
  const waiting = (await customersOverBudget(org)).length
  if (waiting === 0 || !await takeTelling(org)) return
  await notify(org, {
    event: 'send_budget', to: 'admins',
    title: waiting === 1 ? `1 automatic message waits: today's limit of ${cap} is reached`
      : `${waiting} automatic messages wait: today's limit of ${cap} is reached`,
    body: 'If so many are right, raise the limit for today in Settings › Safety; else look at what '
      + 'has changed. What waits leaves on the next business day, as far as that day has room.',
  })
}

export async function budgetAnswer(org: Org) {
  const row = await readSendDay(org)
  return {
    day: org.today, cap: capOf(org, row), sent: row.sent, usualCap: row.usual_cap,
    isFixed: org.settings.daily_cap !== null, waiting: (await customersOverBudget(org)).length,
    raisedTo: row.raised_to, raisedBy: row.raised_by, raisedAt: row.raised_at,
  }
}

/** For today alone, by name; what waited goes out with the next beat (I19). */
export async function raiseBudget(org: Org, to: number): Promise<void> {
  const row = await lockSendDay(org)
  const before = capOf(org, row)
  if (to <= before) {
    throw invalid(`Today's limit is ${before} already.`, [
      { field: 'to', message: `Enter more than ${before}.` }])
  }
  await raiseSendDay(org, to)
  await recordEvent(org, { kind: 'send_budget_raised', detail: { before, to } })
  await lookAgain(org, await customersOverBudget(org))
}
