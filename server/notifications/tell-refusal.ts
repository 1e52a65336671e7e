// Tells a member that an answer by mail did not go to the customer, and gives the words back.
import type { Org } from '../platform/in-organization.ts'
import { insertNoticeMail, mailsInLastHour } from './mail-store.ts'
import { insertNotification } from './store.ts'

const MOST_AN_HOUR = 10
const MOST_TEXT = 8_000

/** Not a matter of settings: who believes to have answered has to hear of it. */
export async function tellRefusal(org: Org, refusal: {
  userId: string; customerId: string; replyActionId: string | null
  title: string; why: string; text: string
}): Promise<void> {
  const { userId, customerId, replyActionId, title, why } = refusal
  await insertNotification(org, userId, {
    event: 'needs_check', title, body: why, customerId, messageId: null, replyActionId,
  }, { inApp: true, forDigest: false })
  org.changes.kinds.add('notification')
  org.changes.userIds.add(userId)
  // Two machines must not write to each other for ever.
  if (await mailsInLastHour(org, userId, 'refusal') >= MOST_AN_HOUR) return
  const words = refusal.text.slice(0, MOST_TEXT).trim()
  await insertNoticeMail(org, {
    userId, kind: 'refusal', title, customerId, replyActionId,
    body: words === '' ? why : `${why}\n\nYou wrote:\n\n${words}`,
  })
}
