// Recognises our own test of the reply address when it comes back: it holds and links nothing.
import { classifyMail } from '#domain/mail/classify-mail.ts'
import { findForwarding, type ForwardingPath } from '#domain/mail/find-forwarding.ts'
import type { ProbeReturn } from '#domain/reply-probe.ts'
import type { Org } from '../platform/in-organization.ts'
import type { ArrivalRow } from './arrival-store.ts'
import type { MailRow } from './mail-store.ts'
import type { ReadMail } from './parse-mail.ts'
import { noteProbeFailed, noteReturned, probeByTokens, type ProbeRow } from './probe-store.ts'

export interface ArrivedProbe {
  row: MailRow
  mail: ReadMail
  arrival: ArrivalRow | null
  authentication: ProbeReturn['authentication']
}

const TOKEN = /duebox-test-([a-z0-9]{24})(?![a-z0-9])/g
const MOST_TEXT = 64_000
const MOST_TOKENS = 10

/** Why it is settled as our own; null for any other mail. Stands before all classifying. */
export async function settleProbe(org: Org, arrived: ArrivedProbe): Promise<string | null> {
  const { mail, arrival } = arrived
  const text = `${mail.subject}\n${(mail.text ?? mail.htmlText ?? '').slice(0, MOST_TEXT)}`
  const tokens = [...text.matchAll(TOKEN)].flatMap((match) => match[1] ?? [])
  const probe = await probeByTokens(org, [...new Set(tokens)].slice(0, MOST_TOKENS))
  if (!probe) return null
  if (arrival?.is_sent_folder) return 'Our test of the reply address, in the sent mail.'
  const { kind } = classifyMail(mail)
  if (kind === 'bounce') {
    await noteProbeFailed(org, probe.id, `The mailbox refused it: ${firstLine(mail)}`)
    return 'Our test of the reply address was refused.'
  }
  const isMachine = kind === 'auto_reply' || kind === 'read_receipt' || kind === 'delivery_notice'
  const answers = [mail.inReplyTo, ...mail.references].includes(probe.message_ref)
  if (isMachine || answers) return 'An answer to our test of the reply address.'
  await noteReturned(org, probe.id, seenOf(probe, arrived))
  return 'Our test of the reply address came back.'
}

function seenOf(probe: ProbeRow, arrived: ArrivedProbe): ProbeReturn {
  const { row, mail, arrival, authentication } = arrived
  const from = mail.from?.address ?? ''
  return {
    way: row.source, mailbox: arrival?.mailbox_name ?? null, from,
    isSenderKept: from === probe.from_address.toLowerCase(),
    isThreadKept: mail.messageId === probe.message_ref
      && mail.references.includes(probe.thread_ref),
    forwardedVia: passedOnBy(mail), authentication,
  }
}

/** Whose rule or group it came through, in words. */
function passedOnBy(mail: ReadMail): string | null {
  const found = findForwarding(mail)
  if (!found) return null
  return found.by === null ? WAYS[found.path] : `${WAYS[found.path]}, ${found.by}`
}

const WAYS: Record<ForwardingPath, string> = {
  gmail: 'Gmail', m365_forwarding: 'Microsoft 365', redirect_rule: 'a redirect rule',
  google_group: 'a Google group', yahoo: 'Yahoo', resent: 'a mailbox that resends',
  server_forwarding: 'a server that forwards', auto_forwarded: 'an automatic forwarding',
  manual: 'somebody, by hand',
}

const firstLine = (mail: ReadMail): string =>
  (mail.text ?? mail.subject).trim().split('\n')[0]?.slice(0, 200) ?? ''
