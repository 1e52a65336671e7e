// One attachment as it is kept: a harmless name, its size, its bytes.
import type { Attachment } from 'postal-mime'
import type { MailAttachment } from '#domain/mail/mail.ts'
import { cleanName } from '../platform/file-name.ts'

export interface KeptAttachment {
  attachment: MailAttachment
  content: Uint8Array<ArrayBuffer>
}

/** An attachment of the parser in our words. */
export function keptAttachment(part: Attachment): KeptAttachment {
  const content = contentOf(part)
  return {
    content,
    attachment: {
      name: part.filename ? cleanName(part.filename) : null,
      type: part.mimeType.toLowerCase().slice(0, 200),
      sizeBytes: content.byteLength,
      disposition: dispositionOf(part),
      contentId: part.contentId ? part.contentId.replace(/[<>\s]/g, '').slice(0, 500) : null,
      isEmbeddedMessage: isEmbeddedType(part.mimeType),
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
