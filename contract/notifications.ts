// What people are told of: the bell, settings of each person, and the stream of changes.
import { z } from 'zod'
import { NOTICE_CHANNELS, NOTICE_EVENTS } from '#domain/notice-events.ts'
import { endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'

const tag = 'Notifications'

export const Notification = z.object({
  id: Id, event: z.enum(NOTICE_EVENTS), title: z.string(), body: z.string(),
  customerId: Id.nullable(), customerName: z.string().nullable(), messageId: Id.nullable(),
  replyActionId: Id.nullable(),
  canReply: z.boolean().describe('Its reply action is open.'),
  times: z.int().describe('How often it happened while it was unread.'),
  at: InstantText, readAt: InstantText.nullable(),
}).meta({ id: 'Notification' })

export const listNotifications = endpoint({
  method: 'get', path: '/notifications', tag, role: 'viewer',
  summary: 'What the calling person was told, newest first',
  query: z.object({ ...Page, unread: z.stringbool().default(false) }),
  answer: pageOf(Notification),
})

export const countNotifications = endpoint({
  method: 'get', path: '/notifications/count', tag, role: 'viewer',
  summary: 'How many are unread', answer: z.object({ unread: z.int() }),
})

export const readNotification = endpoint({
  method: 'post', path: '/notifications/{notificationId}/read', tag, role: 'viewer',
  summary: 'Mark one as read', params: z.object({ notificationId: Id }),
})

export const readAllNotifications = endpoint({
  method: 'post', path: '/notifications/read', tag, role: 'viewer',
  summary: 'Mark all up to a moment as read',
  body: z.object({ until: InstantText.optional().describe('Of the newest on screen.') }),
  answer: z.object({ count: z.int() }),
})

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use a time such as 18:30.')
const QuietTime = z.object({ beginsAt: Clock, endsAt: Clock })

export const getNoticeSettings = endpoint({
  method: 'get', path: '/notification-settings', tag, role: 'viewer',
  summary: 'Of what the calling person is told, and where',
  answer: z.object({
    events: z.array(z.object({
      event: z.enum(NOTICE_EVENTS), label: z.string(),
      channels: z.array(z.object({
        channel: z.enum(NOTICE_CHANNELS), isOn: z.boolean(), isDefault: z.boolean(),
      })),
    })),
    quietTime: QuietTime.nullable(),
    zone: z.string(), digestAt: z.string(), email: z.string(),
  }),
})

export const saveNoticeSettings = endpoint({
  method: 'put', path: '/notification-settings', tag, role: 'viewer',
  summary: 'Choose of what one is told, and where; what is left out stays',
  body: z.object({
    settings: z.array(z.object({
      event: z.enum(NOTICE_EVENTS), channel: z.enum(NOTICE_CHANNELS), isOn: z.boolean(),
    })).max(200).default([]),
    quietTime: QuietTime.nullable().optional()
      .describe('No mail leaves in this time of the organization’s day; null: at any time.'),
  }),
})

export const testNotifications = endpoint({
  method: 'post', path: '/notifications/test', tag, role: 'viewer',
  summary: 'Send oneself a test of each channel', status: 202,
  answer: z.object({ email: z.string() }),
})

export const streamChanges = endpoint({
  method: 'get', path: '/stream', tag, role: 'viewer',
  summary: 'Server-sent events: `change` with {kinds, customerIds, isForYou} for what changed in '
    + 'the organization, `resync` when something may have been missed. Not a record: read again '
    + 'what is named',
  answer: z.string(), answerType: 'text/event-stream',
})
