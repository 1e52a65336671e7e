// One attachment as it is kept: a harmless name, its size, its bytes.
import type { Attachment } from 'postal-mime'
import type { MailAttachment } from '#domain/mail/mail.ts'
import { cleanName } from '../platform/file-name.ts'
import { inspectAttachment } from './inspect-attachment.ts'

export interface KeptAttachment {
  attachment: MailAttachment
  content: Uint8Array<ArrayBuffer>
}

/** An attachment of the parser in our words. */
export async function keptAttachment(part: Attachment): Promise<KeptAttachment> {
  const content = contentOf(part)
  const name = part.filename ? cleanName(part.filename) : null
  const type = part.mimeType.toLowerCase().slice(0, 200)
  const judged = await inspectAttachment({
    name: name ?? '', type, content, isNameDeceiving: isDeceiving(part.filename ?? ''),
  })
  return {
    content,
    attachment: {
      name,
      type,
      sizeBytes: content.byteLength,
      disposition: dispositionOf(part),
      contentId: part.contentId ? part.contentId.replace(/[<>\s]/g, '').slice(0, 500) : null,
      isEmbeddedMessage: isEmbeddedType(part.mimeType),
      risk: judged.risk,
      riskWhy: judged.why,
    },
  }
}

function dispositionOf({ disposition }: Attachment): MailAttachment['disposition'] {
  if (disposition === 'attachment') return 'attachment'
  return disposition === 'inline' ? 'inline' : null
}

/** Types of a whole message inside another. */
export const isEmbeddedType = (type: string): boolean =>
  /^message\/(rfc822|global)$/i.test(type)

/** The bytes of a part, in a buffer of its own. */
export function contentOf(part: Attachment): Uint8Array<ArrayBuffer> {
  const { content } = part
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof ArrayBuffer ? new Uint8Array(content) : new Uint8Array(content)
}

// Marks that turn the direction of writing, or letters without width, have no use in a name.
const isDeceiving = (name: string): boolean =>
  // oxlint-disable-next-line no-control-regex
  /[\u0000\u202a-\u202e\u2066-\u2069]/.test(name)
