// A customer wants no more SMS: said on their page it counts like STOP, for the whole organization.
import { phoneState } from '../customers/phone-state.ts'
import { recordConsent } from '../customers/record-consent.ts'
import { ownerOfAnswer } from '../inbox/reply-owner.ts'
import { notify } from '../notifications/notify.ts'
import { conflict } from '../platform/errors.ts'
import { refuseOnlookers, type Visit } from './visit.ts'

const isPhone = (address: string): boolean => address.startsWith('+')

export const mayStopSms = async ({ org, link }: Visit): Promise<boolean> =>
  isPhone(link.address) && !(await phoneState(org, link.address)).isOptedOut

/** No proof is asked: stopping must be easier than promising, and START undoes it. */
export async function stopSms(visit: Visit): Promise<void> {
  refuseOnlookers(visit)
  const { org, link } = visit
  if (!isPhone(link.address)) throw conflict('This link did not come by SMS.')
  const { isNew } = await recordConsent(org, {
    phone: link.address, act: 'revoked', means: 'payment_page', customerId: link.customerId,
    contactId: link.contactId, messageId: link.messageId,
    wording: 'No more SMS to this number', source: `Payment page, link ${link.id}`,
  })
  if (!isNew) return
  const ownerId = await ownerOfAnswer(org, {
    customerId: link.customerId, answeredMessageId: link.messageId,
  })
  if (ownerId === null) return
  await notify(org, {
    event: 'sms_consent', to: [ownerId], customerId: link.customerId, messageId: link.messageId,
    title: `${link.address} wants no more SMS`, body: 'Said on the payment page.',
  })
}
