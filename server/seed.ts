// The demo company: made in a sandbox through the same verbs as a user, with a past of its own.
import { addDays, dayAt, instantAt, type Day } from '#domain/day.ts'
import { saveContact, addContact } from './customers/save-contact.ts'
import { saveCustomers } from './customers/save-customer.ts'
import { receiveMessage } from './inbox/receive-message.ts'
import { storeMailFor } from './inbox/store-mail.ts'
import { recordPayments } from './invoices/record-payment.ts'
import { saveInvoices } from './invoices/save-invoice.ts'
import { inOrganization, type Org } from './platform/in-organization.ts'
import type { Installation } from './platform/installation.ts'
import { createOrganization } from './settings/create-organization.ts'
import { removeOrganization } from './settings/remove-organization.ts'
import { advanceClock } from './workflows/advance-clock.ts'
import { previewAutomation, setAutomation } from './workflows/automation.ts'
import { furnish } from './workflows/furnish.ts'
import { sql } from 'kysely'

const ZONE = 'Europe/Paris'
const PAST_DAYS = 24

/** Returns the id of the new sandbox organization. */
export async function createSample(installation: Installation, actor: string): Promise<string> {
  const today = dayAt(installation.now(), ZONE)
  const start = addDays(today, -PAST_DAYS)
  const orgId = await createOrganization(installation, actor, {
    name: 'Nordwind Office Supply (sample)', country: 'FR', currency: 'EUR', zone: ZONE,
    locale: 'en', sandboxNow: instantAt(start, '07:00', ZONE),
  }, furnish)
  const customers = await inOrganization(installation, orgId, actor, (org) => fill(org, start))
  const { typedCount } = await previewAutomation(installation, orgId)
  await setAutomation(installation, orgId, { actor, role: 'owner' }, { isOn: true, typedCount })
  // Three weeks go by: reminders leave, some customers pay, some answer.
  await advanceClock(installation, orgId, actor, { to: addDays(start, 10) })
  await inOrganization(installation, orgId, actor, (org) => pay(org, customers.slice(0, 6)))
  await advanceClock(installation, orgId, actor, { to: addDays(start, 22) })
  await answers(installation, orgId, actor)
  await advanceClock(installation, orgId, actor, { to: today })
  return orgId
}

export const removeSample = (org: Org): Promise<void> => removeOrganization(org)

interface SampleCustomer {
  id: string
  name: string
  currency: string
}

const NAMES: readonly [string, string, string, string][] = [
  ['Boulangerie Lefèvre', 'FR', 'EUR', 'Claire Lefèvre'],
  ['Müller & Söhne GmbH', 'DE', 'EUR', 'Ana Roth'],
  ['Café Mistral', 'FR', 'EUR', 'Hugo Blanc'],
  ['Atelier Dubois', 'FR', 'EUR', 'Jeanne Dubois'],
  ['Hotel Bellevue', 'CH', 'CHF', 'Reto Keller'],
  ['Nordic Timber AB', 'SE', 'SEK', 'Elin Berg'],
  ['Harrow Street Dental', 'GB', 'GBP', 'Tom Price'],
  ['Bäckerei Ott', 'DE', 'EUR', 'Jonas Ott'],
  ['Ferme du Vallon', 'FR', 'EUR', 'Paul Girard'],
  ['Acme Logistics SA', 'BE', 'EUR', 'AP department'],
  ['Lumière Optique', 'FR', 'EUR', 'Sophie Martin'],
  ['Estudio Ramos', 'ES', 'EUR', 'Lucía Ramos'],
  ['Green Valley Vets', 'GB', 'GBP', 'Priya Shah'],
  ['Officina Bianchi', 'IT', 'EUR', 'Marco Bianchi'],
  ['Van Dijk Fietsen', 'NL', 'EUR', 'Sanne van Dijk'],
  ['Clinique des Tilleuls', 'FR', 'EUR', 'Comptabilité fournisseurs'],
  ['Kraft Maschinenbau', 'DE', 'EUR', 'Buchhaltung'],
  ['Bright Pixel Studio', 'US', 'USD', 'Maya Chen'],
  ['Librairie du Port', 'FR', 'EUR', 'Yann Le Goff'],
  ['Transports Moreau', 'FR', 'EUR', 'Nadia Moreau'],
  ['Pharmacie Centrale', 'FR', 'EUR', 'Élodie Roux'],
  ['Seaview Apartments', 'IE', 'EUR', 'Aoife Byrne'],
  ['Weingut Steiner', 'AT', 'EUR', 'Franz Steiner'],
  ['Imprimerie Rapide', 'FR', 'EUR', 'Luc Petit'],
]

async function fill(org: Org, start: Day): Promise<SampleCustomer[]> {
  const saved = await saveCustomers(org, NAMES.map(([name, country], place) => ({
    reference: `C-${1001 + place}`, name, country, locale: 'en',
  })))
  const customers = NAMES.map(([name, , currency], place) => ({
    id: saved[place]?.id ?? '', name, currency,
  }))
  for (const [place, customer] of customers.entries()) {
    const person = NAMES[place]?.[3] ?? ''
    const contact = await addContact(org, customer.id, {
      // The one without an address shows what a held reminder looks like.
      name: person, emails: place === 13 ? [] : [addressOf(person, customer.name)], phones: [],
      positions: ['Accountant'], isMain: true, locale: null,
    })
    if (place === 9) {
      await saveContact(org, contact.id, {
        name: person, emails: contact.emails, phones: [], positions: ['Payer'], isMain: true,
        locale: null,
      })
    }
  }
  await saveInvoices(org, customers.flatMap((customer, place) =>
    Array.from({ length: 1 + (place * 7) % 4 }, (_, count) => {
      const dueOn = addDays(start, ((place * 5 + count * 11) % 40) - 24)
      return {
        customerId: customer.id, number: `INV-${2400 + place * 5 + count}`,
        currency: customer.currency,
        totalMinor: 18_000 + ((place * 7919 + count * 104_729) % 640_000),
        issuedOn: addDays(dueOn, -30), dueOn,
      }
    })))
  return customers
}

const addressOf = (person: string, company: string) =>
  `${slug(person)}@${slug(company)}.example.com`
const slug = (text: string) => text.normalize('NFD').replaceAll(/[^\w\s]/g, '').trim()
  .toLowerCase().replaceAll(/\s+/g, '-')

async function pay(org: Org, customers: readonly SampleCustomer[]): Promise<void> {
  await recordPayments(org, customers.map((customer, place) => ({
    customerId: customer.id, reference: `BANK-${1 + place}`, currency: customer.currency,
    amountMinor: 40_000 + place * 65_000, receivedOn: org.today, wanted: null,
  })))
}

const ANSWERS = [
  'Hello,\n\nthank you for the reminder. We will pay the open invoices this Friday.\n\n'
    + 'Best regards',
  'Good morning,\n\nthere is a mistake: the chairs on this invoice were never delivered. Please '
    + 'check and send a corrected one.\n\nKind regards',
  'Hi, could you send us the bank details again? Our accountant has changed.\n\nThanks',
]

/** Customers write back to reminders they got, as real mail through the real pipeline. */
async function answers(installation: Installation, orgId: string, actor: string): Promise<void> {
  const reminders = await inOrganization(installation, orgId, actor, async (org) => {
    const { rows } = await sql<{ to: string; subject: string; ref: string; intake: string }>`
      select distinct on (customer_id) to_addresses[1] as to, subject, message_ref as ref,
        from_address as intake
      from message where org_id = ${org.id} and direction = 'out' and channel = 'email'
      order by customer_id, at desc limit 5`.execute(org.tx)
    return rows
  })
  for (const [place, reminder] of reminders.entries()) {
    const isAway = place === ANSWERS.length
    const text = isAway ? 'I am out of the office until Monday and will answer then.'
      : ANSWERS[place]
    if (text === undefined) break
    const raw = [
      `From: <${reminder.to}>`, `To: <${reminder.intake}>`,
      `Subject: ${isAway ? 'Automatic reply' : 'Re'}: ${ascii(reminder.subject)}`,
      `Message-ID: <sample-${place}-${orgId}@customers.example.com>`,
      `In-Reply-To: <${reminder.ref}>`, `References: <${reminder.ref}>`,
      ...(isAway ? ['Auto-Submitted: auto-replied'] : []),
      'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', text, '',
    ].join('\r\n')
    const inboundMailId = await storeMailFor(installation, orgId, actor, {
      raw: Buffer.from(raw), envelopeFrom: reminder.to, envelopeTo: [reminder.intake],
      source: 'webhook',
    })
    await receiveMessage(installation, orgId, inboundMailId)
  }
}

const ascii = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, ' ')
