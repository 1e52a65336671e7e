// What a sandbox's stand-in for the provider tells us: customers who text, played by people.
import { sql } from 'kysely'
import { isOneWay } from '#domain/sms/choose-sender.ts'
import { textBack, type SandboxCall } from '../../channels/sms/sandbox-sms.ts'
import { forbidden, invalid } from '../../platform/errors.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { readNumber } from '../../platform/phone-number.ts'
import { readSenders } from '../../settings/sms/read-senders.ts'
import { smsById } from './inbound-store.ts'
import { receiveSms } from './receive-sms.ts'
import { storeSms } from './store-sms.ts'
import { takeSandboxCalls } from './take-sandbox-calls.ts'

export interface PlayedText {
  from: string
  to?: string | undefined
  body: string
}

/** Returns the message that it became. */
export async function playText(
  installation: Installation, orgId: string, played: PlayedText,
): Promise<string | null> {
  const { texted, now } = await inOrganization(installation, orgId, SYSTEM, async (org) => {
    if (!org.settings.is_sandbox) {
      throw forbidden('Customers can be played in a sandbox only; here they text themselves.')
    }
    const from = readNumber(played.from, org.settings.country)?.number
    if (from === undefined) {
      throw invalid(`"${played.from}" is not a phone number; write it like +33 ….`,
        [{ field: 'from', message: 'Enter a phone number.' }])
    }
    return { texted: { from, to: await ourNumber(org, from, played.to), body: played.body },
      now: org.now }
  })
  const ids = await takeTexts(installation, orgId, textBack(orgId, texted, now))
  const last = ids.at(-1)
  return last === undefined ? null : inOrganization(installation, orgId, SYSTEM,
    async (org) => (await smsById(org, last))?.message_id ?? null)
}

/** By the very code that calls over HTTP take. Returns the rows of what was texted. */
async function takeTexts(
  installation: Installation, orgId: string, calls: readonly SandboxCall[],
): Promise<string[]> {
  await takeSandboxCalls(installation, orgId, calls)
  const ids: string[] = []
  for (const call of calls.filter(({ kind }) => kind === 'inbound')) {
    const fields = Object.fromEntries(new URLSearchParams(call.form))
    const { id } = await inOrganization(installation, orgId, SYSTEM,
      (org) => storeSms(org, fields, 'sandbox'))
    ids.push(id)
    await receiveSms(installation, orgId, id)
  }
  return ids
}

/** The number they know us by. */
async function ourNumber(org: Org, from: string, wished: string | undefined): Promise<string> {
  if (wished !== undefined && wished !== '') return wished
  const { rows } = await sql<{ from: string }>`select from_address as from from message
    where org_id = ${org.id} and channel = 'sms' and direction = 'out'
      and to_addresses[1] = ${from} and from_address like '+%' order by at desc, id desc limit 1`
    .execute(org.tx)
  const [sender] = (await readSenders(org)).filter((one) => !isOneWay(one)
    && one.address.startsWith('+'))
  return rows[0]?.from ?? sender?.address ?? '+33757000100'
}
