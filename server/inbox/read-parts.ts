// The facts of the MIME tree that the classifier asks for: reports and embedded messages.
import type { Attachment } from 'postal-mime'
import type { EmbeddedMessage, MailParts } from '#domain/mail/mail.ts'
import { messageIdOf } from '#domain/mail/message-id.ts'
import { decodeBytes } from './decode-header.ts'
import { contentOf, isEmbeddedType } from './read-attachment.ts'
import { decodeHeaders, readHead } from './read-head.ts'

const MOST_REPORT_BYTES = 64 * 1024
const MOST_EMBEDDED = 5
const HEADERS_TYPE = /^text\/(rfc822-headers|global-headers)$/
const REPORT_TYPES = {
  deliveryStatus: /^message\/(global-)?delivery-status$/,
  dispositionNotification: /^message\/(global-)?disposition-notification$/,
  feedbackReport: /^message\/feedback-report$/,
}

/** Parts that are evidence for us and of no use to a reader as attachments. */
export const isReportPart = (part: Attachment): boolean =>
  HEADERS_TYPE.test(part.mimeType)
  || Object.values(REPORT_TYPES).some((type) => type.test(part.mimeType))

/** Facts of the tree. Embedded messages are not looked into, but for their head. */
export function partsOf(tree: {
  root: { type: string; reportType: string | null }
  attachments: readonly Attachment[]
  hasText: boolean
  hasHtml: boolean
}): MailParts {
  const { root, attachments } = tree
  const types = [
    root.type, ...(tree.hasText ? ['text/plain'] : []), ...(tree.hasHtml ? ['text/html'] : []),
    ...attachments.slice(0, 500).map((part) => part.mimeType.toLowerCase()),
  ]
  return {
    contentTypes: types.filter((type, index) => index === 0 || type !== types[0]),
    reportType: root.reportType,
    deliveryStatus: reportText(attachments, REPORT_TYPES.deliveryStatus),
    dispositionNotification: reportText(attachments, REPORT_TYPES.dispositionNotification),
    feedbackReport: reportText(attachments, REPORT_TYPES.feedbackReport),
    embedded: attachments.filter((part) => isEmbedded(part.mimeType))
      .slice(0, MOST_EMBEDDED).map(embeddedOf),
  }
}

function reportText(attachments: readonly Attachment[], type: RegExp): string | null {
  const parts = attachments.filter((part) => type.test(part.mimeType)).slice(0, 20)
  if (parts.length === 0) return null
  return parts
    .map((part) => decodeBytes(contentOf(part).subarray(0, MOST_REPORT_BYTES), 'utf-8'))
    .join('\n\n').slice(0, MOST_REPORT_BYTES)
}

const isEmbedded = (type: string): boolean =>
  isEmbeddedType(type) || HEADERS_TYPE.test(type) || type === 'message/partial'

function embeddedOf(part: Attachment): EmbeddedMessage {
  const content = contentOf(part)
  const start = content[0] === 0x0a || content[0] === 0x0d ? content.subarray(2) : content
  const headers = decodeHeaders(readHead(start).headers)
  const id = headers.find((header) => header.name === 'message-id')?.value ?? ''
  return { headers, messageId: messageIdOf(id), isHeadersOnly: HEADERS_TYPE.test(part.mimeType) }
}
