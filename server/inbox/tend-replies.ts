// Looks after answers that wait, with each beat: back on their day, owned by somebody, not buried.
import { addBusinessDays, businessDaysBetween } from '#domain/day.ts'
import { nextInLine } from '#domain/owner.ts'
import { escalationStep } from '#domain/reply-rules.ts'
import { lookAgain } from '../customers/look-again.ts'
import { notify } from '../notifications/notify.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { forgetOldPresence } from '../team/presence.ts'
import { recordEvent, recordEvents } from '../timeline/record-event.ts'
import { lineOfReply } from './reply-owner.ts'
import {
  dueToReturn, insertEscalation, lockCustomers, returnSnoozed, setOwner, waitingLong,
  withoutPresentOwner, type WaitingRow,
} from './reply-watch-store.ts'

const BATCH = 200
const MOST_BATCHES = 1_000

/** Safe to run at any time and by any number of processes. Owners are repaired with the work. */
export async function tendReplies(org: Org): Promise<void> {
  await bringBackReplies(org)
  await escalateReplies(org)
  await forgetOldPresence(org)
}

/** What was put off is open again on its day; the customer stays halted all along. */
export async function bringBackReplies(org: Org): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const rows = await dueToReturn(org, BATCH)
    if (rows.length === 0) return
    await lockCustomers(org, rows.map((row) => row.customer_id))
    const returned = await returnSnoozed(org, rows.map((row) => row.id))
    const back = rows.filter((row) => returned.has(row.id))
    await recordEvents(org, back.map((row) => ({
      kind: 'reply_returned' as const, customerId: row.customer_id,
      messageId: row.newest_message_id, detail: { replyActionId: row.id },
    })))
    await lookAgain(org, back.map((row) => row.customer_id))
    if (rows.length < BATCH) return
  }
}

/** An answer whose owner has left or is away goes to the next in line (L5). */
export async function repairReplyOwners(org: Org): Promise<number> {
  const colleagues = new Map((await readColleagues(org)).map((one) => [one.userId, one]))
  let repaired = 0
  let after: string | null = null
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const rows: WaitingRow[] = await withoutPresentOwner(org, after, BATCH)
    for (const row of rows) {
      const [ownerId = null] = await lineOfReply(org, row)
      // When everybody is away it stays where it is.
      if (ownerId === null || ownerId === row.owner_id) continue
      if (!await setOwner(org, row, ownerId)) continue
      const before = colleagues.get(row.owner_id ?? '')
      await tellNewOwner(org, row, {
        ownerId, name: colleagues.get(ownerId)?.name ?? '',
        reason: before === undefined ? 'nobody owned it'
          : before.isActive && before.role !== 'viewer' ? `${before.name} is away`
            : `${before.name} does not work on answers any more`,
      })
      repaired++
    }
    after = rows.at(-1)?.id ?? null
    if (rows.length < BATCH) return repaired
  }
  return repaired
}

export async function tellNewOwner(
  org: Org, row: Pick<WaitingRow, 'id' | 'customer_id' | 'customer_name' | 'newest_message_id'>,
  change: { ownerId: string; name: string; reason: string },
): Promise<void> {
  const { reason } = change
  await recordEvent(org, {
    kind: 'reply_assigned', customerId: row.customer_id, messageId: row.newest_message_id,
    detail: { replyActionId: row.id, to: change.name, ...(reason === '' ? {} : { reason }) },
  })
  await notify(org, {
    event: 'assigned', to: [change.ownerId], customerId: row.customer_id,
    messageId: row.newest_message_id, replyActionId: row.id,
    title: `The answer of ${row.customer_name} is yours now`,
    body: reason === '' ? '' : `Why: ${reason}.`,
  })
}

/** Each step once: the next in line gets it and the admins hear of it. The run stays halted. */
export async function escalateReplies(org: Org): Promise<void> {
  const every = org.settings.escalate_after_days
  const { calendar } = org.moment
  const since = addBusinessDays(org.today, -every, calendar)
  const late = await waitingLong(org, since, BATCH)
  if (late.length === 0) return
  await lockCustomers(org, late.map((row) => row.customer_id))
  // Read again under the lock: one that was handled in this moment is not complained about.
  for (const row of await waitingLong(org, since, BATCH)) {
    const step = escalationStep(row.waiting_since, org.today, { calendar, everyDays: every })
    if (step <= row.escalations) continue
    const line = await lineOfReply(org, row)
    const toOwnerId = nextInLine(line, row.owner_id)
    if (!await insertEscalation(org, { ...row, step, toOwnerId })) continue
    if (toOwnerId !== null) await setOwner(org, row, toOwnerId)
    await tellOfEscalation(org, row, toOwnerId)
  }
}

async function tellOfEscalation(
  org: Org, row: WaitingRow, toOwnerId: string | null,
): Promise<void> {
  const colleagues = await readColleagues(org)
  const days = businessDaysBetween(row.waiting_since, org.today, org.moment.calendar)
  const name = colleagues.find((one) => one.userId === toOwnerId)?.name ?? ''
  await recordEvent(org, {
    kind: 'reply_escalated', customerId: row.customer_id, messageId: row.newest_message_id,
    detail: { replyActionId: row.id, days, to: name },
  })
  const admins = colleagues.filter((one) => one.role === 'owner' || one.role === 'admin')
  await notify(org, {
    event: 'reply_escalated',
    to: [...new Set([...(toOwnerId === null ? [] : [toOwnerId]),
      ...admins.map((one) => one.userId)])],
    customerId: row.customer_id, messageId: row.newest_message_id, replyActionId: row.id,
    title: `${row.customer_name} has waited ${days} business days for an answer`,
    body: name === '' ? 'Nobody further in line can take it; reminders stand still until then.'
      : `It is now with ${name}; reminders stand still until it is handled.`,
  })
}
