// Asks the DNS about a sender's domain, and the mail server whether it speaks TLS.
import dns from 'node:dns/promises'
import nodemailer from 'nodemailer'
import { judgeDkim, judgeDmarc, judgeSpf, type Judged } from '#domain/mail/judge-sender.ts'
import type { SmtpSettings } from './smtp.ts'

export interface SenderCheck extends Judged {
  name: 'spf' | 'dkim' | 'dmarc' | 'tls'
  host: string
}

// Of the large providers; others name theirs in what they tell their customers.
const USUAL_SELECTORS = ['selector1', 'selector2', 'google', 'default', 'dkim', 'mail', 'k1', 's1']
const ASK_TIMEOUT_MS = 4_000

const UNREACHED: Judged = { result: 'unknown', found: '',
  advice: 'The DNS did not answer from here. Try again, or look from another place.' }

export async function lookUpSender(
  domain: string, selector: string | null, smtp: SmtpSettings | null,
): Promise<SenderCheck[]> {
  const [spf, dkim, dmarc, tls] = await Promise.all([
    judged(domain, judgeSpf), keyOf(domain, selector),
    judged(`_dmarc.${domain}`, judgeDmarc), askTls(smtp),
  ])
  return [
    { name: 'spf', host: domain, ...spf }, dkim,
    { name: 'dmarc', host: `_dmarc.${domain}`, ...dmarc }, tls,
  ]
}

/** Null: nobody answered, which says nothing about the domain. */
async function textsAt(host: string): Promise<string[] | null> {
  const resolver = new dns.Resolver({ timeout: ASK_TIMEOUT_MS, tries: 1 })
  try {
    return (await resolver.resolveTxt(host)).map((parts) => parts.join(''))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null
  }
}

async function judged(
  host: string, judge: (records: readonly string[]) => Judged,
): Promise<Judged> {
  const records = await textsAt(host)
  return records === null ? UNREACHED : judge(records)
}

async function keyOf(domain: string, selector: string | null): Promise<SenderCheck> {
  const asked = selector === null ? USUAL_SELECTORS : [selector]
  const answers = await Promise.all(asked.map(async (name): Promise<SenderCheck> => {
    const host = `${name}._domainkey.${domain}`
    return { name: 'dkim', host, ...await judged(host, judgeDkim) }
  }))
  const found = answers.find(({ result }) => result === 'good')
    ?? answers.find(({ result }) => result === 'weak') ?? answers[0]
  return found ?? { name: 'dkim', host: domain, ...UNREACHED }
}

/** Of the server alone, without the DNS. */
export async function askTls(smtp: SmtpSettings | null): Promise<SenderCheck> {
  if (smtp === null) {
    return { name: 'tls', host: '', result: 'unknown', found: '',
      advice: 'Set a mail server first.' }
  }
  const host = `${smtp.host}:${smtp.port}`
  const transport = nodemailer.createTransport({
    host: smtp.host, port: smtp.port, secure: smtp.isTls, requireTLS: true,
    connectionTimeout: ASK_TIMEOUT_MS, greetingTimeout: ASK_TIMEOUT_MS,
    ...(smtp.user ? { auth: { user: smtp.user, pass: smtp.password ?? '' } } : {}),
  })
  try {
    await transport.verify()
    return { name: 'tls', host, result: 'good', found: 'The server speaks TLS.', advice: '' }
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : ''
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ETLS' || /STARTTLS|certificate|self.signed/i.test(why)
      ? { name: 'tls', host, result: 'missing', found: why,
        advice: 'Passwords and mail would travel readable. Use port 465 or 587 with TLS.' }
      : { name: 'tls', host, result: 'unknown', found: why,
        advice: 'The server could not be asked; see whether host, port and password are right.' }
  } finally {
    transport.close()
  }
}
