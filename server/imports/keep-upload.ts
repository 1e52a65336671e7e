// Keeps uploads on disk while they are prepared and read, so that memory stays flat for any size.
import fs from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { tooLarge } from '../platform/errors.ts'
import type { Installation } from '../platform/installation.ts'

const MOST_BYTES = 2 ** 30

export const uploadDir = (installation: Installation): string =>
  path.join(installation.config.dataDir, 'imports')

/** Where the file of an import lies that is prepared step by step. */
export const keptFile = (installation: Installation, importId: string): string =>
  path.join(uploadDir(installation), `${importId}.csv`)

/** Runs `work` with the path of the kept file, which is gone afterwards. */
export async function keepUpload<T>(
  installation: Installation, importId: string, source: AsyncIterable<Uint8Array>,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const dir = uploadDir(installation)
  await mkdir(dir, { recursive: true })
  // The process is named, so that a later one can tell what nobody reads any more.
  const file = path.join(dir, `${importId}.${process.pid}.csv`)
  try {
    await pipeline(bounded(source), fs.createWriteStream(file, { mode: 0o600 }))
    return await work(file)
  } finally {
    await rm(file, { force: true })
  }
}

/** Puts a piece at its place in the kept file. Says how many bytes it had. */
export async function keepPiece(
  installation: Installation, importId: string, at: number, source: AsyncIterable<Uint8Array>,
): Promise<number> {
  await mkdir(uploadDir(installation), { recursive: true })
  const file = keptFile(installation, importId)
  if (at === 0) await rm(file, { force: true })
  let bytes = 0
  await pipeline(bounded(source), async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.length
      yield chunk
    }
  }, fs.createWriteStream(file, { flags: at === 0 ? 'w' : 'r+', start: at, mode: 0o600 }))
  return bytes
}

export const dropUpload = (installation: Installation, importId: string): Promise<void> =>
  rm(keptFile(installation, importId), { force: true })

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
