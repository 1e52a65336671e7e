// Keeps a provider's "may I forward to you?" for the admins: nobody else sees its code and link.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { MailVerdict } from '#domain/mail/mail.ts'
import { notify } from '../notifications/notify.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import type { MailRow } from './mail-store.ts'
import type { ReadMail } from './parse-mail.ts'

interface Confirming {
  mail: ReadMail
  verdict: MailVerdict
}

/** Gives the mail as everybody may see it. Anyone who holds code or link could confirm. */
export async function keepConfirmation(
  org: Org, { row, mail, verdict }: Confirming & { row: MailRow },
): Promise<Confirming> {
  const { confirmation } = verdict
  if (confirmation === null) return { mail, verdict }
  if (row.message_id === null) {
    await sql`insert into forwarding_confirmation (id, inbound_mail_id, provider, code, link,
        mailbox, received_at)
      values (${newId()}, ${row.id}, ${confirmation.provider}, ${confirmation.code},
        ${confirmation.link}, ${confirmation.mailbox}, ${org.now})`.execute(org.tx)
    await notify(org, {
      event: 'forwarding_confirmation', to: 'admins',
      title: `${confirmation.mailbox ?? 'A mailbox'} wants to forward mail to Duebox`,
      body: 'Confirm it with the code or link under Settings › Reply address. If nobody of you '
        + 'set this up, leave it alone.',
    })
  }
  return {
    mail: {
      ...mail, subject: withoutCode(mail.subject), text: HIDDEN, textSource: 'plain', html: null,
      htmlText: null, safeHtml: null, attachments: [], attachmentContents: [],
    },
    verdict: { ...verdict, confirmation: { ...confirmation, code: null, link: null } },
  }
}

const HIDDEN = 'A mail provider asks whether mail may be forwarded here. Its code and link are '
  + 'shown to admins under Settings › Reply address.'

const withoutCode = (subject: string): string => subject.replace(/#?\d{6,12}/g, '…')

export interface ConfirmationRow {
  provider: string
  code: string | null
  link: string | null
  mailbox: string | null
  received_at: Instant
}

export async function newestConfirmation(org: Org): Promise<ConfirmationRow | null> {
  const { rows } = await sql<ConfirmationRow>`
    select provider, code, link, mailbox, received_at from forwarding_confirmation
    where org_id = ${org.id} order by received_at desc, id desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}

/** Whether a raw mail holds a code that is for admins only. */
export async function isConfirmation(org: Org, inboundMailId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from forwarding_confirmation
    where org_id = ${org.id} and inbound_mail_id = ${inboundMailId} limit 1`.execute(org.tx)
  return rows.length > 0
}
