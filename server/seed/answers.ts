// What the customers of the sample company write back: real mail through the real pipeline.
import { sql } from 'kysely'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { receiveMessage } from '../inbox/receive-message.ts'
import { storeMailFor } from '../inbox/store-mail.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { EARLY_ANSWERS, LATE_ANSWERS, OWN_ANSWERS, type Answer } from './answer-texts.ts'

interface Reminder {
  to: string
  name: string
  subject: string
  ref: string
  intake: string
  locale: string | null
  isOfColleague: boolean
}

/**
 * Only those answer that got a reminder and still owe. Early ones come to the two colleagues; late
 * ones first to whoever explores, and the last of those is not reached at all.
 */
export async function writeBack(
  installation: Installation, orgId: string, actor: string, when: 'early' | 'late',
): Promise<void> {
  const reminders = await inOrganization(installation, orgId, actor, remindersOf)
  const own = reminders.filter(({ isOfColleague }) => !isOfColleague)
  const others = reminders.filter(({ isOfColleague }) => isOfColleague)
  const mails = when === 'early' ? await written(others, EARLY_ANSWERS)
    : [...await written(own, OWN_ANSWERS), ...await written(others, LATE_ANSWERS)]
  for (const { raw, reminder, from } of mails) {
    const inboundMailId = await storeMailFor(installation, orgId, actor, {
      raw, envelopeFrom: from, envelopeTo: [reminder.intake], source: 'webhook',
    })
    await receiveMessage(installation, orgId, inboundMailId)
  }
}

/** An answer in its own language goes to a customer who speaks it, else to the next. */
async function written(reminders: readonly Reminder[], answers: readonly Answer[]) {
  const left = [...reminders]
  const mails: { from: string; reminder: Reminder; raw: Buffer }[] = []
  for (const [place, answer] of answers.entries()) {
    const fitting = left.findIndex(({ locale }) => answer.locale === locale)
    const [reminder] = left.splice(Math.max(0, fitting), 1)
    if (!reminder) break
    mails.push(answer.kind === 'bounce' ? { from: '', reminder, raw: bounceOf(reminder) }
      : { from: reminder.to, reminder, raw: await write(reminder, answer, place) })
  }
  return mails
}

async function remindersOf(org: Org): Promise<Reminder[]> {
  const { rows } = await sql<Reminder>`
    select distinct on (u.reference) m.to_addresses[1] as to, m.subject, m.message_ref as ref,
      m.from_address as intake, coalesce(c.name, '') as name, u.locale,
      u.owner_id is not null as "isOfColleague"
    from message m left join contact c
      on c.org_id = m.org_id and c.customer_id = m.customer_id and c.is_main
      join customer u on u.org_id = m.org_id and u.id = m.customer_id
    where m.org_id = ${org.id} and m.direction = 'out' and m.channel = 'email'
      and m.author_id is null
      and exists (select from invoice i where i.org_id = m.org_id
        and i.customer_id = m.customer_id and i.open_minor > 0 and i.due_on < ${org.today})
      and not exists (select from message r where r.org_id = m.org_id
        and r.customer_id = m.customer_id and r.direction = 'in')
      and not exists (select from promise p where p.org_id = m.org_id
        and p.customer_id = m.customer_id and p.state = 'active')
      and not exists (select from dispute d where d.org_id = m.org_id
        and d.customer_id = m.customer_id and d.state = 'open')
    order by u.reference, m.at desc limit 200`.execute(org.tx)
  return rows
}

const write = (reminder: Reminder, answer: Answer, place: number): Promise<Buffer> =>
  new MailComposer({
    from: { name: reminder.name, address: reminder.to }, to: reminder.intake,
    subject: `${answer.subject ?? 'Re'}: ${reminder.subject}`, text: answer.text,
    ...(answer.html === undefined ? {} : { html: answer.html }),
    messageId: `<answer-${place}-${idOf(reminder)}@customers.example.com>`,
    inReplyTo: `<${reminder.ref}>`, references: `<${reminder.ref}>`,
    headers: answer.kind === 'absence' ? { 'Auto-Submitted': 'auto-replied' } : {},
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
