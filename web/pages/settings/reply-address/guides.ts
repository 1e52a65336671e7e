// How each provider is told to pass mail on: `*words*` of its screens, addresses in backticks.
import type { PROVIDERS } from '#contract/ways-in.ts'

export type Provider = (typeof PROVIDERS)[number]

export interface Guide {
  label: string
  /** One line: what is about to be done. */
  about: string
  parts: readonly { title: string | null; steps: readonly string[] }[]
  /** What goes wrong most often here. */
  beware: string | null
  /** Whether the provider asks before it forwards. */
  asksFirst: boolean
}

export const guideOf = (provider: Provider, given: { address: string; intake: string }): Guide => {
  const fill = (text: string) =>
    text.replaceAll('{address}', `\`${given.address}\``)
      .replaceAll('{intake}', `\`${given.intake}\``)
  const guide = GUIDES[provider]
  return {
    ...guide, beware: guide.beware === null ? null : fill(guide.beware),
    parts: guide.parts.map((part) => ({ ...part, steps: part.steps.map(fill) })),
  }
}

/** The same as plain text, for an e-mail to whoever looks after the mail. */
export function guideText(guide: Guide): string {
  const parts = guide.parts.map((part) => [
    ...(part.title === null ? [] : [part.title]),
    ...part.steps.map((step, place) => `${place + 1}. ${step}`),
  ].join('\n'))
  return [guide.about, ...parts, ...(guide.beware === null ? [] : [`Note: ${guide.beware}`])]
    .join('\n\n').replace(/[*`]/g, '')
}

const GUIDES: Record<Provider, Guide> = {
  gmail: {
    label: 'Gmail or Google Workspace mailbox',
    about: 'Gmail passes on each message as it is, and keeps its own copy.',
    asksFirst: true,
    parts: [{
      title: null, steps: [
        'Sign in to Gmail as {address} on a computer. Open *Settings* (the gear), *See all '
          + 'settings*, then *Forwarding and POP/IMAP*.',
        'Press *Add a forwarding address*, enter {intake}, then *Next* and *Proceed*. Gmail '
          + 'sends us a question; it appears in the next step within a minute.',
        'Once that is confirmed, choose *Forward a copy of incoming mail to* {intake} and *keep '
          + 'Gmail’s copy in the Inbox*. Press *Save Changes*.',
      ],
    }, {
      title: 'Only mail to one alias, with a filter', steps: [
        'In *Filters and Blocked Addresses*, press *Create a new filter* and enter {address} in '
          + '*To*.',
        'Press *Create filter*, tick *Forward it to* and choose {intake}. Tick *Never send it to '
          + 'Spam* too, for Gmail does not forward spam.',
      ],
    }],
    beware: 'If there is no forwarding in these settings, an admin of Google Workspace has '
      + 'turned it off: Admin console, Apps, Google Workspace, Gmail, End User Access, '
      + 'Allow users to automatically forward incoming email.',
  },
  google_group: {
    label: 'Google Group',
    about: 'The intake address becomes a member of the group and gets each message.',
    asksFirst: false,
    parts: [{
      title: null, steps: [
        'Open the group {address} at groups.google.com and go to *Members*.',
        'Press *Add members*, turn on *Directly add members*, enter {intake}, and choose *Each '
          + 'email* as the subscription.',
        'In *Group settings*, under *General*, let *Anyone on the web* post, so that customers '
          + 'need no moderator.',
        'Under *Email options*, leave *Subject prefix* and *Email footer* empty: a changed message '
          + 'can no longer be proven to be the customer’s.',
      ],
    }],
    beware: 'If the group refuses the address, an admin has to allow members from outside: Admin '
      + 'console, Apps, Google Workspace, Groups for Business, Sharing settings.',
  },
  outlook: {
    label: 'Outlook.com',
    about: 'A rule redirects each message, so that it stays the customer’s.',
    asksFirst: false,
    parts: [{
      title: null, steps: [
        'Sign in to outlook.com as {address}. Open *Settings*, *Mail*, *Rules*, and press *Add '
          + 'new rule*.',
        'As the condition choose *Apply to all messages*.',
        'As the action choose *Redirect to*, and enter {intake}.',
        'Leave *Stop processing more rules* off, press *Save*, and move the rule to the top.',
      ],
    }],
    beware: 'Choose “Redirect to”, never “Forward to”: forwarding makes a new message from you, '
      + 'and the customer’s name and conversation are lost.',
  },
  microsoft365: {
    label: 'Microsoft 365 or Exchange',
    about: 'An admin allows it for this one mailbox; then a rule redirects each message.',
    asksFirst: false,
    parts: [{
      title: 'First, an admin allows it', steps: [
        'Microsoft 365 blocks mail that a rule passes on to the outside; the mailbox then gets '
          + '“5.7.520 Access denied, your organization does not allow external forwarding”.',
        'Open security.microsoft.com: *Email & collaboration*, *Policies & rules*, *Threat '
          + 'policies*, *Anti-spam*. Press *Create policy*, *Outbound*.',
        'Name it “Duebox”, add {address} under *Users*, and set *Automatic forwarding rules* to '
          + '*On – Forwarding is enabled*. “Automatic – System-controlled” means off.',
        'In admin.exchange.microsoft.com, under *Mail flow*, *Remote domains*, check that *Allow '
          + 'automatic forwarding* is ticked.',
      ],
    }, {
      title: 'Then, the rule in the mailbox', steps: [
        'Open {address} in Outlook on the web. For a shared mailbox: press your picture, *Open '
          + 'another mailbox*, so that the rule is made in it and not in yours.',
        'Open *Settings*, *Mail*, *Rules*, *Add new rule*. Condition: *Apply to all messages*. '
          + 'Action: *Redirect to*, {intake}.',
        'Press *Save*, and move the rule to the top.',
      ],
    }],
    beware: 'Redirect, never Forward. And make the rule in the first mailbox that gets the '
      + 'customer’s mail: Exchange passes a message on only once, and drops it silently after '
      + 'that.',
  },
  imap: {
    label: 'IMAP: Duebox reads the mailbox itself',
    about: 'Nothing has to be forwarded. Nothing in the mailbox is marked, moved or deleted.',
    asksFirst: false,
    parts: [{
      title: null, steps: [
        'Get server, user and password from your provider. Where sign-in needs a second step, as '
          + 'at Gmail, make an *app password* for Duebox.',
        'Press *Read a mailbox* below and enter them. What comes in from then on is read each '
          + 'minute; after an outage everything missed is caught up.',
        'Name the folder of sent mail too, if people answer customers from this mailbox: such an '
          + 'answer then ends the wait here.',
      ],
    }],
    beware: 'Outlook.com and Microsoft 365 no longer take a password for IMAP: use their redirect '
      + 'rule instead.',
  },
  webhook: {
    label: 'SendGrid, Mailgun or Postmark',
    about: 'The provider takes your mail and posts it to an address of its own here.',
    asksFirst: false,
    parts: [{
      title: null, steps: [
        'Press *Make an address* below, choose the provider, and copy the address.',
        'SendGrid: *Settings*, *Inbound Parse*, *Add Host & URL*. Tick *POST the raw, full MIME '
          + 'message*.',
        'Mailgun: *Receiving*, *Create route*, match the recipient, and *Forward* to the address.',
        'Postmark: your *Inbound stream*, *Settings*, *Webhook*. Tick *Include raw email content '
          + 'in JSON payload*.',
      ],
    }],
    beware: 'Without the original message a sender cannot be verified. Such messages are still '
      + 'taken, and say so.',
  },
  other: {
    label: 'Another provider',
    about: 'Any rule that redirects will do, if it leaves the sender as it is.',
    asksFirst: true,
    parts: [{
      title: null, steps: [
        'In the settings of {address}, look for *Rules*, *Filters* or *Forwarding*.',
        'Pass on all incoming mail to {intake}. If there is a choice, take *Redirect* or '
          + '*Resend*, not Forward, and keep a copy.',
        'Some providers send a question to {intake} first; it appears in the next step.',
      ],
    }],
    beware: 'With a mail server of your own, an alias from {address} to both the mailbox and '
      + '{intake} is the surest.',
  },
}
