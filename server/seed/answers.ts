// What the customers of the sample company write back: real mail through the real pipeline.
import { sql } from 'kysely'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { receiveMessage } from '../inbox/receive-message.ts'
import { storeMailFor } from '../inbox/store-mail.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'

interface Answer {
  text: string
  subject?: string
  isAutomatic?: boolean
}

const ANSWERS: readonly Answer[] = [
  { text: 'Hello,\n\nthank you for the reminder. We will pay the open invoices this Friday.\n\n'
    + 'Best regards' },
  { text: 'Good morning,\n\nthere is a mistake: the chairs on this invoice were never delivered. '
    + 'Please check and send a corrected one.\n\nKind regards' },
  { text: 'Hi, could you send us the bank details again? Our accountant has changed.\n\nThanks' },
  { text: 'I am out of the office until Monday and will answer then.', isAutomatic: true,
    subject: 'Automatic reply' },
  { text: 'Hello,\n\nwe paid half of it yesterday and would like to pay the rest at the end of the '
    + 'month. Is that all right with you?\n\nBest wishes' },
  { text: 'Guten Tag,\n\nbitte schicken Sie uns die Rechnung noch einmal als PDF, sie ist bei uns '
    + 'nicht angekommen.\n\nFreundliche Grüße' },
]

interface Reminder {
  to: string
  name: string
  subject: string
  ref: string
  intake: string
}

/** Only those answer that got a reminder and still owe; the last of them is not reached at all. */
export async function writeBack(
  installation: Installation, orgId: string, actor: string,
): Promise<void> {
  const reminders = await inOrganization(installation, orgId, actor, remindersOf)
  const mails = await Promise.all(ANSWERS.map(async (answer, place) => {
    const reminder = reminders[place]
    return reminder ? { from: reminder.to, reminder, raw: await write(reminder, answer, place) }
      : null
  }))
  const lost = reminders[ANSWERS.length]
  if (lost) mails.push({ from: '', reminder: lost, raw: bounceOf(lost) })
  for (const mail of mails) {
    if (!mail) continue
    const inboundMailId = await storeMailFor(installation, orgId, actor, {
      raw: mail.raw, envelopeFrom: mail.from, envelopeTo: [mail.reminder.intake], source: 'webhook',
    })
    await receiveMessage(installation, orgId, inboundMailId)
  }
}

async function remindersOf(org: Org): Promise<Reminder[]> {
  const { rows } = await sql<Reminder>`
    select distinct on (m.customer_id) m.to_addresses[1] as to, m.subject, m.message_ref as ref,
      m.from_address as intake, coalesce(c.name, '') as name
    from message m left join contact c
      on c.org_id = m.org_id and c.customer_id = m.customer_id and c.is_main
    where m.org_id = ${org.id} and m.direction = 'out' and m.channel = 'email'
      and exists (select from invoice i where i.org_id = m.org_id
        and i.customer_id = m.customer_id and i.open_minor > 0 and i.due_on < ${org.today})
      and not exists (select from promise p where p.org_id = m.org_id
        and p.customer_id = m.customer_id)
      and not exists (select from dispute d where d.org_id = m.org_id
        and d.customer_id = m.customer_id)
    order by m.customer_id, m.at desc limit ${ANSWERS.length + 1}`.execute(org.tx)
  return rows
}

const write = (reminder: Reminder, answer: Answer, place: number): Promise<Buffer> =>
  new MailComposer({
    from: { name: reminder.name, address: reminder.to }, to: reminder.intake,
    subject: `${answer.subject ?? 'Re'}: ${reminder.subject}`, text: answer.text,
    messageId: `<answer-${place}-${idOf(reminder)}@customers.example.com>`,
    inReplyTo: `<${reminder.ref}>`, references: `<${reminder.ref}>`,
    headers: answer.isAutomatic ? { 'Auto-Submitted': 'auto-replied' } : {},
  }).compile().build()

const idOf = (reminder: Reminder) => reminder.ref.split('@')[0] ?? ''

/** A delivery report (RFC 3464): the mailbox is gone. */
const bounceOf = (reminder: Reminder): Buffer => Buffer.from([
  'From: Mail Delivery System <mailer-daemon@mx.example.com>', `To: <${reminder.intake}>`,
  'Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied',
  `Message-ID: <bounce-${idOf(reminder)}@mx.example.com>`, 'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="part"', '',
  '--part', 'Content-Type: text/plain; charset=us-ascii', '',
  `<${reminder.to}>: host mx.example.com said: 550 5.1.1 User unknown`, '',
  '--part', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.com', '',
  `Final-Recipient: rfc822; ${reminder.to}`, 'Action: failed', 'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 User unknown', '',
  '--part', 'Content-Type: text/rfc822-headers', '', `Message-ID: <${reminder.ref}>`,
  `To: <${reminder.to}>`, '', '--part--', '',
].join('\r\n'))
