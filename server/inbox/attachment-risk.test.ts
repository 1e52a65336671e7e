// Received files are judged by what they are, not by what they are called.
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { preflightMail } from './preflight-mail.ts'
import { readMail } from './read-mail.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9'
  + 'awAAAABJRU5ErkJggg==', 'base64')
const EXE = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(500)])

interface Entry { name: string; content?: Buffer; declared?: number; isEncrypted?: boolean }

/** A zip whose list of contents says what the test wants it to say. */
function zip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, content = Buffer.from('x'), declared, isEncrypted } of entries) {
    const packed = deflateRawSync(content)
    const size = declared ?? content.length
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(isEncrypted ? 1 : 0, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(size, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    list.push(Buffer.concat([
      Buffer.from('PK\x01\x02\x14\0', 'latin1'), head, tail, Buffer.from(name)]))
    files.push(file)
    at += file.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, directory, end])
}

async function judged(name: string, content: Buffer, type = 'application/octet-stream') {
  const raw = [
    'From: a@b.example', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
    '--b', `Content-Type: ${type}`,
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
    'Content-Transfer-Encoding: base64', '', content.toString('base64'), '--b--', '',
  ].join('\r\n')
  const mail = await readMail(preflightMail(Buffer.from(raw)).bytes)
  return mail.attachments[0]
}

describe('the risk of a file', () => {
  const OFFICE = [{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }]
  test.each<[string, string, Buffer, string]>([
    ['a PDF', 'invoice.pdf', PDF, 'safe'],
    ['a picture', 'logo.png', PNG, 'safe'],
    ['a text', 'notes.txt', Buffer.from('hello'), 'safe'],
    ['a Word document', 'letter.docx', zip(OFFICE), 'safe'],
    ['a document with macros under a plain name', 'letter.docx',
      zip([...OFFICE, { name: 'word/vbaProject.bin' }]), 'dangerous'],
    ['a program called a PDF', 'invoice.pdf', EXE, 'dangerous'],
    ['a program by name', 'setup.exe', Buffer.from('hello'), 'dangerous'],
    ['a program behind a double extension', 'invoice.pdf.js', Buffer.from('x'), 'dangerous'],
    ['a program behind many blanks', `invoice.pdf${' '.repeat(40)}.zip`, zip([{ name: 'a' }]),
      'dangerous'],
    ['a web page', 'login.html', Buffer.from('<html>'), 'dangerous'],
    ['a web page called a PDF', 'invoice.pdf', Buffer.from('<!doctype html><form>'), 'dangerous'],
    ['a drawing that can hold scripts', 'logo.svg', Buffer.from('<svg/>'), 'dangerous'],
    ['a picture of a disk', 'scan.iso', Buffer.from('x'), 'dangerous'],
    ['a name that turns around', 'invoice\u202egpj.exe', PNG, 'dangerous'],
    ['an archive', 'files.zip', zip([{ name: 'a.pdf' }]), 'caution'],
    ['an archive with a program', 'files.zip', zip([{ name: 'a/b.SCR' }]), 'dangerous'],
    ['a locked archive', 'files.zip', zip([{ name: 'a.pdf', isEncrypted: true }]), 'dangerous'],
    ['an archive that climbs out', 'files.zip', zip([{ name: '../../a.txt' }]), 'dangerous'],
    ['a locked RAR', 'files.rar', Buffer.from('Rar!\x1a\x07\x01\0\0\0\0\0\0\x04', 'latin1'),
      'dangerous'],
    ['a PDF called a picture', 'scan.png', PDF, 'caution'],
    ['an old office document', 'list.xls', Buffer.from('x'), 'caution'],
    ['a kind nobody knows', 'file.qqq', Buffer.from('x'), 'caution'],
  ])('%s', async (_, name, content, risk) => {
    const found = await judged(name, content)
    expect({ risk: found?.risk, why: found?.riskWhy }).toMatchObject({ risk })
    expect(found?.riskWhy === '').toBe(risk === 'safe')
  })

  test.each<[string, Buffer, RegExp]>([
    ['says that it unpacks to gigabytes', zip([{ name: 'a', declared: 4_000_000_000 }]), /200 MB/],
    ['unpacks to a hundred times its size',
      zip([{ name: 'a', content: Buffer.alloc(2_000_000) }]), /100 times/],
    ['has more than a thousand files',
      zip(Array.from({ length: 1_200 }, (_, n) => ({ name: `f${n}` }))), /1,000/],
    ['holds an archive', zip([{ name: 'inner.zip' }]), /another archive/],
    ['has a broken list', Buffer.from('PK\x03\x04 and no list'), /cannot be read/],
  ])('an archive that %s is pointed out', async (_, content, why) => {
    expect(await judged('files.zip', content)).toMatchObject({
      risk: 'caution', riskWhy: expect.stringMatching(why) as string,
    })
  })

  test('the name that is kept holds no mark that turns it around', async () => {
    expect((await judged('invoice\u202egpj.exe', PNG))?.name).toBe('invoicegpj.exe')
  })
})
