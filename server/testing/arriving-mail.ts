// Builders for incoming mail, and the way it takes through the pipeline.
import { sql } from 'kysely'
import { receiveMessage } from '../inbox/receive-message.ts'
import { storeMail } from '../inbox/store-mail.ts'
import type { Installation } from '../platform/installation.ts'
import type { SceneMessage, SceneOrganization } from './mail-scene.ts'

let mails = 0
export interface MailWish {
  from?: string
  to?: string
  subject?: string
  text?: string
  headers?: string[]
  id?: string
}

export function aMail(wish: MailWish = {}): Buffer {
  mails += 1
  return Buffer.from([
    `From: ${wish.from ?? 'Somebody <somebody@nowhere.example>'}`,
    `To: ${wish.to ?? 'ar@seller.example'}`,
    `Subject: ${wish.subject ?? 'Re: Your invoices'}`,
    `Message-ID: <${wish.id ?? `mail-${mails}@mailer.example`}>`,
    'Date: Tue, 10 Mar 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    ...wish.headers ?? ['Content-Type: text/plain; charset=utf-8'],
    '', wish.text ?? `We will look into it, number ${mails}.`, '',
  ].join('\r\n'))
}

/** The headers of an answer to a message of ours. */
export const answerTo = (message: SceneMessage) => [
  'Content-Type: text/plain; charset=utf-8',
  `In-Reply-To: <${message.ref}>`, `References: <${message.ref}>`]

export interface ArrivedMessage {
  id: string
  customer_id: string | null
  kind: string
  reply_action_id: string | null
  reasons: Record<string, unknown>
  reply_text: string | null
}

/** Takes a mail in by its envelope and reads it, as the listener and the job do. */
export async function receive(
  installation: Installation, org: SceneOrganization, raw: Buffer,
  envelope: { to?: string; from?: string } = {},
): Promise<{ state: string; message: ArrivedMessage | null }> {
  const [stored] = await storeMail(installation, {
    raw, envelopeFrom: envelope.from ?? 'sender@mailer.example',
    envelopeTo: [envelope.to ?? org.intake], source: 'smtp',
  })
  const id = stored?.inboundMailId ?? ''
  const state = await receiveMessage(installation, org.id, id)
  return { state, message: await messageOfMail(org, id) }
}

export const messageOfMail = (org: SceneOrganization, inboundMailId: string) =>
  org.do(async ({ tx }) => {
    const { rows } = await sql<ArrivedMessage>`
      select m.id, m.customer_id, m.kind, m.reply_action_id, m.reasons, m.reply_text
      from inbound_mail i join message m on m.org_id = i.org_id and m.id = i.message_id
      where i.id = ${inboundMailId}`.execute(tx)
    return rows[0] ?? null
  })

export interface OpenReply {
  id: string
  run_id: string | null
  message_count: number
  newest_message_id: string
  owner_id: string | null
}

export const openReplies = (org: SceneOrganization, customerId: string) =>
  org.do(async ({ tx }) => {
    const { rows } = await sql<OpenReply>`
      select id, run_id, message_count, newest_message_id, owner_id from reply_action
      where customer_id = ${customerId} and state = 'open'`.execute(tx)
    return rows
  })
