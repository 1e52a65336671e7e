// The sections of the settings, by their place in the address; tabs and palette are made of it.
export const SETTINGS_SECTIONS = [
  { name: 'organization', label: 'Organization' }, { name: 'safety', label: 'Safety' },
  { name: 'email', label: 'E-mail' }, { name: 'reply-address', label: 'Reply address' },
  { name: 'sms', label: 'SMS' }, { name: 'links', label: 'Payment page' },
  { name: 'keys', label: 'API keys' }, { name: 'webhooks', label: 'Webhooks' },
  { name: 'members', label: 'Members' }, { name: 'profile', label: 'My profile' },
  { name: 'notices', label: 'My notifications' },
] as const
