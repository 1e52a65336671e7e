// The closed lists of what people are told of, and where; apart from the rules, which know days.
export const NOTICE_EVENTS = [
  'reply_received', 'reply_escalated', 'unmatched_received', 'assigned', 'mentioned',
  'message_bounced', 'money_missing', 'send_budget', 'sms_consent', 'needs_check',
  'mailbox_failing', 'forwarding_confirmation', 'pause_review', 'unreachable_customers',
  'import_ended',
] as const
export type NoticeEvent = (typeof NOTICE_EVENTS)[number]

export const NOTICE_CHANNELS = ['in_app', 'email', 'digest'] as const
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number]
