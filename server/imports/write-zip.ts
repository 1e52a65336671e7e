// Writes a zip as its parts come: packed while read, sizes behind each, the list at the end.
import { createDeflateRaw, crc32 } from 'node:zlib'
import { Readable } from 'node:stream'

export interface ZipPart {
  name: string
  bytes: AsyncIterable<Uint8Array>
}

interface Written {
  name: Buffer
  at: number
  crc: number
  packed: number
  size: number
}

const MOST_32 = 0xffffffff
// A descriptor behind the data, and names in UTF-8.
const FLAGS = 0x0808

/** Within the 4 GB and 65,535 parts that every program can open. */
export async function* writeZip(parts: AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let at = 0
  for await (const { name, bytes } of parts) {
    const part: Written = { name: Buffer.from(name), at, crc: 0, packed: 0, size: 0 }
    const head = localHead(part)
    yield head
    const plain = async function* () {
      for await (const chunk of bytes) {
        part.crc = crc32(chunk, part.crc)
        part.size += chunk.length
        yield chunk
      }
    }
    // What a stream of bytes gives is bytes.
    for await (const chunk of Readable.from(plain()).pipe(createDeflateRaw()) as
      AsyncIterable<Buffer>) {
      part.packed += chunk.length
      yield chunk
    }
    const tail = fields([0x08074b50, 4], [part.crc, 4], [part.packed, 4], [part.size, 4])
    yield tail
    at += head.length + part.packed + tail.length
    written.push(part)
    if (at > MOST_32 || written.length > 0xffff) throw new Error('The zip is too large.')
  }
  const list = written.map(listed)
  const size = list.reduce((sum, one) => sum + one.length, 0)
  yield* list
  yield fields([0x06054b50, 4], [0, 2], [0, 2], [written.length, 2], [written.length, 2], [size, 4],
    [at, 4], [0, 2])
}

const DOS_DAY = 33

const localHead = ({ name }: Written): Buffer => Buffer.concat([
  fields([0x04034b50, 4], [20, 2], [FLAGS, 2], [8, 2], [0, 2], [DOS_DAY, 2], [0, 4], [0, 4], [0, 4],
    [name.length, 2], [0, 2]), name])

const listed = ({ name, at, crc, packed, size }: Written): Buffer => Buffer.concat([
  fields([0x02014b50, 4], [20, 2], [20, 2], [FLAGS, 2], [8, 2], [0, 2], [DOS_DAY, 2], [crc, 4],
    [packed, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
  name])

function fields(...values: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of values) {
    if (bytes === 2) buffer.writeUInt16LE(value, at)
    else buffer.writeUInt32LE(value, at)
    at += bytes
  }
  return buffer
}
