// Answers: the bell, the settings of each person, and the stream of changes.
import * as contract from '#contract/notifications.ts'
import { canBeTold, channelsOf, isToldByDefault, NOTICE_KINDS } from '#domain/notice.ts'
import { NOTICE_CHANNELS, NOTICE_EVENTS } from '#domain/notice-events.ts'
import { forbidden, invalid, notFound } from '../platform/errors.ts'
import { answer, answerOutside, orgIdOf, type Caller, type Route } from '../platform/http.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import {
  chosenSettings, countUnread, markRead, quietTimeOf, readNotifications, saveQuietTime,
  saveSettings, type NotificationRow,
} from './store.ts'
import { openStream } from './stream.ts'
import { memberEmail, sendTest } from './send-test.ts'

export const notificationRoutes: Route[] = [
  answer(contract.listNotifications, async (org, { query, caller }) => {
    const rows = await readNotifications(org, personOf(caller), {
      limit: query.limit + 1, after: readCursor(query.cursor, 2), unread: query.unread,
    })
    return pageOfRows(rows, query.limit, {
      item: toNotification, key: (row) => [row.at, row.id],
    })
  }),
  answer(contract.countNotifications, async (org, { caller }) =>
    ({ unread: caller.userId === null ? 0 : await countUnread(org, caller.userId) })),
  answer(contract.readNotification, async (org, { params, caller }) => {
    const userId = personOf(caller)
    const id = params.notificationId
    const found = await readNotifications(org, userId, { limit: 1, after: null, unread: false, id })
    if (found.length === 0) throw notFound('This notification does not exist.')
    if (await markRead(org, userId, { id }) > 0) ringAgain(org, userId)
    return undefined
  }),
  answer(contract.readAllNotifications, async (org, { body, caller }) => {
    const userId = personOf(caller)
    const count = await markRead(org, userId, { until: instantOf(body.until) ?? org.now })
    if (count > 0) ringAgain(org, userId)
    return { count }
  }),
  answer(contract.getNoticeSettings, (org, { caller }) => settingsOf(org, personOf(caller))),
  answer(contract.saveNoticeSettings, async (org, { body, caller }) => {
    const userId = personOf(caller)
    for (const { event, channel } of body.settings) {
      if (canBeTold(event, channel)) continue
      throw invalid(`“${NOTICE_KINDS[event].label}” does not wait for a digest; choose in-app or `
        + 'e-mail.')
    }
    await saveSettings(org, userId, body.settings)
    if (body.quietTime !== undefined) await saveQuietTime(org, userId, body.quietTime)
    return undefined
  }),
  answer(contract.testNotifications, async (org, { caller }) =>
    ({ email: await sendTest(org, personOf(caller)) })),
  answerOutside(contract.streamChanges, (installation, { caller }) => Promise.resolve(
    openStream(installation, { orgId: orgIdOf(caller), userId: caller.userId }))),
]

function personOf(caller: Caller): string {
  if (caller.userId === null) {
    throw forbidden('An API key is no person, so it is not notified: sign in, or use a webhook.')
  }
  return caller.userId
}

/** The person's other screens count anew. */
function ringAgain(org: Org, userId: string): void {
  org.changes.kinds.add('notification')
  org.changes.userIds.add(userId)
}

function instantOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) {
    throw invalid('`until` is not a moment such as 2026-03-10T09:00Z.')
  }
  return at.toISOString()
}

const toNotification = (row: NotificationRow) => ({
  id: row.id, event: row.event, title: row.title, body: row.body, customerId: row.customer_id,
  customerName: row.customer_name, messageId: row.message_id, replyActionId: row.reply_action_id,
  canReply: row.is_reply_open, times: row.times, at: row.at, readAt: row.read_at,
})

async function settingsOf(org: Org, userId: string) {
  const chosen = await chosenSettings(org, [userId])
  return {
    events: NOTICE_EVENTS.map((event) => {
      const on = channelsOf(event, chosen)
      return {
        event, label: NOTICE_KINDS[event].label,
        channels: NOTICE_CHANNELS.filter((channel) => canBeTold(event, channel))
          .map((channel) => ({
            channel, isOn: on.has(channel), isDefault: isToldByDefault(event, channel),
          })),
      }
    }),
    quietTime: await quietTimeOf(org, userId), zone: org.settings.zone,
    digestAt: org.settings.send_time, email: await memberEmail(org, userId),
  }
}
