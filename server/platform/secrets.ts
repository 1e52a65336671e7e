// Secrets at rest: sealed with AES-256-GCM under a key that never is in the database.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export interface Secrets {
  /** Seals a text for one purpose; it opens only with the same purpose (additional data). */
  seal: (plain: string, purpose: string) => string
  open: (sealed: string, purpose: string) => string
  /** A key of its own for another use, such as signing sessions. */
  derive: (use: string) => string
}

const VERSION = 'v1'

/** Takes the key from SECRET_KEY, else from DATA_DIR/secret.key, which is made once. */
export function openSecrets(options: { dataDir: string; secretKey?: string | undefined }): Secrets {
  const master = options.secretKey
    ? createHash('sha256').update(options.secretKey).digest()
    : keyFromFile(path.join(options.dataDir, 'secret.key'))
  const sealing = Buffer.from(hkdfSync('sha256', master, '', 'duebox sealing', 32))
  return {
    seal: (plain, purpose) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [VERSION, iv, cipher.getAuthTag(), body]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.')
    },
    open: (sealed, purpose) => {
      const [version, iv, tag, body] = sealed.split('.')
      if (version !== VERSION || !iv || !tag || body === undefined) {
        throw new Error('A stored secret is not in a known form.')
      }
      const decipher = createDecipheriv('aes-256-gcm', sealing, Buffer.from(iv, 'base64url'))
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(Buffer.from(tag, 'base64url'))
      const hidden = Buffer.from(body, 'base64url')
      const plain = Buffer.concat([decipher.update(hidden), decipher.final()])
      return plain.toString('utf8')
    },
    derive: (use) =>
      Buffer.from(hkdfSync('sha256', master, '', `duebox ${use}`, 32)).toString('base64url'),
  }
}

function keyFromFile(file: string): Buffer {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  if (!fs.existsSync(file)) {
    // Written aside and linked into place: of two processes that start at once, one key wins.
    const aside = `${file}.${process.pid}`
    fs.writeFileSync(aside, randomBytes(32).toString('base64url'), { mode: 0o600 })
    try {
      fs.linkSync(aside, file)
    } catch (error) {
      if (!fs.existsSync(file)) throw error
    }
    fs.rmSync(aside)
  }
  const key = Buffer.from(fs.readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.length !== 32) throw new Error(`${file} does not hold a key: restore it from a backup.`)
  return key
}

/** A token for addresses and links: lower-case letters and digits, `bits` of randomness. */
export function randomToken(bits: number): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
  return [...randomBytes(Math.ceil(bits / 5))].map((byte) => alphabet[byte % 32]).join('')
}

export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')
