// Changes a member: one's own profile and absence; by an admin the role, and whether they work.
import type { Role } from '#contract/endpoint.ts'
import type { PageLanguage } from '#contract/page-language.ts'
import type { Day } from '#domain/day.ts'
import { conflict, forbidden, invalid, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { lockMembers, readMembers, setLanguage, updateMember, type OwnKeys } from './store.ts'

export interface ProfileWish {
  name?: string | undefined
  undoSeconds?: number | undefined
  language?: PageLanguage | null | undefined
  awayUntil?: Day | null | undefined
  deputyId?: string | null | undefined
  keys?: OwnKeys | undefined
  signature?: string | undefined
}

export async function saveProfile(org: Org, userId: string, wish: ProfileWish): Promise<void> {
  if (wish.awayUntil && wish.awayUntil < org.today) {
    throw invalid(`An absence ends today or later; today is ${org.today}.`, [
      { field: 'awayUntil', message: 'Choose today or later, or leave it empty.' }])
  }
  if (wish.deputyId) {
    const deputy = (await readMembers(org)).find((row) => row.user_id === wish.deputyId)
    if (wish.deputyId === userId || !deputy?.is_active || deputy.role === 'viewer') {
      throw invalid('A deputy is another active person who may answer customers.', [
        { field: 'deputyId', message: 'Choose somebody else.' }])
    }
  }
  await updateMember(org, userId, wish)
  if (wish.language !== undefined) await setLanguage(org.installation, userId, wish.language)
}

export interface MemberWish {
  role?: Role | undefined
  isActive?: boolean | undefined
}

/** `handOver` gives on what they own, in this very transaction (L5). */
export async function saveMember(
  org: Org, caller: { role: Role | null }, change: { userId: string; wish: MemberWish },
  handOver: (org: Org) => Promise<void>,
): Promise<void> {
  // All rows at once: two admins must not put out the last two owners in the same moment.
  await lockMembers(org)
  const members = await readMembers(org)
  const member = members.find((row) => row.user_id === change.userId)
  if (!member) throw notFound('This person does not work here.')
  const { role = member.role, isActive = member.is_active } = change.wish
  const touchesOwner = member.role === 'owner' || role === 'owner'
  if (touchesOwner && caller.role !== 'owner') {
    throw forbidden('Only an owner changes owners; ask one of them.')
  }
  const staysOwned = members.some((row) => (row.user_id === member.user_id
    ? isActive && role === 'owner' : row.is_active && row.role === 'owner'))
  if (!staysOwned) {
    throw conflict('This is the last active owner. Make somebody else an owner first.')
  }
  await updateMember(org, change.userId, { role, isActive })
  await handOver(org)
}
