// Signing in and out, with a limit on guesses per account and per address.
import { randomBytes } from 'node:crypto'
import { tooMany, unauthorized } from '../platform/errors.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken } from '../platform/secrets.ts'
import { SESSION_COOKIE } from './authenticate.ts'
import { hashPassword, isPassword } from './password.ts'
import { accountByEmail, deleteSession, insertSession, membershipsOf } from './store.ts'

const guesses = new Map<string, { count: number; since: number }>()
const WINDOW_MS = 60_000
const MOST_PER_ACCOUNT = 5
const MOST_PER_ADDRESS = 20

// Hashed once, so that an unknown address takes as long as a wrong password.
let decoy: Promise<string> | undefined

export async function signIn(
  installation: Installation, given: { email: string; password: string }, address: string,
): Promise<{ userId: string; cookie: string }> {
  countGuess(`account ${given.email.toLowerCase()}`, MOST_PER_ACCOUNT)
  countGuess(`address ${address}`, MOST_PER_ADDRESS)
  const account = await accountByEmail(installation, given.email.trim())
  decoy ??= hashPassword('no such account')
  const isRight = await isPassword(given.password, account?.password_hash ?? await decoy)
  if (!account || !isRight) throw unauthorized('E-mail or password is wrong.')
  guesses.delete(`account ${given.email.toLowerCase()}`)
  return { userId: account.user_id, cookie: await openSession(installation, account.user_id) }
}

export async function openSession(installation: Installation, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const [first] = await membershipsOf(installation, userId)
  await insertSession(installation, {
    tokenHash: hashToken(token), userId, activeOrgId: first?.org_id ?? null,
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

function countGuess(key: string, most: number): void {
  const now = performance.now()
  if (guesses.size > 10_000) guesses.clear()
  const before = guesses.get(key)
  const current = before && now - before.since < WINDOW_MS ? before : { count: 0, since: now }
  current.count++
  guesses.set(key, current)
  if (current.count > most) throw tooMany('Too many tries. Wait a minute, then try again.')
}
