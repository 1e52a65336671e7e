// Reads posted forms byte for byte: a raw message in a field must not be decoded on the way.
import { invalid } from '../platform/errors.ts'

export interface FormField {
  name: string
  fileName: string | null
  contentType: string
  bytes: Buffer
}

const MOST_FIELDS = 1_000
const MOST_HEAD_BYTES = 16 * 1024

export function readForm(body: Buffer, contentType: string): FormField[] {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return urlEncoded(body)
  const boundary = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (type !== 'multipart/form-data' || mark === undefined) {
    throw invalid('Send a form: multipart/form-data with its boundary, or url-encoded.')
  }
  return multipart(body, Buffer.from(`--${mark}`, 'latin1'))
}

export const fieldText = (fields: readonly FormField[], name: string): string | null =>
  fields.find((field) => field.name === name)?.bytes.toString('utf8') ?? null

function urlEncoded(body: Buffer): FormField[] {
  const text = body.toString('latin1')
  return text.split('&').slice(0, MOST_FIELDS).filter((pair) => pair !== '').map((pair) => {
    const gap = pair.indexOf('=')
    const name = percentDecoded(gap < 0 ? pair : pair.slice(0, gap)).toString('utf8')
    const bytes = gap < 0 ? Buffer.alloc(0) : percentDecoded(pair.slice(gap + 1))
    return { name, fileName: null, contentType: 'text/plain', bytes }
  })
}

const percentDecoded = (text: string): Buffer => Buffer.from(text.replaceAll('+', ' ')
  .replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')

function multipart(body: Buffer, mark: Buffer): FormField[] {
  const fields: FormField[] = []
  let at = body.indexOf(mark)
  while (at >= 0) {
    const begin = at + mark.length
    if (body.subarray(begin, begin + 2).toString('latin1') === '--') return fields
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), begin)
    // Without its end the form was cut off: what is there is not the whole message.
    if (next < 0) break
    if (fields.length >= MOST_FIELDS) throw invalid(`A form has ${MOST_FIELDS} fields at most.`)
    fields.push(toField(body.subarray(begin + 2, next)))
    at = next + 2
  }
  throw invalid('This form is cut off: its last boundary is missing. Send it again.')
}

function toField(part: Buffer): FormField {
  const gap = part.indexOf('\r\n\r\n')
  if (gap < 0 || gap > MOST_HEAD_BYTES) throw invalid('A field of this form has no head.')
  const head = part.subarray(0, gap).toString('utf8')
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
  const named = (parameter: string) =>
    new RegExp(`;\\s*${parameter}="([^"]{0,500})"`, 'i').exec(disposition)?.[1] ?? null
  return {
    name: named('name') ?? '', fileName: named('filename'),
    contentType: /^content-type:\s*([^\r\n]{1,200})$/im.exec(head)?.[1]?.trim() ?? 'text/plain',
    bytes: part.subarray(gap + 4),
  }
}
