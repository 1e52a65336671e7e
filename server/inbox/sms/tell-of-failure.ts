// Tells whoever wrote an SMS, else whoever looks after the customer, that it did not arrive.
import { REMEDY_TEXTS, type SmsFailure } from '#domain/sms/sms-failure.ts'
import { notify } from '../../notifications/notify.ts'
import type { Org } from '../../platform/in-organization.ts'
import { ownerOfAnswer } from '../reply-owner.ts'
import { customerName } from '../reply-store.ts'
import type { ProjectedSms } from './projection-store.ts'

export async function tellOfFailure(
  org: Org, sms: ProjectedSms, failure: SmsFailure,
): Promise<void> {
  if (sms.customerId === null) return
  const to = sms.authorId
    ?? await ownerOfAnswer(org, { customerId: sms.customerId, answeredMessageId: null })
  if (to === null) return
  await notify(org, {
    event: 'message_bounced', to: [to], customerId: sms.customerId, messageId: sms.messageId,
    title: `SMS to ${sms.number} did not arrive`,
    body: `${await customerName(org, sms.customerId)}: ${failure.text} `
      + REMEDY_TEXTS[failure.remedy],
  })
}
