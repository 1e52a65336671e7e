// Keeps an upload on disk while it is read twice, so that memory stays flat for any size.
import fs from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { tooLarge } from '../platform/errors.ts'

const MOST_BYTES = 2 ** 30

/** Runs `work` with the path of the kept file, which is gone afterwards. */
export async function keepUpload<T>(
  of: { source: AsyncIterable<Uint8Array>; dir: string; name: string },
  work: (file: string) => Promise<T>,
): Promise<T> {
  await mkdir(of.dir, { recursive: true })
  const file = path.join(of.dir, of.name)
  try {
    await pipeline(bounded(of.source), fs.createWriteStream(file, { mode: 0o600 }))
    return await work(file)
  } finally {
    await rm(file, { force: true })
  }
}

async function* bounded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) {
      throw tooLarge('A file may have up to 1 GB; split this one. Nothing of it was imported.')
    }
    yield chunk
  }
}
