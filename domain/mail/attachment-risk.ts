// What opening a received file may do: by its content first, by its name where content is silent.
import type { AttachmentRisk } from './mail.ts'

export interface ArchiveEntry {
  name: string
  packedBytes: number
  bytes: number
  isEncrypted: boolean
}

export interface AttachmentFacts {
  /** Cleaned for display. */
  name: string
  /** The name as sent still held marks that turn text around or hide in it. */
  isNameDeceiving: boolean
  /** What the sender calls it, lower-case. */
  declaredType: string
  /** What the bytes are; null when they do not tell. */
  sniffed: { extension: string; type: string } | null
  /** The bytes begin like a program for a shell or like a page. */
  isScript: boolean
  isMarkup: boolean
  /** A document that carries a program (macros). */
  hasMacros: boolean
  isEncrypted: boolean
  /** The directory of a zip, never its content; null for other files. */
  archive: { entries: readonly ArchiveEntry[]; isBroken: boolean; isTooLong: boolean } | null
  sizeBytes: number
}

export interface Judged {
  risk: AttachmentRisk
  /** Said to people; empty when safe. */
  why: string
}

const MOST_RATIO = 100
const MOST_DECLARED_BYTES = 200 * 1024 * 1024

/** The first reason found, the worst first. */
export function judgeAttachment(facts: AttachmentFacts): Judged {
  const dangerous = dangerIn(facts)
  if (dangerous !== null) return { risk: 'dangerous', why: dangerous }
  const caution = cautionIn(facts)
  return caution === null ? { risk: 'safe', why: '' } : { risk: 'caution', why: caution }
}

function dangerIn(facts: AttachmentFacts): string | null {
  const { name, sniffed, archive } = facts
  if (facts.isNameDeceiving) return 'Its name holds hidden characters that make it look different.'
  if (sniffed && PROGRAMS.has(sniffed.extension)) {
    return `It is a program (${sniffed.extension}), whatever its name says.`
  }
  const extension = extensionOf(name)
  if (DANGEROUS.has(extension)) return `Files that end in .${extension} can run programs.`
  if (hasDoubleExtension(name)) return 'Its name pretends to be another kind of file.'
  if (facts.isScript) return 'It begins like a script.'
  if (facts.isMarkup && !isTextName(extension)) return 'It is a web page, whatever its name says.'
  if (facts.hasMacros) return 'This document carries a program (macros).'
  if (facts.isEncrypted) return 'It is locked with a password, so nothing could look inside.'
  return archive === null ? null : dangerInArchive(archive.entries)
}

function dangerInArchive(entries: readonly ArchiveEntry[]): string | null {
  if (entries.some((entry) => entry.isEncrypted)) {
    return 'It is locked with a password, so nothing could look inside.'
  }
  const bad = entries.find((entry) => DANGEROUS.has(extensionOf(entry.name))
    || hasDoubleExtension(entry.name))
  if (bad) return `It contains a file that can run programs (.${extensionOf(bad.name)}).`
  // Names that leave the folder where they are unpacked.
  const outside = entries.some(({ name }) => /(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:/i.test(name))
  return outside ? 'It would write outside the folder in which it is unpacked.' : null
}

function cautionIn(facts: AttachmentFacts): string | null {
  const extension = extensionOf(facts.name)
  const { sniffed, archive } = facts
  if (archive) {
    const bomb = bombIn(archive)
    if (bomb !== null) return bomb
    if (archive.entries.some((entry) => ARCHIVES.has(extensionOf(entry.name)))) {
      return 'It contains another archive, into which nothing has looked.'
    }
  }
  if (sniffed && !OFFICE.has(sniffed.extension) && isArchive(sniffed.extension)
    || isArchive(extension)) {
    return 'It is an archive; look at what is inside before you open it.'
  }
  if (sniffed && contradicts(sniffed.extension, extension)) {
    return `It is ${sniffed.extension}, but its name says ${extension}.`
  }
  if (facts.declaredType === 'message/rfc822') return 'It is another e-mail.'
  if (OLD_OFFICE.has(sniffed?.extension ?? extension) || OLD_OFFICE.has(extension)) {
    return 'Old office documents may carry programs (macros).'
  }
  if (SAFE.has(sniffed?.extension ?? extension)) return null
  return isTextName(extension) ? null : 'This kind of file is not known.'
}

function bombIn(archive: NonNullable<AttachmentFacts['archive']>): string | null {
  if (archive.isBroken) return 'It is an archive whose list of contents cannot be read.'
  if (archive.isTooLong) return 'It is an archive of more than 1,000 files.'
  const bytes = archive.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const packed = archive.entries.reduce((sum, entry) => sum + entry.packedBytes, 0)
  if (bytes > MOST_DECLARED_BYTES) return 'It is an archive that unpacks to more than 200 MB.'
  // A few kilobytes of zeros are no bomb.
  return bytes > 1024 * 1024 && bytes / Math.max(packed, 1) > MOST_RATIO
    ? 'It is an archive that unpacks to more than 100 times its size.' : null
}

/** Lower-case, without the dot; blanks and dots at the end are dropped as Windows does. */
export function extensionOf(name: string): string {
  const plain = name.slice(-300).replace(/[\s.]+$/, '').toLowerCase()
  const dot = plain.lastIndexOf('.')
  return dot < 0 || dot < plain.search(/[^/\\]*$/) ? '' : plain.slice(dot + 1)
}

// `invoice.pdf.exe`, and `invoice.pdf      .exe`, which hides the end of the name.
function hasDoubleExtension(name: string): boolean {
  const found = /\.(pdf|docx?|xlsx?|jpe?g|png|txt|csv)[\s.]{0,200}\.([a-z0-9]{1,8})$/i
    .exec(name.slice(-300))
  if (/\s{8,}\.[a-z0-9]{1,8}$/i.test(name.slice(-300))) return true
  return found !== null && DANGEROUS.has((found[2] ?? '').toLowerCase())
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

const PROGRAMS = words('exe dll elf macho lnk class dex jar msi deb rpm wasm swf cab chm '
  + 'alias appx apk xpi crx')
const DANGEROUS = words('exe dll scr pif com cpl msi msix msixbundle appx appxbundle bat cmd ps1 '
  + 'ps1xml psm1 psd1 vbs vbe js jse mjs wsf wsh wsc sct hta jar lnk url scf reg iso img vhd vhdx '
  + 'vmdk dmg pkg app apk chm hlp xll xla xlam docm dotm xlsm xltm xlsb pptm potm ppam ppsm sldm '
  + 'one onepkg html htm shtml xht xhtml mht mhtml svg svgz xml_ inf ins isp job msc msp mst ocx '
  + 'sys gadget application appref-ms settingcontent-ms library-ms search-ms theme diagcab ade adp '
  + 'mdb mde accde slk iqy rqy wll desktop sh bash csh command run py pyc pyw rb pl php asp aspx '
  + 'jsp swf xsl xslt udf cab arj lzh ace rdp website webloc action workflow')
const ARCHIVES = words('zip rar 7z gz tgz bz2 xz tar lz lzma z zst cab arj lzh ace')
const isArchive = (extension: string): boolean => ARCHIVES.has(extension)
const OFFICE = words('docx xlsx pptx odt ods odp epub')
const OLD_OFFICE = words('doc dot xls xlt ppt pps pot cfb rtf wps pub vsd')
const SAFE = words('pdf png jpg jpeg gif webp bmp tif tiff heic avif txt csv docx xlsx pptx odt '
  + 'ods odp ics vcf md log json p7s asc sig mp3 m4a wav ogg amr mp4 mov xml edi')
const TEXT = words('txt csv md log json ics vcf asc eml xml edi tsv p7s sig dat')
const isTextName = (extension: string): boolean => TEXT.has(extension)

// Names for one thing.
const SAME: Readonly<Record<string, string>> = {
  jpeg: 'jpg', tiff: 'tif', htm: 'html', tgz: 'gz', xls: 'cfb', doc: 'cfb', ppt: 'cfb', pps: 'cfb',
  xlt: 'cfb', dot: 'cfb', pot: 'cfb', msg: 'cfb', vsd: 'cfb', pub: 'cfb', m4a: 'mp4', mov: 'mp4',
  jpe: 'jpg', jfif: 'jpg', heif: 'heic', p7m: 'p7s', p7c: 'p7s', ai: 'pdf', apng: 'png',
}
const plainName = (extension: string): string => SAME[extension] ?? extension

function contradicts(sniffed: string, named: string): boolean {
  if (named === '' || sniffed === 'xml' || sniffed === 'cfb' && !SAFE.has(named)) return false
  return SAFE.has(named) && plainName(sniffed) !== plainName(named)
}
