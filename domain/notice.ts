// What people are told of: the closed list of happenings, as settings and notifications name them.

export const NOTICE_EVENTS = [
  'reply_received', 'reply_escalated', 'unmatched_received', 'assigned', 'mentioned',
  'message_bounced', 'needs_check', 'mailbox_failing', 'forwarding_confirmation',
] as const
export type NoticeEvent = (typeof NOTICE_EVENTS)[number]
