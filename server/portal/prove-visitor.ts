// The second factor of the payment page: a code by mail, or an invoice and what is open on it.
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { readAmount } from '#domain/amount-cell.ts'
import { addSeconds } from '#domain/day.ts'
import { codeMail, pageLanguage } from '#domain/page-code.ts'
import type { Outgoing } from '../channels/channel.ts'
import { conflict, forbidden, invalid, tooMany } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { inboundDomainOf } from '../settings/addresses.ts'
import { emailSettingsOf, type SmtpSettings } from '../settings/read-email-settings.ts'
import { textToHtml } from '../templates/text-to-html.ts'
import { amountsOfNumber } from './page-store.ts'
import { countTry, insertProof, insertSession, openProof, proofsSince } from './proof-store.ts'
import { refuseOnlookers, type Visit } from './visit.ts'
import { hiddenAddress } from './way-of-proof.ts'

export const CODE_MINUTES = 10
export const SESSION_MINUTES = 30
const MOST_TRIES = 5
const MOST_CODES = 3
const MOST_PROOFS_A_DAY = 10
const DAY_SECONDS = 86_400

export interface CodeToSend {
  id: string
  outgoing: Outgoing
  smtp: SmtpSettings | null
  sentTo: string
}

/** The row is there before the mail leaves; it is handed over after the commit. */
export async function prepareCode(visit: Visit): Promise<CodeToSend> {
  const { org, link, proof, visitor } = visit
  refuseOnlookers(visit)
  if (proof.way === 'knowledge') {
    throw conflict('No code can be sent here: enter an invoice number and what is open on it.')
  }
  await refuseMany(org, link.id, { most: MOST_CODES, seconds: CODE_MINUTES * 60 })
  const id = newId()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await insertProof(org, {
    id, linkId: link.id, way: proof.way, address: proof.address,
    codeHash: codeHash(org, id, code),
    expiresAt: addSeconds(org.installation.now(), CODE_MINUTES * 60),
  })
  const settings = emailSettingsOf(org)
  const language = pageLanguage([visitor.contact_locale, visitor.customer_locale,
    org.settings.locale])
  const mail = codeMail(language, { code, company: org.settings.name, minutes: CODE_MINUTES })
  return {
    id, sentTo: hiddenAddress(proof.address),
    // A sandbox never reaches the world, whatever its settings say.
    smtp: org.settings.is_sandbox ? null : settings.smtp,
    outgoing: {
      attemptId: id, channel: 'email',
      from: { name: settings.fromName, address: settings.fromAddress }, to: [proof.address],
      cc: [], bcc: [], replyTo: settings.replyTo, subject: mail.subject, text: mail.text,
      html: textToHtml(mail.text), inReplyTo: null, references: [], isAutomatic: true,
      messageRef: `code-${id}@${inboundDomainOf(org.installation.config)}`,
    },
  }
}

async function refuseMany(
  org: Org, linkId: string, of: { most: number; seconds: number },
): Promise<void> {
  const since = (seconds: number) => addSeconds(org.installation.now(), -seconds)
  if (await proofsSince(org, linkId, since(of.seconds)) >= of.most
    || await proofsSince(org, linkId, since(DAY_SECONDS)) >= MOST_PROOFS_A_DAY) {
    throw tooMany('This was tried too often. Wait ten minutes, or answer the message instead.')
  }
}

const codeHash = (org: Org, id: string, code: string): string =>
  createHmac('sha256', org.installation.secrets.derive('portal codes'))
    .update(`${id} ${code}`).digest('base64url')

export type Given = { code: string } | { invoiceNumber: string; amount: string }

/** What came of a try; a wrong one must commit, so it is no error here. */
export type Proved =
  | { ok: true; cookie: string }
  | { ok: false; triesLeft: number; isOver: boolean }

export async function prove(visit: Visit, given: Given): Promise<Proved> {
  refuseOnlookers(visit)
  const { org, link, proof } = visit
  if ('code' in given) return proveByCode(visit, given.code)
  if (proof.way !== 'knowledge') throw forbidden('Enter the code that was sent to you.')
  const open = await openProof(org, link.id, 'knowledge') ?? await openKnowledge(visit)
  if (open.tries >= MOST_TRIES) return { ok: false, triesLeft: 0, isOver: true }
  return settleTry(visit, open, await knows(visit, given))
}

async function proveByCode(visit: Visit, code: string): Promise<Proved> {
  const { org, link } = visit
  const open = await openProof(org, link.id, 'code')
  if (open === null || open.tries >= MOST_TRIES || open.code_hash === null) {
    return { ok: false, triesLeft: 0, isOver: true }
  }
  const wanted = Buffer.from(open.code_hash)
  const hash = Buffer.from(codeHash(org, open.id, code.replaceAll(/\s/g, '')))
  return settleTry(visit, open, timingSafeEqual(wanted, hash))
}

async function settleTry(
  { org, link }: Visit, open: { id: string; tries: number }, isRight: boolean,
): Promise<Proved> {
  await countTry(org, open.id, isRight)
  const triesLeft = MOST_TRIES - open.tries - 1
  if (!isRight) return { ok: false, triesLeft, isOver: triesLeft === 0 }
  const cookie = randomToken(160)
  await insertSession(org, {
    linkId: link.id, tokenHash: hashToken(cookie),
    expiresAt: addSeconds(org.installation.now(), SESSION_MINUTES * 60),
  })
  return { ok: true, cookie }
}

async function openKnowledge({ org, link }: Visit) {
  await refuseMany(org, link.id, { most: MOST_PROOFS_A_DAY, seconds: DAY_SECONDS })
  const id = newId()
  await insertProof(org, {
    id, linkId: link.id, way: 'knowledge', address: '', codeHash: null,
    expiresAt: addSeconds(org.installation.now(), CODE_MINUTES * 60),
  })
  return { id, tries: 0 }
}

async function knows(
  { org, link }: Visit, given: { invoiceNumber: string; amount: string },
): Promise<boolean> {
  const amounts = await amountsOfNumber(org, link.customerId, given.invoiceNumber)
  return amounts.some((row) => {
    const read = readAmount(given.amount, row.currency, 'unknown')
    return read.ok && read.value === row.asked_minor
  })
}

export function refuseWrong(proved: Extract<Proved, { ok: false }>, isCode: boolean): never {
  const field = isCode ? 'code' : 'invoiceNumber'
  if (proved.isOver) {
    throw invalid(isCode ? 'This code works no more: ask for a new one.'
      : 'This was tried too often. Wait ten minutes, or answer the message instead.',
    [{ field, message: 'over' }])
  }
  throw invalid(isCode ? `This is not the code. ${proved.triesLeft} tries are left.`
    : `This is not an invoice with this open amount. ${proved.triesLeft} tries are left.`,
  [{ field, message: 'wrong' }])
}
