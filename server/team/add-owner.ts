// Makes an account that is there already the owner of an organization.
import { invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { accountByEmail, insertMember, type AccountRow } from './store.ts'

/** Asked before the organization is made, so that a wrong address leaves nothing behind. */
export async function accountToOwn(
  installation: Installation, email: string,
): Promise<AccountRow> {
  const account = await accountByEmail(installation, email.trim())
  if (account) return account
  throw invalid(`No account has the e-mail ${email}. Name one that signs in here already, or make `
    + 'the first one with the set-up link (duebox token).')
}

export const addOwner = (org: Org, account: AccountRow): Promise<void> => insertMember(org, {
  user_id: account.user_id, name: account.name, email: account.email, role: 'owner',
})
