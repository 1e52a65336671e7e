// Shows what may be looked at inside a message: its pictures, its PDFs, and broken mail as text.
import { sql } from 'kysely'
import { notFound } from '../platform/errors.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { fetchImage, type FetchedImage } from './fetch-image.ts'
import { imageType, isPdf } from './image-type.ts'
import { readInboundMail } from './list-mail.ts'

/** By place among the remote pictures of the stored HTML: no caller can name an address. */
export async function showRemoteImage(
  installation: Installation, caller: { orgId: string; actor: string },
  wish: { messageId: string; place: number },
  fetching: (address: string) => Promise<FetchedImage> = fetchImage,
): Promise<Response> {
  const address = await inOrganization(installation, caller.orgId, caller.actor,
    (org) => remoteAddress(org, wish))
  const image = await fetching(address)
  if (image.result === 'refused') throw notFound(`The picture cannot be shown. ${image.why}`)
  return shown(image.bytes, image.type)
}

const REMOTE = /data-remote-src="([^"]*)"/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

async function remoteAddress(
  org: Org, { messageId, place }: { messageId: string; place: number },
): Promise<string> {
  const { rows } = await sql<{ body_html: string | null }>`select body_html from message
    where org_id = ${org.id} and id = ${messageId} and direction = 'in'`.execute(org.tx)
  const found = [...(rows[0]?.body_html ?? '').matchAll(REMOTE)][place]?.[1]
  if (found === undefined) throw notFound('This message has no such picture.')
  return found.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '')
}

export async function showAttachment(org: Org, id: string): Promise<Response> {
  const { rows } = await sql<{ content: Buffer }>`
    select content from attachment where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  const content = rows[0]?.content
  if (!content) throw notFound('This attachment does not exist.')
  const type = imageType(content) ?? (isPdf(content) ? 'application/pdf' : null)
  if (!type) {
    throw notFound('Only PNG, JPEG, GIF, WebP and PDF are shown here; download the file instead.')
  }
  return shown(content, type)
}

function shown(bytes: Buffer, type: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-length': String(bytes.length),
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    },
  })
}

const MOST_SHOWN = 64_000

/** As UTF-8 where it is, else byte for byte: a person reads past what a parser cannot. */
export async function showMailText(org: Org, id: string) {
  const mail = await readInboundMail(org, id)
  const { rows } = await sql<{ head: Buffer }>`
    select substring(raw for ${MOST_SHOWN}) as head from inbound_mail
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  const head = rows[0]?.head ?? Buffer.alloc(0)
  const utf8 = head.toString('utf8')
  const text = utf8.includes('\ufffd') ? head.toString('latin1') : utf8
  // oxlint-disable-next-line no-control-regex
  const readable = text.replaceAll('\r', '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '·')
  return { mail, text: readable, isCut: mail.sizeBytes > MOST_SHOWN }
}
