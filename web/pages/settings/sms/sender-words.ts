// What kinds of senders are called on screen.
import { t } from '@lingui/core/macro'
import type { SenderKind } from '#domain/sms/choose-sender.ts'

export const KIND_WORDS: Record<SenderKind, string> = {
  local: t`Local number`, mobile: t`Mobile number`, toll_free: t`Toll-free number`,
  short_code: t`Short code`, alphanumeric: t`Name`, messaging_service: t`Messaging service`,
  whatsapp: 'WhatsApp', rcs: 'RCS',
}
