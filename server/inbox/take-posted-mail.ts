// Takes mail that a provider posts: the token names the hook, the provider proves itself, and the
// raw message is committed before the answer.
import { createHash, createHmac, timingSafeEqual, verify } from 'node:crypto'
import { invalid, Problem, tooLarge, unauthorized } from '../platform/errors.ts'
import { inOrganization, SYSTEM } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import {
  mailOfHook, noteHookMail, noteHookRefused, spendToken, type HookProvider, type HookRow,
} from './hook-store.ts'
import { readPosted } from './posted-mail.ts'
import { fieldText, readForm } from './read-form.ts'
import { hookOfToken, hookPurpose, publicKeyOf } from './save-hook.ts'
import { MOST_MAIL_BYTES, readMailBody, storeMailIn } from './store-mail.ts'

export interface Taken {
  inboundMailId: string
  isDuplicate: boolean
}

export interface Post {
  provider: HookProvider
  token: string
  request: Request
  query: { from: string; to: string }
}

export async function takePostedMail(installation: Installation, post: Post): Promise<Taken> {
  const found = await hookOfToken(installation, post.token, post.provider)
  if (!found) {
    throw unauthorized('This address is not valid, or was revoked: copy a new one from Settings.')
  }
  const { orgId, hook } = found
  try {
    return await take(installation, { ...post, orgId, hook })
  } catch (error) {
    // People see in the list of hooks why mail does not get in.
    if (error instanceof Problem) {
      await inOrganization(installation, orgId, SYSTEM,
        (org) => noteHookRefused(org, hook.id, error.message))
    }
    throw error
  }
}

type Found = Post & { orgId: string; hook: HookRow }

async function take(installation: Installation, found: Found): Promise<Taken> {
  const { request, provider, hook, orgId } = found
  const secret = hook.secret_sealed === null ? null
    : installation.secrets.open(hook.secret_sealed, hookPurpose(orgId, hook.id))
  if (provider === 'postmark') checkBasic(request, secret)
  const body = await readMailBody(request)
  const contentType = request.headers.get('content-type') ?? ''
  if (provider === 'sendgrid') checkSendgrid(request, body, secret)
  const token = provider === 'mailgun' && secret !== null
    ? checkMailgun(body, contentType, { secret, now: installation.now() }) : null
  const posted = readPosted(provider, { body, contentType, query: found.query })
  if (posted.raw.length > MOST_MAIL_BYTES) throw tooLarge('This mail is larger than 30 MB.')
  const sha256 = createHash('sha256').update(posted.raw).digest('hex')
  return inOrganization(installation, orgId, SYSTEM, async (org) => {
    if (token !== null && await spendToken(org, { hookId: hook.id, token, sha256 }) === 'spent') {
      throw unauthorized('The token of this signature was used for another message.')
    }
    const before = await mailOfHook(org, hook.id, sha256)
    await noteHookMail(org, hook.id)
    if (before !== null) return { inboundMailId: before, isDuplicate: true }
    const inboundMailId = await storeMailIn(org, {
      raw: posted.raw, envelopeFrom: posted.envelopeFrom, envelopeTo: posted.envelopeTo,
      source: 'webhook',
    }, { hookId: hook.id, isRebuilt: posted.isRebuilt })
    return { inboundMailId, isDuplicate: false }
  })
}

const isSame = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

function checkBasic(request: Request, secret: string | null): void {
  if (secret === null) return
  const given = /^Basic\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  if (isSame(Buffer.from(given, 'base64').toString('utf8'), secret)) return
  throw unauthorized('User and password are not those of this address: put them into the URL that '
    + 'Postmark calls, as in https://user:password@….')
}

/** Signs the timestamp and the very bytes of the body, so a replay is only the same message. */
function checkSendgrid(request: Request, body: Buffer, secret: string | null): void {
  if (secret === null) return
  const signature = request.headers.get('x-twilio-email-event-webhook-signature') ?? ''
  const timestamp = request.headers.get('x-twilio-email-event-webhook-timestamp') ?? ''
  const signed = Buffer.concat([Buffer.from(timestamp), body])
  const bytes = Buffer.from(signature, 'base64')
  if (timestamp !== '' && verify('sha256', signed, publicKeyOf(secret), bytes)) return
  throw unauthorized('The signature is not that of the public key of this address: turn on the '
    + 'security policy of the parse setting, and copy its key here.')
}

// Mailgun repeats a call for eight hours; what is older is somebody's replay.
const LONGEST_RETRY_SECONDS = 12 * 3_600
const MOST_AHEAD_SECONDS = 300

/** Returns the one-time token: the signature covers it, but not the message. */
function checkMailgun(
  body: Buffer, contentType: string, given: { secret: string; now: string },
): string {
  const fields = readForm(body, contentType)
  const [timestamp, token, signature] = ['timestamp', 'token', 'signature']
    .map((name) => fieldText(fields, name) ?? '')
  if (!timestamp || !token || !signature || token.length > 200) {
    throw unauthorized('This call is not signed; Mailgun signs its own.')
  }
  const expected = createHmac('sha256', given.secret).update(timestamp + token).digest('hex')
  if (!isSame(expected, signature)) {
    throw unauthorized('The signature is not that of the signing key of this address: copy the '
      + 'HTTP webhook signing key of Mailgun here.')
  }
  const age = Date.parse(given.now) / 1000 - Number(timestamp)
  if (Number.isNaN(age)) throw invalid('The timestamp is not a number.')
  if (age > LONGEST_RETRY_SECONDS || age < -MOST_AHEAD_SECONDS) {
    throw unauthorized('This call was signed too long ago, or the clock of this server is wrong.')
  }
  return token
}
