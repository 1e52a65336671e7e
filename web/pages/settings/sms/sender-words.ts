// What kinds of senders are called on screen.
import type { SenderKind } from '#domain/sms/choose-sender.ts'

export const KIND_WORDS: Record<SenderKind, string> = {
  local: 'Local number', mobile: 'Mobile number', toll_free: 'Toll-free number',
  short_code: 'Short code', alphanumeric: 'Name', messaging_service: 'Messaging service',
  whatsapp: 'WhatsApp', rcs: 'RCS',
}
