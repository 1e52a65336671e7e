// The channels that a customer may ask for; apart from the rules, which know days.
export const WISHED_CHANNELS = ['email', 'sms', 'letter', 'call'] as const
export type WishedChannel = (typeof WISHED_CHANNELS)[number]
