// The phone numbers of a customer with what is on record of each, and a person's own record.
import type { z } from 'zod'
import type { Consent, Phone } from '#contract/consents.ts'
import { invalid, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'
import { consentsOfPhones, phonesByNumber, type ConsentRow } from './consent-store.ts'
import { recordConsent, type ConsentAct, type ConsentMeans } from './record-consent.ts'
import { contactsOfCustomers, customerById, suppressionsOf } from './store.ts'

type PhoneAnswer = z.output<typeof Phone>

export async function listPhones(org: Org, customerId: string): Promise<PhoneAnswer[]> {
  const contacts = await contactsOfCustomers(org, [customerId])
  const numbers = [...new Set(contacts.flatMap((contact) => contact.phones))]
  const known = new Map((await phonesByNumber(org, numbers)).map((row) => [row.number, row]))
  const consents = await consentsOfPhones(org, numbers)
  const suppressed = await suppressionsOf(org, numbers)
  return numbers.map((number) => {
    const history = consents.filter((row) => row.phone === number).map(toConsent)
    const read = readNumber(number, null)
    return {
      number, country: known.get(number)?.country ?? read?.country ?? null,
      line: known.get(number)?.line ?? read?.line ?? 'unknown',
      contacts: contacts.filter((contact) => contact.phones.includes(number))
        .map(({ id, name }) => ({ id, name })),
      isOptedOut: suppressed.some((row) => row.channel === 'phone' && row.address === number
        && row.state === 'opted_out'),
      consent: history[0] ?? null, history, wroteAt: known.get(number)?.wrote_at ?? null,
    }
  })
}

const toConsent = (row: ConsentRow): z.output<typeof Consent> => ({
  id: row.id, act: row.act, means: row.means, wording: row.wording, source: row.source,
  recordedBy: row.recorded_by_name ?? row.recorded_by, at: row.at,
})

/** A person's word; what lifts an opt-out must say where it stands. */
export async function recordByHand(org: Org, customerId: string, wish: {
  phone: string; act: ConsentAct; means: ConsentMeans; wording: string; source: string
}): Promise<PhoneAnswer> {
  const customer = await customerById(org, customerId)
  if (!customer) throw notFound('This customer does not exist.')
  const phone = readNumber(wish.phone, customer.country ?? org.settings.country)?.number
  const before = (await listPhones(org, customerId)).find((one) => one.number === phone)
  if (phone === undefined || before === undefined) {
    throw invalid('This number belongs to no contact of this customer; add it to one first.',
      [{ field: 'phone', message: 'Choose a number of a contact.' }])
  }
  if (wish.act === 'given' && wish.wording === '' && wish.source === '') {
    throw invalid('Say what was agreed, or where it stands; an opt-out is lifted by nothing less.',
      [{ field: 'wording', message: 'Enter the words, or the source.' }])
  }
  await recordConsent(org, {
    ...wish, phone, customerId, contactId: before.contacts[0]?.id ?? null,
  })
  return (await listPhones(org, customerId)).find((one) => one.number === phone) ?? before
}
