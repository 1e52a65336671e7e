// The one-time set-up link: makes the owner's account and the first organization.
import { timingSafeEqual } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { conflict, forbidden } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { randomToken } from '../platform/secrets.ts'
import { createOrganization, type OrganizationWish } from '../settings/create-organization.ts'
import { hashPassword } from './password.ts'
import { openSession } from './sign-in.ts'
import { hasAccounts, insertFirstAccount, insertMember } from './store.ts'

const fileOf = (installation: Installation) =>
  path.join(installation.config.dataDir, 'setup-token')

/** The token of the link that the terminal prints; null once an account exists. */
export async function setUpToken(installation: Installation): Promise<string | null> {
  if (await hasAccounts(installation)) return null
  const file = fileOf(installation)
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, randomToken(160), { mode: 0o600, flag: 'wx' })
  }
  return fs.readFileSync(file, 'utf8')
}

export async function isSetUpToken(installation: Installation, given: string): Promise<boolean> {
  const token = await setUpToken(installation)
  if (token === null || token.length !== given.length) return false
  return timingSafeEqual(Buffer.from(token), Buffer.from(given))
}

export interface SetUpWish {
  token: string
  name: string
  email: string
  password: string
  organization: Omit<OrganizationWish, 'sandboxNow'>
  agent: string
}

export async function setUp(
  installation: Installation, wish: SetUpWish, furnish: (org: Org) => Promise<void>,
): Promise<{ organizationId: string; cookie: string }> {
  if (!await isSetUpToken(installation, wish.token)) {
    throw forbidden('This set-up link is not valid any more. Use the newest one that the terminal '
      + 'printed, or sign in.')
  }
  const userId = newId()
  const email = wish.email.toLowerCase()
  const isFirst = await insertFirstAccount(installation, {
    user_id: userId, name: wish.name, email, password_hash: await hashPassword(wish.password),
  })
  if (!isFirst) throw conflict('Somebody has set this installation up already: sign in.')
  const actor = `user:${userId}`
  const organizationId = await createOrganization(installation, actor,
    { ...wish.organization, sandboxNow: null }, furnish)
  await inOrganization(installation, organizationId, actor, (org) =>
    insertMember(org, { user_id: userId, name: wish.name, email, role: 'owner' }))
  fs.rmSync(fileOf(installation), { force: true })
  return { organizationId, cookie: await openSession(installation, userId, wish.agent) }
}
