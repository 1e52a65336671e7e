// Records that a number may be texted, may not, or that a person must decide first.
import type { Instant } from '#domain/day.ts'
import type { EventKind } from '#domain/event.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import {
  consentsOfPhones, insertConsent, isOptedOut, liftOptOut, lockPhone, type ConsentAct,
  type ConsentMeans,
} from './consent-store.ts'
import { lookAgain } from './look-again.ts'
import { customersOfAddress, writeSuppression } from './store.ts'

export type { ConsentAct, ConsentMeans } from './consent-store.ts'

export interface ConsentWish {
  /** E.164. */
  phone: string
  act: ConsentAct
  means: ConsentMeans
  /** What the person said, signed or was shown, word for word. */
  wording: string
  /** Where that can be looked up: a message, a document, a file. */
  source: string
  customerId?: string | null
  contactId?: string | null
  messageId?: string | null
  /** When it was said, for what is read later than it came; else now. */
  at?: Instant
}

export interface Recorded {
  /** Something is different now. */
  isNew: boolean
  /** An opt-out ended by this. */
  hasLifted: boolean
}

const EVENTS: Record<ConsentAct, EventKind> = {
  given: 'consent_given', revoked: 'consent_revoked', under_review: 'consent_doubted',
}

/**
 * An opt-out covers the organization and the number, at once: it is written in this transaction.
 * Only a consent lifts it; a doubt does not weaken it.
 */
export async function recordConsent(org: Org, wish: ConsentWish): Promise<Recorded> {
  const { phone, act } = wish
  await lockPhone(org, phone)
  const wasOut = await isOptedOut(org, phone)
  const [newest] = await consentsOfPhones(org, [phone])
  if (act === 'under_review' && (wasOut || newest?.act === 'under_review')) {
    return { isNew: false, hasLifted: false }
  }
  const at = wish.at ?? org.now
  // Two texts may be read in the wrong order: a START from before the STOP lifts nothing.
  const isOvertaken = act === 'given' && newest !== undefined && newest.at > at
  await insertConsent(org, {
    at, id: newId(), phone, contact_id: wish.contactId ?? null,
    customer_id: wish.customerId ?? null, act, means: wish.means,
    wording: wish.wording.slice(0, 5000),
    source: wish.source.slice(0, 500),
  })
  if (isOvertaken) return { isNew: false, hasLifted: false }
  if (act === 'given') await liftOptOut(org, phone)
  if (act === 'revoked') {
    await writeSuppression(org, {
      channel: 'phone', address: phone, state: 'opted_out', reason: reasonOf(wish),
    })
  }
  const isNew = act === 'revoked' ? !wasOut : wasOut || newest?.act !== act
  if (isNew) await tellTimelines(org, wish)
  return { isNew, hasLifted: act === 'given' && wasOut }
}

async function tellTimelines(org: Org, wish: ConsentWish): Promise<void> {
  const sharing = await customersOfAddress(org, 'phone', wish.phone)
  const customerIds = [...new Set([...sharing, ...wish.customerId ? [wish.customerId] : []])]
  await recordEvents(org, customerIds.map((customerId) => ({
    kind: EVENTS[wish.act], customerId,
    // A message stands on the timeline of its own customer only.
    messageId: customerId === wish.customerId ? wish.messageId ?? null : null,
    detail: { address: wish.phone, means: wish.means, reason: reasonOf(wish) },
  })))
  await lookAgain(org, customerIds)
}

const MEANS: Record<ConsentMeans, string> = {
  contract: 'in a contract', form: 'in a form', spoken: 'told by word of mouth',
  import: 'imported', keyword: 'sent the keyword', words: 'wrote', email: 'wrote by e-mail',
  letter: 'wrote a letter', payment_page: 'on the payment page', provider: 'told by the provider',
}

const reasonOf = ({ means, wording }: ConsentWish): string =>
  (wording === '' ? MEANS[means] : `${MEANS[means]} “${wording.slice(0, 200)}”`)
