// What each first step is called, why it matters, and where it is done.
import { t } from '@lingui/core/macro'
import type { FIRST_STEPS } from '#contract/get-started.ts'
import type { SETTINGS_SECTIONS } from '../../components/settings-sections.ts'

interface Words {
  title: string
  about: string
  deed: string
  to: '/settings' | '/import' | '/customers' | '/workflows/simulation'
  /** Of the settings; null on any other page. */
  section: (typeof SETTINGS_SECTIONS)[number]['name'] | null
}

export const STEP_WORDS: Record<(typeof FIRST_STEPS)[number], Words> = {
  company: {
    title: t`Say who you are`, deed: t`Add the address`,
    about: t`The postal address stands on your letters and on the page that customers open.`,
    to: '/settings', section: 'organization',
  },
  ledger: {
    title: t`Bring in your invoices`, deed: t`Import a CSV file`, to: '/import', section: null,
    about: t`Checked before anything is written; rows with a mistake come back in a file.`,
  },
  contacts: {
    title: t`Reach every customer`, deed: t`Look at customers`, to: '/customers', section: null,
    about: t`Who has neither an e-mail address nor a phone number hears of nothing.`,
  },
  sender: {
    title: t`Let e-mail leave`, deed: t`Set the mail server`,
    about: t`Until then every message lands in the outbox, where you can read it.`,
    to: '/settings', section: 'email',
  },
  replies: {
    title: t`Let answers come in`, deed: t`Set the reply address`,
    about: t`An answer halts the reminders at once; a test message shows that the way is open.`,
    to: '/settings', section: 'reply-address',
  },
  workflow: {
    title: t`Play your workflow`, deed: t`Play the coming days`, to: '/workflows/simulation',
    section: null,
    about: t`See who would get what on which day, with your own invoices, before anyone does.`,
  },
  team: {
    title: t`Bring in a colleague`, deed: t`Add a member`,
    about: t`Answers and calls find the person who looks after the customer.`,
    to: '/settings', section: 'members',
  },
  automation: {
    title: t`Turn automatic reminders on`, deed: t`See what would leave`,
    about: t`You see exactly what leaves today and this week, and confirm it by its number.`,
    to: '/settings', section: 'safety',
  },
}
