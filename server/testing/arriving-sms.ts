// Builders for incoming SMS: an organization with an account and a number, and signed calls.
import { sql } from 'kysely'
import { createHmac, randomBytes } from 'node:crypto'
import { addContact } from '../customers/save-contact.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { receiveSms } from '../inbox/sms/receive-sms.ts'
import { takeSms } from '../inbox/sms/take-sms.ts'
import { newId } from '../platform/ids.ts'
import type { Installation } from '../platform/installation.ts'
import { smsPurpose } from '../settings/sms/read-sms-settings.ts'
import { anOrganization, NOW, type SceneOrganization } from './mail-scene.ts'

export const OUR_NUMBER = '+33644601234'
export const TOKEN = 'the-auth-token-of-the-account'

export interface SmsOrganization extends SceneOrganization {
  accountSid: string
  senderId: string
}

export const aSid = (kind: string): string => kind + randomBytes(16).toString('hex')

export async function anSmsOrganization(
  installation: Installation,
  given: { holdOnReply?: boolean; tokens?: readonly string[]; number?: string } = {},
): Promise<SmsOrganization> {
  const org = await anOrganization(installation, given)
  const [accountSid, senderId] = [aSid('AC'), newId()]
  const sealed = installation.secrets.seal(
    JSON.stringify({ authTokens: given.tokens ?? [TOKEN], apiKeySecret: null }), smsPurpose(org.id))
  await org.do(async ({ tx }) => {
    await sql`update organization set sms_channel = 'own', country = 'FR'`.execute(tx)
    await sql`insert into sms_account (account_sid, sealed, saved_at)
      values (${accountSid}, ${sealed}, ${NOW})`.execute(tx)
    await sql`insert into sms_sender (id, kind, address, is_two_way, created_at)
      values (${senderId}, 'mobile', ${given.number ?? OUR_NUMBER}, true, ${NOW})`.execute(tx)
  })
  return { ...org, accountSid, senderId }
}

let numbers = 0
/** A French mobile number that nobody else has in this test file. */
export const aNumber = (): string => `+3361200${String(++numbers).padStart(4, '0')}`

/** A customer with one contact, or several, on the numbers given. */
export const aTexter = (
  org: SceneOrganization, phones: readonly string[], given: { name?: string; emails?: string[] } = {},
): Promise<string> => org.do(async (open) => {
  const id = await addCustomer(open, { reference: newId(), name: given.name ?? 'Buyer Ltd' })
  for (const [place, phone] of phones.entries()) {
    await addContact(open, id, {
      name: place === 0 ? 'Bea' : `Colleague ${place}`, emails: place === 0 ? given.emails ?? [] : [],
      phones: [phone], positions: [], isMain: place === 0, locale: null,
    })
  }
  return id
})

export type SmsFields = Record<string, string>

/** As Twilio calls, with the fields that are empty when it does not know. */
export const incoming = (
  org: SmsOrganization, from: string, body: string, more: SmsFields = {},
): SmsFields => {
  const sid = more['MessageSid'] ?? aSid('SM')
  return {
    ToCountry: 'FR', ToState: '', SmsMessageSid: sid, NumMedia: '0', ToCity: '', FromZip: '',
    SmsSid: sid, FromState: '', SmsStatus: 'received', FromCity: '', Body: body,
    FromCountry: 'FR', To: OUR_NUMBER, ToZip: '', NumSegments: '1', MessageSid: sid,
    AccountSid: org.accountSid, From: from, ApiVersion: '2010-04-01', ...more,
  }
}

/** Written down from the provider's description, apart from the code that checks it. */
export function signatureOf(url: string, fields: SmsFields, token = TOKEN): string {
  const signed = url + Object.keys(fields).sort().map((key) => key + (fields[key] ?? '')).join('')
  return createHmac('sha1', token).update(signed).digest('base64')
}

export const pathOf = (orgId: string): string => `/api/v1/hooks/twilio/${orgId}/inbound`

export function signedCall(
  org: SmsOrganization, fields: SmsFields,
  wish: { signature?: string | null; path?: string; token?: string; headers?: SmsFields } = {},
): Request {
  const path = wish.path ?? pathOf(org.id)
  const signature = wish.signature === undefined
    ? signatureOf(`https://duebox.example${path}`, fields, wish.token) : wish.signature
  // Behind a proxy the call arrives at another address than the one that was signed.
  return new Request(`http://10.0.0.7:3000${path}`, {
    method: 'POST', body: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded', ...wish.headers,
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
  })
}

export interface ArrivedSms {
  inboundId: string
  state: string
  message: {
    id: string; customer_id: string | null; kind: string; thread_id: string
    run_id: string | null; reply_action_id: string | null; reasons: Record<string, unknown>
  } | null
}

/** An SMS comes in by the webhook and is read, as its job does. */
export async function textIn(
  installation: Installation, org: SmsOrganization, from: string, body: string,
  more: SmsFields = {},
): Promise<ArrivedSms> {
  const fields = incoming(org, from, body, more)
  await takeSms(installation, org.id, signedCall(org, fields))
  const { rows: [stored] } = await org.do(({ tx }) => sql<{ id: string }>`
    select id from inbound_sms where provider_sid = ${fields['MessageSid']}`.execute(tx))
  const inboundId = stored?.id ?? ''
  const state = await receiveSms(installation, org.id, inboundId)
  const { rows: [message] } = await org.do(({ tx }) => sql<NonNullable<ArrivedSms['message']>>`
    select m.id, m.customer_id, m.kind, m.thread_id, m.run_id, m.reply_action_id, m.reasons
    from inbound_sms i join message m on m.org_id = i.org_id and m.id = i.message_id
    where i.id = ${inboundId}`.execute(tx))
  return { inboundId, state, message: message ?? null }
}

/** A text of ours that has left. */
export async function aSentSms(org: SceneOrganization, given: {
  customerId: string; to: string; runId?: string; invoiceId?: string; at?: string
}): Promise<{ id: string; threadId: string }> {
  const [id, threadId] = [newId(), newId()]
  const snapshot = given.invoiceId === undefined ? []
    : [{ invoiceId: given.invoiceId, number: 'INV-1', openMinor: 10000, currency: 'EUR' }]
  await org.do(({ tx }) => sql`
    insert into message (id, customer_id, direction, channel, state, thread_id, run_id,
      from_address, to_addresses, body_text, snapshot, at)
    values (${id}, ${given.customerId}, 'out', 'sms', 'sent', ${threadId}, ${given.runId ?? null},
      ${OUR_NUMBER}, ${[given.to]}, 'Please pay.', ${JSON.stringify(snapshot)}::jsonb,
      ${given.at ?? NOW})`.execute(tx))
  return { id, threadId }
}

export const eventsOf = (org: SceneOrganization, customerId: string): Promise<string[]> =>
  org.do(async ({ tx }) => (await sql<{ kind: string }>`select kind from event
    where customer_id = ${customerId} order by id`.execute(tx)).rows.map((row) => row.kind))

export const suppressionOf = (
  org: SceneOrganization, number: string,
): Promise<string | null> => org.do(async ({ tx }) => (await sql<{ state: string }>`
  select state from suppression where channel = 'phone' and address = ${number}`
  .execute(tx)).rows[0]?.state ?? null)

/** What is sent meanwhile is captured instead, so that it can be looked at. */
export async function throughOutbox<T>(org: SceneOrganization, work: () => Promise<T>): Promise<T> {
  const use = (channel: 'outbox' | 'own') => org.do(({ tx }) =>
    sql`update organization set sms_channel = ${channel}`.execute(tx))
  await use('outbox')
  const result = await work()
  await use('own')
  return result
}
