// Passwords: scrypt with its parameters beside the hash, compared in constant time.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'

// OWASP's recommendation for scrypt: N = 2^17, r = 8, p = 1 takes 128 MB and about 0.3 s.
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')]
    .join('$')
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = stored.split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return false
  const key = await derive(password, Buffer.from(salt, 'base64url'),
    { N: Number(N), r: Number(r), p: Number(p) })
  return timingSafeEqual(key, Buffer.from(hash, 'base64url'))
}

function derive(
  password: string, salt: Buffer, cost: { N: number; r: number; p: number },
): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options,
      (error, key) => (error ? reject(error) : resolve(key)))
  })
}
