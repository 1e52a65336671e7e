// Puts an answer off until a day or an hour; its customer stays halted all along.
import { instantAt, type Day, type TimeOfDay } from '#domain/day.ts'
import { lookAgain } from '../customers/look-again.ts'
import { invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { lockedReplyAction, refuseHandled, refuseUnread } from './reply-action.ts'
import { snoozeWaiting } from './reply-store.ts'

export async function snoozeReply(org: Org, id: string, wish: {
  returnsOn: Day; returnsTime: TimeOfDay | null; newestSeenMessageId?: string | undefined
}): Promise<void> {
  const row = await lockedReplyAction(org, id)
  await refuseHandled(org, row)
  refuseUnread(row, wish.newestSeenMessageId)
  const { returnsOn, returnsTime } = wish
  const returnsAt = returnsTime === null ? null
    : instantAt(returnsOn, returnsTime, org.settings.zone)
  if (returnsAt === null ? returnsOn <= org.today : returnsAt <= org.now) {
    throw invalid(`It can only come back later; today is ${org.today}.`, [
      { field: 'returnsOn', message: 'Choose a later day or hour.' }])
  }
  // A pause that put it off before stays what it is; it only brings it back no more.
  await snoozeWaiting(org, { id, reason: null, pauseId: null, returnsOn, returnsAt })
  await recordEvent(org, {
    kind: 'reply_snoozed', customerId: row.customer_id, messageId: row.newest_message_id,
    detail: { replyActionId: id, returnsOn, ...(returnsTime === null ? {} : { returnsTime }) },
  })
  await lookAgain(org, [row.customer_id])
}
