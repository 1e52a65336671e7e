// What each first step is called, why it matters, and where it is done.
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
    title: 'Say who you are', deed: 'Add the address',
    about: 'The postal address stands on your letters and on the page that customers open.',
    to: '/settings', section: 'organization',
  },
  ledger: {
    title: 'Bring in your invoices', deed: 'Import a CSV file', to: '/import', section: null,
    about: 'Checked before anything is written; rows with a mistake come back in a file.',
  },
  contacts: {
    title: 'Reach every customer', deed: 'Look at customers', to: '/customers', section: null,
    about: 'Who has neither an e-mail address nor a phone number hears of nothing.',
  },
  sender: {
    title: 'Let e-mail leave', deed: 'Set the mail server',
    about: 'Until then every message lands in the outbox, where you can read it.',
    to: '/settings', section: 'email',
  },
  replies: {
    title: 'Let answers come in', deed: 'Set the reply address',
    about: 'An answer halts the reminders at once; a test message shows that the way is open.',
    to: '/settings', section: 'reply-address',
  },
  workflow: {
    title: 'Play your workflow', deed: 'Play the coming days', to: '/workflows/simulation',
    section: null,
    about: 'See who would get what on which day, with your own invoices, before anyone does.',
  },
  team: {
    title: 'Bring in a colleague', deed: 'Add a member',
    about: 'Answers and calls find the person who looks after the customer.',
    to: '/settings', section: 'members',
  },
  automation: {
    title: 'Turn automatic reminders on', deed: 'See what would leave',
    about: 'You see exactly what leaves today and this week, and confirm it by its number.',
    to: '/settings', section: 'safety',
  },
}
