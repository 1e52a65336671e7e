// Reads in a mail that somebody wants no more SMS; a mail may halt, and never allow.
import { sql } from 'kysely'
import { judgeOptOut } from '#domain/sms/opt-out-words.ts'
import type { SenderProof } from '#domain/mail/sender-proof.ts'
import { recordConsent } from '../../customers/record-consent.ts'
import { notify } from '../../notifications/notify.ts'
import type { Org } from '../../platform/in-organization.ts'
import { ownerOfAnswer } from '../reply-owner.ts'

export interface MailAboutSms {
  customerId: string
  messageId: string
  from: string
  text: string
  sender: SenderProof
}

/**
 * The numbers of whoever wrote are opted out at once; where it is not clear who wrote, or what is
 * meant, all numbers of the customer wait until a person has decided.
 */
export async function obeyMail(org: Org, mail: MailAboutSms): Promise<void> {
  const verdict = judgeOptOut(mail.text, 'email')
  if (verdict === 'none') return
  const phones = await phonesOf(org, mail.customerId)
  const own = phones.filter((one) => one.emails.includes(mail.from.toLowerCase()))
  const isClear = verdict === 'revoke' && own.length > 0 && mail.sender !== 'fail'
  for (const { phone, contactId } of own.length > 0 ? own : phones) {
    await recordConsent(org, {
      phone, contactId, act: isClear ? 'revoked' : 'under_review', means: 'email',
      wording: mail.text.slice(0, 1000), source: `E-mail of ${mail.from}`,
      customerId: mail.customerId, messageId: mail.messageId,
    })
  }
  const ownerId = await ownerOfAnswer(org,
    { customerId: mail.customerId, answeredMessageId: null })
  if (phones.length === 0 || ownerId === null) return
  await notify(org, {
    event: 'sms_consent', to: [ownerId], customerId: mail.customerId, messageId: mail.messageId,
    title: isClear ? `${mail.from} wants no more SMS` : `Does ${mail.from} want no more SMS?`,
    body: isClear ? '' : 'No SMS goes to the customer until you have said so on its page.',
  })
}

interface OwnPhone {
  phone: string
  contactId: string
  emails: string[]
}

async function phonesOf(org: Org, customerId: string): Promise<OwnPhone[]> {
  const { rows } = await sql<OwnPhone>`
    select p.address as phone, p.contact_id as "contactId",
      array(select lower(e.address) from contact_address e where e.org_id = p.org_id
        and e.customer_id = p.customer_id and e.contact_id = p.contact_id
        and e.channel = 'email') as emails
    from contact_address p where p.org_id = ${org.id} and p.customer_id = ${customerId}
      and p.channel = 'phone' order by p.address limit 200`.execute(org.tx)
  return rows
}
