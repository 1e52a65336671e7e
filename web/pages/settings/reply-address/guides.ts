// How each provider is told to pass mail on: `*words*` of its screens, addresses in backticks.
import { t } from '@lingui/core/macro'
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
  return [guide.about, ...parts, ...(guide.beware === null ? [] : [t`Note: ${guide.beware}`])]
    .join('\n\n').replace(/[*`]/g, '')
}

// Filled in by `guideOf`; named so that translators see what comes.
const address = '{address}'
const intake = '{intake}'

const GUIDES: Record<Provider, Guide> = {
  gmail: {
    label: t`Gmail or Google Workspace mailbox`,
    about: t`Gmail passes on each message as it is, and keeps its own copy.`,
    asksFirst: true,
    parts: [{
      title: null, steps: [
        t`Sign in to Gmail as ${address} on a computer. Open *Settings* (the gear), *See all
        settings*, then *Forwarding and POP/IMAP*.`,
        t`Press *Add a forwarding address*, enter ${intake}, then *Next* and *Proceed*. Gmail sends
        us a question; it appears in the next step within a minute.`,
        t`Once that is confirmed, choose *Forward a copy of incoming mail to* ${intake} and *keep
        Gmail’s copy in the Inbox*. Press *Save Changes*.`,
      ],
    }, {
      title: t`Only mail to one alias, with a filter`, steps: [
        t`In *Filters and Blocked Addresses*, press *Create a new filter* and enter ${address} in
        *To*.`,
        t`Press *Create filter*, tick *Forward it to* and choose ${intake}. Tick *Never send it to
        Spam* too, for Gmail does not forward spam.`,
      ],
    }],
    beware: t`If there is no forwarding in these settings, an admin of Google Workspace has turned
    it off: Admin console, Apps, Google Workspace, Gmail, End User Access, Allow users to
    automatically forward incoming email.`,
  },
  google_group: {
    label: t`Google Group`,
    about: t`The intake address becomes a member of the group and gets each message.`,
    asksFirst: false,
    parts: [{
      title: null, steps: [
        t`Open the group ${address} at groups.google.com and go to *Members*.`,
        t`Press *Add members*, turn on *Directly add members*, enter ${intake}, and choose *Each
        email* as the subscription.`,
        t`In *Group settings*, under *General*, let *Anyone on the web* post, so that customers need
        no moderator.`,
        t`Under *Email options*, leave *Subject prefix* and *Email footer* empty: a changed message
        can no longer be proven to be the customer’s.`,
      ],
    }],
    beware: t`If the group refuses the address, an admin has to allow members from outside: Admin
    console, Apps, Google Workspace, Groups for Business, Sharing settings.`,
  },
  outlook: {
    label: 'Outlook.com',
    about: t`A rule redirects each message, so that it stays the customer’s.`,
    asksFirst: false,
    parts: [{
      title: null, steps: [
        t`Sign in to outlook.com as ${address}. Open *Settings*, *Mail*, *Rules*, and press *Add new
        rule*.`,
        t`As the condition choose *Apply to all messages*.`,
        t`As the action choose *Redirect to*, and enter ${intake}.`,
        t`Leave *Stop processing more rules* off, press *Save*, and move the rule to the top.`,
      ],
    }],
    beware: t`Choose “Redirect to”, never “Forward to”: forwarding makes a new message from you, and
    the customer’s name and conversation are lost.`,
  },
  microsoft365: {
    label: t`Microsoft 365 or Exchange`,
    about: t`An admin allows it for this one mailbox; then a rule redirects each message.`,
    asksFirst: false,
    parts: [{
      title: t`First, an admin allows it`, steps: [
        t`Microsoft 365 blocks mail that a rule passes on to the outside; the mailbox then gets
        “5.7.520 Access denied, your organization does not allow external forwarding”.`,
        t`Open security.microsoft.com: *Email & collaboration*, *Policies & rules*, *Threat
        policies*, *Anti-spam*. Press *Create policy*, *Outbound*.`,
        t`Name it “Duebox”, add ${address} under *Users*, and set *Automatic forwarding rules* to
        *On – Forwarding is enabled*. “Automatic – System-controlled” means off.`,
        t`In admin.exchange.microsoft.com, under *Mail flow*, *Remote domains*, check that *Allow
        automatic forwarding* is ticked.`,
      ],
    }, {
      title: t`Then, the rule in the mailbox`, steps: [
        t`Open ${address} in Outlook on the web. For a shared mailbox: press your picture, *Open
        another mailbox*, so that the rule is made in it and not in yours.`,
        t`Open *Settings*, *Mail*, *Rules*, *Add new rule*. Condition: *Apply to all messages*.
        Action: *Redirect to*, ${intake}.`,
        t`Press *Save*, and move the rule to the top.`,
      ],
    }],
    beware: t`Redirect, never Forward. And make the rule in the first mailbox that gets the
    customer’s mail: Exchange passes a message on only once, and drops it silently after that.`,
  },
  imap: {
    label: t`IMAP: Duebox reads the mailbox itself`,
    about: t`Nothing has to be forwarded. Nothing in the mailbox is marked, moved or deleted.`,
    asksFirst: false,
    parts: [{
      title: null, steps: [
        t`Get server, user and password from your provider. Where sign-in needs a second step, as at
        Gmail, make an *app password* for Duebox.`,
        t`Press *Read a mailbox* below and enter them. What comes in from then on is read each
        minute; after an outage everything missed is caught up.`,
        t`Name the folder of sent mail too, if people answer customers from this mailbox: such an
        answer then ends the wait here.`,
      ],
    }],
    beware: t`Outlook.com and Microsoft 365 no longer take a password for IMAP: use their redirect
    rule instead.`,
  },
  webhook: {
    label: t`SendGrid, Mailgun or Postmark`,
    about: t`The provider takes your mail and posts it to an address of its own here.`,
    asksFirst: false,
    parts: [{
      title: null, steps: [
        t`Press *Make an address* below, choose the provider, and copy the address.`,
        t`SendGrid: *Settings*, *Inbound Parse*, *Add Host & URL*. Tick *POST the raw, full MIME
        message*.`,
        t`Mailgun: *Receiving*, *Create route*, match the recipient, and *Forward* to the address.`,
        t`Postmark: your *Inbound stream*, *Settings*, *Webhook*. Tick *Include raw email content in
        JSON payload*.`,
      ],
    }],
    beware: t`Without the original message a sender cannot be verified. Such messages are still
    taken, and say so.`,
  },
  other: {
    label: t`Another provider`,
    about: t`Any rule that redirects will do, if it leaves the sender as it is.`,
    asksFirst: true,
    parts: [{
      title: null, steps: [
        t`In the settings of ${address}, look for *Rules*, *Filters* or *Forwarding*.`,
        t`Pass on all incoming mail to ${intake}. If there is a choice, take *Redirect* or *Resend*,
        not Forward, and keep a copy.`,
        t`Some providers send a question to ${intake} first; it appears in the next step.`,
      ],
    }],
    beware: t`With a mail server of your own, an alias from ${address} to both the mailbox and
    ${intake} is the surest.`,
  },
}
