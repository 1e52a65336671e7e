// Puts each recipient's own link where a message that leaves has its stand-in.
import { sql } from 'kysely'
import { fillPlaceholders, hasPlaceholder } from '#domain/link.ts'
import { keepLinks, newLink, type NewLink } from '../customers/links.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Send } from './send-message.ts'

/** The sends as they leave, and the links that become valid for those that win their key. */
export function putLinks(
  org: Org, sends: readonly Send[],
): { sends: Send[]; links: Map<string, NewLink> } {
  const links = new Map<string, NewLink>()
  const linked = sends.map((send) => {
    const { message } = send
    const variables = Object.entries(send.sms?.contentVariables ?? {})
    const texts = [message.subject, message.bodyText, ...variables.map(([, value]) => value)]
      .join(' ')
    if (message.customerId === null || !hasPlaceholder(texts)) return send
    const link = newLink(org)
    links.set(message.id, link)
    return { ...send, ...(send.sms === undefined ? {} : { sms: {
      ...send.sms, ...(variables.length === 0 ? {} : { contentVariables: Object.fromEntries(
        variables.map(([name, value]) => [name, fillPlaceholders(value, link.address)])) }),
    } }), message: {
      ...message, subject: fillPlaceholders(message.subject ?? '', link.address),
      bodyText: fillPlaceholders(message.bodyText, link.address),
      bodyHtml: message.bodyHtml == null ? null
        : fillPlaceholders(message.bodyHtml, link.address),
    } }
  })
  return { sends: linked, links }
}

/** Keeps the links of what was committed; a text that was written before is written anew. */
export async function keepPutLinks(org: Org, committed: readonly Send[], of: {
  links: ReadonlyMap<string, NewLink>; areWritten: boolean
}): Promise<void> {
  const kept = committed.flatMap((send) => {
    const link = of.links.get(send.message.id)
    const { id: messageId, customerId } = send.message
    if (link === undefined || customerId === null) return []
    return [{ link, customerId, recipient: send.key.recipient, messageId, send,
      invoiceId: invoiceOf(send) }]
  })
  await keepLinks(org, kept)
  if (!of.areWritten || kept.length === 0) return
  const texts = kept.map(({ send: { message } }) =>
    ({ id: message.id, subject: message.subject ?? '', text: message.bodyText,
      html: message.bodyHtml ?? null }))
  await sql`update message m set subject = x.subject, body_text = x.text, body_html = x.html
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as x(id uuid, subject text, text text,
      html text)
    where m.org_id = ${org.id} and m.id = x.id`.execute(org.tx)
}

/** The invoice that the step follows, else the oldest that the message speaks of. */
function invoiceOf({ message }: Send): string | null {
  const carrying = message.reasons?.['carryingInvoiceId']
  return typeof carrying === 'string' ? carrying : message.snapshot?.[0]?.invoiceId ?? null
}
