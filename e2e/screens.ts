// The screens that docs/screens.md shows, in the order of the application, each with its picture.

export interface DocumentScreen {
  /** Its picture is docs/images/screens/{file}.webp. */
  file: string
  title: string
  /** One sentence: what one does there. */
  about: string
  /** The route it is of, as it stands in web/routes.tsx; the pages of customers have none. */
  route: string | null
  /** The name of a shot in shots.ts, or of a picture taken while the organization is set up. */
  shot: string
  look?: 'narrow' | 'dark'
}

const screen = (
  [file, title, route]: readonly [string, string, string | null], about: string,
  more: Partial<Pick<DocumentScreen, 'shot' | 'look'>> = {},
): DocumentScreen => ({ file, title, route, about, shot: file, ...more })

const settings = (section: string, title: string, about: string) =>
  screen([`settings-${section}`, `Settings: ${title}`, '/settings'], about)

export const DOCUMENT_SCREENS: readonly DocumentScreen[] = [
  screen(['set-up', 'Set up', '/setup'],
    'The first person names the company and gets an organization of their own.'),
  screen(['sign-in', 'Sign in', '/sign-in'], 'Everybody after that signs in here.'),
  screen(['welcome', 'Welcome', '/welcome'],
    'Begin with your own invoices, or look around in a sample company first.'),
  screen(['empty-todo', 'The first morning', '/todo'],
    'An empty list says what belongs into it and how it gets there.'),
  screen(['get-started', 'Get started', '/get-started'],
    'The first steps, each ticked when it is really done.'),
  screen(['todo-item', 'To Do', '/todo'],
    'Answers that wait, what is due, and beside it all that is needed to answer.'),
  screen(['todo-item-dark', 'To Do in the dark', '/todo'],
    'Every page follows the look of your system.', { shot: 'todo-item', look: 'dark' }),
  screen(['todo-narrow', 'To Do on a phone', '/todo'],
    'The same list, one hand wide.', { shot: 'todo', look: 'narrow' }),
  screen(['inbox-needs_answer', 'Inbox', '/inbox'],
    'All conversations, sorted by what they need from you.'),
  screen(['customers', 'Customers', '/customers'], 'Who owes what, the most overdue first.'),
  screen(['customer', 'A customer', '/customers/$customerId'],
    'Everything that happened and everything that comes next, in one timeline.'),
  screen(['customer-compose', 'Writing to a customer', '/customers/$customerId'],
    'A message with templates, a statement and the invoices as files.'),
  screen(['customer-why', 'Why?', '/customers/$customerId'],
    'Why the next reminder leaves or does not, and what would change it.'),
  screen(['customer-narrow', 'A customer on a phone', '/customers/$customerId'],
    'Nothing is missing on a narrow screen.', { shot: 'customer', look: 'narrow' }),
  screen(['invoices', 'Invoices', '/invoices'], 'The ledger: what is open, overdue and paid.'),
  screen(['invoice', 'An invoice', '/invoices/$invoiceId'],
    'Its payments, promises and disputes, and what comes next.'),
  screen(['invoice-payment', 'Recording a payment', '/invoices/$invoiceId'],
    'Money is spread over what it pays, and stops what would have left.'),
  screen(['workflows', 'Workflows', '/workflows'], 'Who is reminded when, and how.'),
  screen(['workflow', 'A workflow', '/workflows/$workflowId'],
    'Steps on a line of time, edited as a draft and published when they are right.'),
  screen(['workflow-publish', 'Publishing', '/workflows/$workflowId'],
    'Before it counts you see who would get what else.'),
  screen(['assignment-rules', 'Assignment rules', '/assignment-rules'],
    'The first rule that fits says which workflow a customer follows.'),
  screen(['simulation', 'Simulation', '/workflows/simulation'],
    'The next weeks played in advance, day by day, with each text.'),
  screen(['templates', 'Templates', '/templates'], 'The texts, in every language you write in.'),
  screen(['template', 'A template', '/templates/$templateId'],
    'Variables are checked while you type, beside a preview for a real customer.'),
  screen(['insights', 'Insights', '/insights'],
    'Aging, days outstanding and what each step collects; every bar opens its list.'),
  screen(['insights-dark', 'Insights in the dark', '/insights'],
    'Charts keep their contrast.', { shot: 'insights', look: 'dark' }),
  screen(['import', 'Import', '/import'],
    'A file becomes customers, invoices and payments after a look at what it would do.'),
  screen(['outbox', 'Outbox', '/outbox'],
    'In a sandbox every message ends here, so you see it without anybody getting it.'),
  settings('organization', 'Organization', 'Your company, its days and its hours.'),
  settings('safety', 'Safety', 'The master switch, pauses, and how much may leave in a day.'),
  settings('email', 'E-mail', 'From where your mail leaves, with proof that it arrives.'),
  settings('sms', 'SMS', 'Numbers, countries and consent.'),
  settings('links', 'Payment page', 'What customers see and may do on their page.'),
  settings('keys', 'API keys', 'Keys for programs, each with a role.'),
  settings('webhooks', 'Webhooks', 'Signed calls to your programs, sent until they are heard.'),
  settings('members', 'Members', 'Who works here, and what they may do.'),
  settings('profile', 'My profile', 'Your name, signature, keys and absence.'),
  settings('notices', 'My notifications', 'What reaches you, and by which way.'),
  screen(['help-page', 'Help', '/help/$page'],
    'Each screen has a page of help, served by your own installation.'),
  screen(['help', 'Keys', '/todo'], 'A question mark shows every key that works here.'),
  screen(['palette', 'Command palette', '/todo'], 'One box finds every page, customer and deed.'),
  screen(['payment-page', 'The customer’s page', null],
    'What your customer sees behind a link: what is open, and ways to answer.'),
]

/** docs/screens.md, whole: written by the command that takes the pictures. */
export const screensPage = (): string => `# Screens

Taken by \`npm run pictures -- --docs\` from the sample company; do not edit by hand.

${DOCUMENT_SCREENS.map(({ title, about, file }) =>
  `## ${title}\n\n${about}\n\n![${title}](images/screens/${file}.webp)\n`).join('\n')}`
