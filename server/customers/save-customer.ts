// Adds and changes customers, many at once: imports and single calls are the same deed.
import type { CollectAt } from '#domain/customer-tree.ts'
import { isZone, type Day } from '#domain/day.ts'
import type { DebtorKind } from '#domain/debtor-kind.ts'
import { streetLines } from '#domain/postal-address.ts'
import { wishText } from '#domain/wished-channel.ts'
import type { WishedChannel } from '#domain/wished-channels.ts'
import { conflict, forbidden, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent, recordEvents } from '../timeline/record-event.ts'
import { requireVersion } from './customer-version.ts'
import { lookAgain } from './look-again.ts'
import { placeCustomer } from './place-customer.ts'
import {
  customerById, customersByReference, insertCustomers, updateCustomers, type CustomerRow,
} from './store.ts'

/** What is known of a customer; what is left out stays as it is. */
export interface CustomerWish {
  reference: string
  name: string
  country?: string | null | undefined
  zone?: string | null | undefined
  locale?: string | null | undefined
  ownerId?: string | null | undefined
  street?: string | undefined
  postcode?: string | undefined
  city?: string | undefined
  debtorKind?: DebtorKind | undefined
  /** Heeded for one customer; many are placed when all of them are there. */
  parentId?: string | null | undefined
  collectAt?: CollectAt | undefined
  /** The one channel that the customer wants; null: any (domain E48). */
  wishedChannel?: WishedChannel | null | undefined
  wishedBy?: string | undefined
  /** When it was asked for; today where that is left out. */
  wishedOn?: Day | null | undefined
}

export type Saved = { id: string; did: 'created' | 'updated' | 'unchanged' }

/** By reference: adds what is new, changes what differs. In order of the wishes. */
export async function saveCustomers(
  org: Org, wishes: readonly CustomerWish[],
): Promise<Saved[]> {
  const known = new Map((await customersByReference(org, wishes.map((wish) => wish.reference)))
    .map((row) => [row.reference, row]))
  const stood = new Map([...known.values()].map((row) => [row.id, row]))
  const added: CustomerRow[] = []
  const changed = new Map<string, CustomerRow>()
  const saved = wishes.map((wish): Saved => {
    const before = known.get(wish.reference)
    const row = merge(org, before ?? emptyRow(), wish)
    known.set(row.reference, row)
    if (!before) {
      added.push(row)
      return { id: row.id, did: 'created' }
    }
    if (JSON.stringify(row) === JSON.stringify(before)) return { id: row.id, did: 'unchanged' }
    const place = added.findIndex((one) => one.id === row.id)
    if (place >= 0) added[place] = row
    else changed.set(row.id, row)
    return { id: row.id, did: 'updated' }
  })
  if (added.length > 0) await insertCustomers(org, added)
  if (changed.size > 0) await updateCustomers(org, [...changed.values()])
  await recordEvents(org, [
    ...added.map((row) => ({ kind: 'customer_added' as const, customerId: row.id })),
    ...[...changed.keys()].map((id) => ({ kind: 'customer_changed' as const, customerId: id })),
    ...wishEvents([...added, ...changed.values()].map((row) =>
      [stood.get(row.id) ?? emptyRow(), row])),
  ])
  await lookAgain(org, saved.filter((one) => one.did !== 'unchanged').map((one) => one.id))
  return saved
}

/** One new customer; a reference that exists is refused. */
export async function addCustomer(org: Org, wish: CustomerWish): Promise<string> {
  checkZone(wish.zone)
  if ((await customersByReference(org, [wish.reference])).length > 0) {
    throw conflict(`A customer with the reference "${wish.reference}" exists already.`)
  }
  const [saved] = await saveCustomers(org, [wish])
  const id = saved?.id ?? ''
  await placeIfWished(org, id, wish)
  return id
}

const placeIfWished = async (org: Org, customerId: string, wish: CustomerChange) => {
  const { parentId, collectAt } = wish
  if (parentId === undefined && collectAt === undefined) return
  await placeCustomer(org, { customerId, parentId, collectAt })
}

export type CustomerChange = { [K in keyof CustomerWish]?: CustomerWish[K] | undefined }
  & { legalStopReason?: string | null | undefined; seenVersion?: string | undefined }

export async function changeCustomer(
  org: Org, id: string, wish: CustomerChange, may: { liftStop: boolean } = { liftStop: false },
): Promise<void> {
  checkZone(wish.zone)
  await requireVersion(org, id, wish.seenVersion)
  // Before the customer's row is locked: who places locks the trees first.
  await placeIfWished(org, id, wish)
  const before = await customerById(org, id)
  if (!before) throw notFound('This customer does not exist.')
  if (wish.reference !== undefined && wish.reference !== before.reference) {
    const [other] = await customersByReference(org, [wish.reference])
    if (other) throw conflict(`The reference "${wish.reference}" belongs to ${other.name}.`)
  }
  const isLifted = wish.legalStopReason === null && before.legal_stop_reason !== null
  if (isLifted && !may.liftStop) {
    throw forbidden(`This customer must not be contacted: ${before.legal_stop_reason}. `
      + 'Only an admin can lift the stop.')
  }
  const row = merge(org, before, wish)
  if (wish.legalStopReason !== undefined) row.legal_stop_reason = wish.legalStopReason
  await updateCustomers(org, [row])
  await recordEvent(org, { kind: 'customer_changed', customerId: id })
  await recordEvents(org, wishEvents([[before, row]]))
  await lookAgain(org, [id])
}

const emptyRow = (): CustomerRow => ({
  id: newId(), reference: '', name: '', country: null, zone: null, locale: null, owner_id: null,
  legal_stop_reason: null, street: '', postcode: '', city: '', debtor_kind: 'company',
  wished_channel: null, wished_by: '', wished_on: null,
})

function merge(org: Org, row: CustomerRow, wish: CustomerChange): CustomerRow {
  return {
    ...row,
    reference: wish.reference ?? row.reference,
    name: wish.name ?? row.name,
    country: wish.country === undefined ? row.country : wish.country,
    zone: wish.zone === undefined ? row.zone : wish.zone,
    locale: wish.locale === undefined ? row.locale : wish.locale,
    owner_id: wish.ownerId === undefined ? row.owner_id : wish.ownerId,
    street: wish.street === undefined ? row.street : streetLines(wish.street).join('\n'),
    postcode: wish.postcode ?? row.postcode,
    city: wish.city ?? row.city,
    debtor_kind: wish.debtorKind ?? row.debtor_kind,
    ...mergeWish(org, row, wish),
  }
}

type WishPart = Pick<CustomerRow, 'wished_channel' | 'wished_by' | 'wished_on'>

/** A wish that ends takes along who asked for it; a new one is of today unless told. */
function mergeWish(org: Org, row: CustomerRow, wish: CustomerChange): WishPart {
  const channel = wish.wishedChannel === undefined ? row.wished_channel : wish.wishedChannel
  if (channel === null) return { wished_channel: null, wished_by: '', wished_on: null }
  const isNew = channel !== row.wished_channel
  return {
    wished_channel: channel,
    wished_by: wish.wishedBy ?? (isNew ? '' : row.wished_by),
    wished_on: wish.wishedOn ?? (isNew ? org.today : row.wished_on),
  }
}

const wishEvents = (changes: readonly (readonly [CustomerRow, CustomerRow])[]) =>
  changes.filter(([before, row]) => before.wished_channel !== row.wished_channel)
    .map(([, row]) => ({
      kind: 'channel_wished' as const, customerId: row.id,
      detail: { wish: row.wished_channel === null ? '' : wishText({
        channel: row.wished_channel, by: row.wished_by, on: row.wished_on }) },
    }))

function checkZone(zone: string | null | undefined): void {
  if (zone != null && !isZone(zone)) {
    throw invalid('This time zone is not known.', [
      { field: 'zone', message: 'Use an IANA name, such as Europe/Paris.' }])
  }
}
