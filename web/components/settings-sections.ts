// The sections of the settings, by their place in the address; tabs and palette are made of it.
import { t } from '@lingui/core/macro'

export const SETTINGS_SECTIONS = [
  { name: 'organization', label: t`Organization` }, { name: 'safety', label: t`Safety` },
  { name: 'email', label: t`E-mail` }, { name: 'reply-address', label: t`Reply address` },
  { name: 'sms', label: 'SMS' }, { name: 'links', label: t`Payment page` },
  { name: 'keys', label: t`API keys` }, { name: 'webhooks', label: t`Webhooks` },
  { name: 'members', label: t`Members` }, { name: 'health', label: t`Health` },
  { name: 'profile', label: t`My profile` },
  { name: 'notices', label: t`My notifications` },
] as const
