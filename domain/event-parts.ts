// The parts of a timeline that can be looked at alone; apart from its sentences, for the pages.
export const EVENT_PARTS = ['email', 'sms', 'call', 'letter', 'task', 'money', 'note'] as const
export type EventPart = (typeof EVENT_PARTS)[number]
