// Which page of the help belongs to which screen.
import type { SETTINGS_SECTIONS } from './settings-sections.ts'

type Section = (typeof SETTINGS_SECTIONS)[number]['name']

/** The longest beginning of the address that fits decides. */
export const HELP_OF_PATH: Record<string, string> = {
  '/todo': 'to-do', '/inbox': 'inbox', '/messages': 'inbox', '/customers': 'customers',
  '/invoices': 'invoices', '/workflows': 'workflows', '/workflows/simulation': 'simulation',
  '/assignment-rules': 'assignment', '/templates': 'templates', '/insights': 'insights',
  '/get-started': 'first-steps', '/import': 'importing', '/export': 'importing',
  '/outbox': 'outbox', '/settings': 'settings', '/help': 'first-steps', '/': 'to-do',
}

export const HELP_OF_SECTION: Record<Section, string> = {
  organization: 'settings', safety: 'safety', email: 'email', 'reply-address': 'reply-address',
  sms: 'sms', links: 'payment-page', keys: 'api-and-webhooks', webhooks: 'api-and-webhooks',
  members: 'settings', health: 'health', profile: 'profile', notices: 'profile',
}

export function helpFor(pathname: string, section: string | undefined): string {
  if (pathname === '/settings' && section !== undefined && section in HELP_OF_SECTION) {
    return HELP_OF_SECTION[section as Section] // `in` has just said that it is one.
  }
  const begins = Object.keys(HELP_OF_PATH)
    .filter((start) => pathname === start || pathname.startsWith(`${start}/`))
    .toSorted((a, b) => b.length - a.length)
  return HELP_OF_PATH[begins[0] ?? '/'] ?? 'first-steps'
}
