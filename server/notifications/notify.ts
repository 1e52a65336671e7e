// Tells people that something happened, in the transaction in which it did.
import { channelsOf, MOST_MAILS_AN_HOUR, NOTICE_KINDS } from '#domain/notice.ts'
import type { NoticeChannel, NoticeEvent } from '#domain/notice-events.ts'
import type { Org } from '../platform/in-organization.ts'
import { happeningNow, tellWebhooks } from '../timeline/tell-webhooks.ts'
import { insertNoticeMail, mailsInLastHour } from './mail-store.ts'
import {
  chosenSettings, gatherInto, insertNotification, recipientsOf, type NoticeRow,
} from './store.ts'

export interface Notice {
  event: NoticeEvent
  /** Members by id, or everybody who administers the organization. */
  to: readonly string[] | 'admins'
  title: string
  body?: string
  customerId?: string | null
  messageId?: string | null
  replyActionId?: string | null
}

/**
 * Only active members are told, each once and where they chose; who did it himself need not be
 * told. Other software is told once, whoever the people are.
 */
export async function notify(org: Org, notice: Notice): Promise<void> {
  const row: NoticeRow = {
    event: notice.event,
    title: notice.title.replaceAll(/\s+/g, ' ').slice(0, 300),
    body: (notice.body ?? '').slice(0, 2000),
    customerId: notice.customerId ?? null, messageId: notice.messageId ?? null,
    replyActionId: notice.replyActionId ?? null,
  }
  const userIds = await recipientsOf(org, notice.to)
  const chosen = await chosenSettings(org, userIds)
  for (const userId of userIds) {
    const channels = channelsOf(row.event, chosen.filter((one) => one.userId === userId))
    await tellPerson(org, { userId, row, channels })
  }
  const { event, ...what } = row
  await tellWebhooks(org, [happeningNow(org, `notice.${event}`, what)])
}

async function tellPerson(
  org: Org, given: { userId: string; row: NoticeRow; channels: ReadonlySet<NoticeChannel> },
): Promise<void> {
  const { userId, row, channels } = given
  if (channels.size === 0) return
  const wantsMail = channels.has('email')
  const isFlood = wantsMail && await mailsInLastHour(org, userId) >= MOST_MAILS_AN_HOUR
  const shown = { inApp: channels.has('in_app'), forDigest: channels.has('digest') || isFlood }
  const isGathered = NOTICE_KINDS[row.event].isGathered === true
    && await gatherInto(org, userId, row, shown)
  if (!isGathered && (shown.inApp || shown.forDigest)) {
    await insertNotification(org, userId, row, shown)
  }
  if (wantsMail && !isFlood) await insertNoticeMail(org, { userId, kind: 'notice', ...row })
  if (!shown.inApp) return
  org.changes.kinds.add('notification')
  org.changes.userIds.add(userId)
}
