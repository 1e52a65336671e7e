// Signing in and out, with a limit on guesses per account and per address.
import { randomBytes } from 'node:crypto'
import { unauthorized } from '../platform/errors.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken } from '../platform/secrets.ts'
import { SESSION_COOKIE } from './authenticate.ts'
import { countGuess, forgetGuesses } from './count-guesses.ts'
import { hashPassword, isPassword } from './password.ts'
import { accountByEmail, deleteSession, insertSession, membershipsOf } from './store.ts'

// Hashed once, so that an unknown address takes as long as a wrong password.
let decoy: Promise<string> | undefined

export async function signIn(
  installation: Installation, given: { email: string; password: string },
  from: { address: string; agent: string },
): Promise<{ userId: string; cookie: string }> {
  const email = given.email.trim().toLowerCase()
  countGuess({ email, address: from.address })
  const account = await accountByEmail(installation, email)
  decoy ??= hashPassword('no such account')
  const isRight = await isPassword(given.password, account?.password_hash ?? await decoy)
  if (!account || !isRight) throw unauthorized('E-mail or password is wrong.')
  forgetGuesses(email)
  return {
    userId: account.user_id,
    cookie: await openSession(installation, account.user_id, from.agent),
  }
}

const LONGEST_AGENT = 300

/** `agent` is what the browser calls itself; it is shown in the list of one's sessions. */
export async function openSession(
  installation: Installation, userId: string, agent: string,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const [first] = await membershipsOf(installation, userId)
  await insertSession(installation, {
    tokenHash: hashToken(token), userId, activeOrgId: first?.org_id ?? null,
    agent: agent.slice(0, LONGEST_AGENT),
  })
  return cookieOf(installation, token, 7 * 24 * 3600)
}

export async function signOut(installation: Installation, token: string | null): Promise<string> {
  if (token) await deleteSession(installation, hashToken(token))
  return cookieOf(installation, '', 0)
}

function cookieOf(installation: Installation, value: string, seconds: number): string {
  const secure = installation.config.publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}
