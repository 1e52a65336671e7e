// Looks at a received file without opening it: its first bytes, and the list inside a zip.
import { fileTypeFromBuffer } from 'file-type'
import yauzl from 'yauzl'
import {
  judgeAttachment, type ArchiveEntry, type AttachmentFacts, type Judged,
} from '#domain/mail/attachment-risk.ts'

const MOST_ENTRIES = 1_000
const START_BYTES = 64 * 1024

export async function inspectAttachment(file: {
  name: string; isNameDeceiving: boolean; type: string; content: Uint8Array
}): Promise<Judged> {
  const { content } = file
  const start = Buffer.from(content.subarray(0, START_BYTES)).toString('latin1')
  const isZip = start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')
  const archive = isZip ? await directoryOf(content) : null
  const sniffed = await sniff(content, archive?.entries ?? [])
  return judgeAttachment({
    name: file.name, isNameDeceiving: file.isNameDeceiving, declaredType: file.type, sniffed,
    isScript: isScript(start), isMarkup: isMarkup(start),
    hasMacros: hasMacros(content, archive?.entries ?? []),
    isEncrypted: isEncrypted(content, start), archive, sizeBytes: content.byteLength,
  })
}

// Office documents are zips: the list of their contents tells which, without inflating anything.
async function sniff(
  content: Uint8Array, entries: readonly ArchiveEntry[],
): Promise<AttachmentFacts['sniffed']> {
  const has = (start: string) => entries.some((entry) => entry.name.startsWith(start))
  if (entries.length > 0) {
    if (has('AndroidManifest.xml')) return { extension: 'apk', type: 'application/zip' }
    if (has('META-INF/MANIFEST.MF')) return { extension: 'jar', type: 'application/java-archive' }
    if (has('[Content_Types].xml')) {
      const kind = has('word/') ? 'docx' : has('xl/') ? 'xlsx' : has('ppt/') ? 'pptx' : 'zip'
      return { extension: kind, type: 'application/zip' }
    }
    if (has('META-INF/manifest.xml') && has('mimetype')) {
      return { extension: 'odt', type: 'application/zip' }
    }
    return { extension: 'zip', type: 'application/zip' }
  }
  try {
    // The sniffer inflates parts of some archives: it is given no more than their start.
    const found = await fileTypeFromBuffer(content.subarray(0, START_BYTES))
    return found ? { extension: found.ext, type: found.mime } : null
  } catch {
    return null
  }
}

/** At most 1,000 names and sizes as the zip's own list gives them. */
function directoryOf(content: Uint8Array): Promise<NonNullable<AttachmentFacts['archive']>> {
  return new Promise((resolve) => {
    const entries: ArchiveEntry[] = []
    const done = (end: { isBroken: boolean; isTooLong: boolean }) => resolve({ entries, ...end })
    const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    // Names are decoded here: the reader refuses the deceiving ones that we want to see.
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false }
    yauzl.fromBuffer(buffer, options, (error, zip) => {
      if (error || !zip) return done({ isBroken: true, isTooLong: false })
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.push({
          name: nameOf(entry.fileName), packedBytes: entry.compressedSize,
          bytes: entry.uncompressedSize, isEncrypted: (entry.generalPurposeBitFlag & 1) !== 0,
        })
        if (entries.length >= MOST_ENTRIES) done({ isBroken: false, isTooLong: true })
        else zip.readEntry()
      })
      zip.on('end', () => done({ isBroken: false, isTooLong: false }))
      zip.on('error', () => done({ isBroken: true, isTooLong: false }))
      if (zip.entryCount > MOST_ENTRIES) return done({ isBroken: false, isTooLong: true })
      return zip.readEntry()
    })
  })
}

const nameOf = (name: string | Buffer): string =>
  (typeof name === 'string' ? name : name.toString('utf8')).slice(0, 500)

const isScript = (start: string): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s{0,100}(#!\s?\/|<\?php|<script|<%@|@echo off|On Error Resume Next)/i
    .test(start.slice(0, 500))

const PROLOGUE = /^(?:\u00ef\u00bb\u00bf)?(?:\s|<\?xml[^>]{0,200}>|<!--[^>]{0,2000}-->){0,500}/
const PAGE = /^<(!doctype (html|svg)|html|svg|body|iframe|x?hta:)/i

function isMarkup(start: string): boolean {
  const head = start.slice(0, 5_000)
  return PAGE.test(head.slice(PROLOGUE.exec(head)?.[0].length ?? 0))
}

function hasMacros(content: Uint8Array, entries: readonly ArchiveEntry[]): boolean {
  if (entries.some((entry) => /(^|\/)vbaProject\.bin$/i.test(entry.name))) return true
  const isCompound = content[0] === 0xd0 && content[1] === 0xcf && content[2] === 0x11
  if (!isCompound) return false
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  // Names in a compound file are UTF-16.
  return buffer.includes(Buffer.from('_VBA_PROJECT', 'utf16le'))
    || buffer.includes(Buffer.from('Macros', 'utf16le'))
}

// A 7z or rar names its lock in its head; a locked office file is a compound file with this name.
function isEncrypted(content: Uint8Array, start: string): boolean {
  if (start.startsWith('\u00d0\u00cf\u0011')) {
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength)
      .includes(Buffer.from('EncryptedPackage', 'utf16le'))
  }
  // RAR 4: a locked list of contents is bit 7 of the archive head, a locked file bit 2 of its own.
  if (start.startsWith('Rar!\u001a\u0007\u0000')) {
    return ((content[10] ?? 0) & 0x80) !== 0 || ((content[23] ?? 0) & 0x04) !== 0
  }
  // RAR 5: a locked archive begins with an encryption head, type 4.
  if (start.startsWith('Rar!\u001a\u0007\u0001\u0000')) return content[13] === 4
  // 7z: the id of AES stands in its list of methods.
  if (start.startsWith("7z\u00bc\u00af'\u001c")) {
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength)
      .includes(Buffer.from([0x06, 0xf1, 0x07, 0x01]))
  }
  return false
}
