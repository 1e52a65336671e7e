// Rule 1: a mail provider asks whether mail may be forwarded to our intake address.
import type { ForwardConfirmation, MailVerdict } from './mail.ts'
import type { MailFacts } from './mail-facts.ts'
import { verdict } from './verdict.ts'

interface Provider {
  provider: ForwardConfirmation['provider']
  senders: readonly string[]
  /** Some providers send other notices from the same address. */
  subject: RegExp | null
  /** Only this link confirms; Gmail's `uf-` link cancels the forwarding. */
  link: RegExp
}

const PROVIDERS: readonly Provider[] = [
  {
    provider: 'gmail',
    senders: ['forwarding-noreply@google.com'],
    subject: null,
    link: /https:\/\/(?:mail|mail-settings)\.google\.com\/mail\/vf-[A-Za-z0-9%_.~[\]-]{10,1000}/,
  },
  {
    provider: 'zoho',
    senders: [
      'noreply@zoho.com', 'noreply@zohomail.com', 'no-reply@zohomail.com', 'noreply@zoho.eu',
      'noreply@zohoaccounts.com', 'support@zohomail.com', 'noreply@zoho.in',
    ],
    subject: /forward/,
    link: /https:\/\/(?:mail|accounts)\.zoho\.[a-z.]{2,6}\/[A-Za-z0-9%_.~?&=/-]{5,1000}/,
  },
]

/** The code and link go to the signed-in admin only; nothing here is followed by us. */
export function forwardConfirmation(
  facts: MailFacts, senderAuthentication: 'pass' | 'fail' | undefined,
): MailVerdict | null {
  const found = PROVIDERS.find(({ senders }) => senders.includes(facts.fromAddress))
  if (!found || facts.mail.isSenderDoubtful || senderAuthentication === 'fail') return null
  if (found.subject && !found.subject.test(facts.subject)) return null
  const content = `${facts.mail.text ?? ''}\n${facts.mail.html ?? ''}`.slice(0, 200_000)
  return verdict('forward_confirmation', `${found.provider}-forward-confirmation`, {
    confirmation: {
      provider: found.provider,
      code: codeIn(facts.mail.subject, facts.mail.text ?? ''),
      link: found.link.exec(content.replaceAll('&amp;', '&'))?.[0] ?? null,
      mailbox: mailboxIn(facts.mail.subject) ?? mailboxIn((facts.mail.text ?? '').slice(0, 1_000)),
    },
  })
}

function codeIn(subject: string, text: string): string | null {
  const inSubject = /\(#(\d{6,12})\)/.exec(subject)?.[1]
  if (inSubject) return inSubject
  const start = text.slice(0, 10_000)
  const labelled = /(?:code|código|codice|kod|kód|код|コード|代码|代碼|코드)[^\d\r\n]{0,40}(\d{6,12})\b/i
  return labelled.exec(start)?.[1] ?? null
}

const mailboxIn = (text: string): string | null => {
  const found = /[^\s<>"'():,;@]{1,100}@[^\s<>"'():,;@]{1,255}/.exec(text)?.[0]
  return found ? found.toLowerCase().replace(/\.$/, '') : null
}
