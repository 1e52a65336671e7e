// Reads one customer as its page shows it: amounts, people, pauses and open answers.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { CollectAt } from '#domain/customer-tree.ts'
import type { DebtorKind } from '#domain/debtor-kind.ts'
import type { WishedChannel } from '#domain/wished-channels.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readVersion } from './customer-version.ts'
import { readFamily } from './read-family.ts'
import { readPauses } from './pause.ts'
import { balancesOf } from './read-balances.ts'
import { collectionOf } from './read-collection.ts'
import { contactsOfCustomers, suppressionsOf, type ContactRow } from './store.ts'

interface PageRow {
  id: string
  reference: string
  name: string
  country: string | null
  zone: string | null
  locale: string | null
  owner_id: string | null
  legal_stop_reason: string | null
  street: string
  postcode: string
  city: string
  debtor_kind: DebtorKind
  parent_id: string | null
  collect_at: CollectAt
  group_id: string | null
  wished_channel: WishedChannel | null
  wished_by: string
  wished_on: Day | null
  last_contact_on: Day | null
  open_reply_ids: string[]
  custom_fields: Record<string, string>
  workflow_ids: string[]
}

export async function readCustomer(org: Org, customerId: string) {
  const { rows } = await sql<PageRow>`
    select c.id, c.reference, c.name, c.country, c.zone, c.locale, c.owner_id,
      c.legal_stop_reason, c.street, c.postcode, c.city, c.debtor_kind,
      c.parent_id, c.collect_at, c.group_id, c.wished_channel, c.wished_by,
      c.wished_on, c.last_contact_on, c.custom_fields,
      array(select r.id from reply_action r where r.org_id = c.org_id and r.customer_id = c.id
        and r.state = 'open' order by r.opened_at) as open_reply_ids,
      array(select distinct r.workflow_id from run r where r.org_id = c.org_id
        and r.customer_id = c.id and r.ended_at is null) as workflow_ids
    from customer c where c.org_id = ${org.id} and c.id = ${customerId}`.execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('This customer does not exist.')
  const balances = await balancesOf(org, [customerId])
  const collection = await collectionOf(org, [customerId])
  return {
    id: row.id, reference: row.reference, name: row.name, country: row.country, zone: row.zone,
    locale: row.locale, ownerId: row.owner_id, legalStopReason: row.legal_stop_reason,
    street: row.street, postcode: row.postcode, city: row.city,
    debtorKind: row.debtor_kind, wishedChannel: row.wished_channel, wishedBy: row.wished_by,
    wishedOn: row.wished_on, parentId: row.parent_id, collectAt: row.collect_at,
    ...await readFamily(org, row),
    balances: balances.get(customerId) ?? [],
    lastContactOn: row.last_contact_on,
    collection: collection.get(customerId) ?? 'none',
    contacts: await toContacts(org, await contactsOfCustomers(org, [customerId])),
    pauses: await readPauses(org, [customerId, org.id, ...row.workflow_ids]),
    openReplyActionIds: row.open_reply_ids,
    customFields: row.custom_fields, ...await readVersion(org, customerId),
  }
}

/** Contacts as the API shows them, with the addresses that must not be written to. */
export async function toContacts(org: Org, contacts: readonly ContactRow[]) {
  const suppressed = await suppressionsOf(org,
    contacts.flatMap((contact) => [...contact.emails, ...contact.phones]))
  return contacts.map((contact) => ({
    id: contact.id, name: contact.name, emails: contact.emails, phones: contact.phones,
    positions: contact.positions, isMain: contact.is_main, locale: contact.locale,
    zone: contact.zone,
    suppressed: suppressed
      .filter((one) => contact.emails.includes(one.address)
        || contact.phones.includes(one.address))
      .map(({ channel, address, state, reason, since }) =>
        ({ channel, address, state, reason, since })),
  }))
}
