// Asks the provider, once a day, to erase the texts of SMS that it need not keep any longer.
import { addDays, instantAt } from '#domain/day.ts'
import type { Answered } from '../../channels/sms/ask-twilio.ts'
import { eraseText } from '../../channels/sms/change-message.ts'
import type { FetchedMessage } from '../../channels/sms/fetch-message.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { readSmsAccount, type SmsAccount } from '../../settings/sms/read-sms-settings.ts'
import { giveTryBack, markErased, takeToErase, type ToErase } from './erase-store.ts'

const BATCH = 50
/** A day's share of an organization; the rest is for tomorrow. */
const MOST_BATCHES = 100

/** Our own copies stay. Returns how many were erased there. */
export async function eraseTexts(installation: Installation, orgId: string): Promise<number> {
  let erased = 0
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const taken = await inOrganization(installation, orgId, SYSTEM, take)
    if (taken === null || taken.rows.length === 0) break
    const { done, left } = await askFor(taken)
    await inOrganization(installation, orgId, SYSTEM, async (org) => {
      await markErased(org, done)
      await giveTryBack(org, left)
    })
    erased += done.length
    if (left.length > 0) break
  }
  return erased
}

interface Taken { account: SmsAccount; rows: ToErase[] }

async function take(org: Org): Promise<Taken | null> {
  const days = org.settings.sms_retention_days
  const account = days === null ? null : await readSmsAccount(org)
  if (days === null || account === null) return null
  const before = instantAt(addDays(org.today, -days), '00:00', org.settings.zone)
  return { account, rows: await takeToErase(org, { before, limit: BATCH }) }
}

/** `left` were not erased for no reason of their own, and are asked for tomorrow. */
async function askFor({ account, rows }: Taken): Promise<{ done: string[]; left: string[] }> {
  const done: string[] = []
  for (const [place, { messageId, providerSid }] of rows.entries()) {
    const answer = await eraseText(account, providerSid)
    if (isOfAccount(answer)) {
      return { done, left: rows.slice(place).map((row) => row.messageId) }
    }
    if (isErased(answer)) done.push(messageId)
  }
  return { done, left: [] }
}

const ACCOUNT_CODES: ReadonlySet<number | null> = new Set([20003, 20005])

/** Not of this message: the provider is away or busy, or refuses the account itself. */
const isOfAccount = (answer: Answered<FetchedMessage>): boolean => answer.kind === 'unclear'
  || answer.kind === 'refused' && ACCOUNT_CODES.has(answer.code)

/** What it knows no more is gone with its text; what it refuses is not settled there (20009). */
const isErased = (answer: Answered<FetchedMessage>): boolean =>
  answer.kind === 'told' || answer.kind === 'gone'
