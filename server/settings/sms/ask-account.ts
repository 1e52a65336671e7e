// Asks the provider whether the account can be used, and which numbers it has.
import type { AnswerOf } from '#contract/endpoint.ts'
import type { fetchSmsNumbers } from '#contract/sms-senders.ts'
import type { Answered } from '../../channels/sms/ask-twilio.ts'
import { checkAccount as lookAt, type AccountView } from '../../channels/sms/check-account.ts'
import { installationAccount } from '../../channels/sms/sms-account.ts'
import { conflict, unavailable } from '../../platform/errors.ts'
import { inOrganization, type Actor, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { storedAccount, type SmsAccount } from './read-sms-settings.ts'
import { noteChecked, startAgain } from './settings-store.ts'

type Found = AnswerOf<typeof fetchSmsNumbers>['items'][number]

/** The one that is chosen; while SMS are captured, the one that is kept for later. */
async function accountToAsk(org: Org): Promise<SmsAccount> {
  const account = org.settings.sms_channel === 'installation'
    ? installationAccount(org.installation.config) : await storedAccount(org)
  if (account === null) throw conflict('Enter the account first: there is none to ask.')
  return account
}

/** The call is made outside any transaction, for it takes as long as the provider does. */
export async function checkAccount(
  installation: Installation, orgId: string, actor: Actor,
): Promise<void> {
  const account = await inOrganization(installation, orgId, actor, accountToAsk)
  const problem = problemOf(account, await lookAt(account))
  await inOrganization(installation, orgId, actor, async (org) => {
    await noteChecked(org, problem)
    if (problem === null) await startAgain(org)
  })
}

export function problemOf(account: SmsAccount, told: Answered<AccountView>): string | null {
  switch (told.kind) {
    case 'gone': return 'The provider knows no account of this SID. Copy it again.'
    case 'refused':
      return `The provider refused it: ${told.why} Look at the SID and the auth token or API key.`
    case 'unclear': return `The provider could not be asked: ${told.why} Check again later.`
    case 'told': return problemOfView(account, told.value)
  }
}

function problemOfView(account: SmsAccount, view: AccountView): string | null {
  if (view.status === 'suspended' || view.status === 'closed') {
    return `The provider says that the account is ${view.status}: nothing can be sent with it.`
  }
  if (view.isTrial) {
    return 'This is a trial account: it texts only numbers that were verified at the provider. '
      + 'Upgrade it before customers are texted.'
  }
  const { messagingServiceSid: wanted } = account
  if (wanted !== null && view.services.every(({ sid }) => sid !== wanted)) {
    return `The account has no messaging service ${wanted}.`
  }
  const hasSender = view.services.length > 0 || view.numbers.some(({ canSms }) => canSms)
  return hasSender ? null
    : 'The account has no number that can text and no messaging service: get one there first.'
}

export async function fetchNumbers(
  installation: Installation, orgId: string, actor: Actor,
): Promise<Found[]> {
  const account = await inOrganization(installation, orgId, actor, accountToAsk)
  const told = await lookAt(account)
  if (told.kind !== 'told') {
    throw unavailable(problemOf(account, told) ?? 'The provider could not be asked.')
  }
  return [
    ...told.value.numbers.filter(({ canSms }) => canSms).map((one): Found => ({
      kind: one.kind, address: one.address, isTwoWay: true,
      label: one.label === one.address ? '' : one.label,
    })),
    ...told.value.services.map((one): Found => ({
      kind: 'messaging_service', address: one.sid, isTwoWay: true, label: one.name,
    })),
  ]
}
