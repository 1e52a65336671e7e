// Uploads under way: piece by piece, so that one that is cut goes on from where it was.
import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'
import { getImportInHand, sendImportPiece } from '#contract/import-wizard.ts'
import { ApiProblem, call } from '../../api.ts'
import { queryClient } from '../../queries.ts'
import type { InHand } from './import-words.ts'

interface Upload {
  file: File
  isBusy: boolean
  error: Error | null
}

const PIECE_BYTES = 1 << 20
const MOST_TRIES = 4
const uploads = new Map<string, Upload>()
const listeners = new Set<() => void>()

function set(importId: string, upload: Upload | null): void {
  if (upload === null) uploads.delete(importId)
  else uploads.set(importId, upload)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}

/** Null: this window does not have the file, as after it was loaded anew. */
export const useUpload = (importId: string): Upload | null =>
  useSyncExternalStore(subscribe, () => uploads.get(importId) ?? null)

export const show = (of: InHand) =>
  queryClient.setQueryData([getImportInHand.path, { params: { importId: of.id } }], of)

export async function upload(begun: InHand, file: File): Promise<void> {
  if (file.size !== begun.sizeBytes) {
    set(begun.id, { file, isBusy: false, error: new Error(
      t`This file has another size than the one that was begun. Choose the same file again.`) })
    return
  }
  set(begun.id, { file, isBusy: true, error: null })
  try {
    let now = begun
    while (now.state === 'uploading') {
      const at = now.receivedBytes
      now = await sendPiece(now.id, at, file.slice(at, at + PIECE_BYTES))
      show(now)
    }
    set(begun.id, null)
  } catch (error) {
    set(begun.id, { file, isBusy: false,
      error: error instanceof Error ? error : new Error(String(error)) })
  }
}

/** Silence of the server is waited out a little; a refusal is told at once. */
async function sendPiece(importId: string, at: number, piece: Blob): Promise<InHand> {
  for (let tries = 1; ; tries++) {
    try {
      return await call(sendImportPiece, { params: { importId }, query: { at }, file: piece })
    } catch (error) {
      const isSilence = error instanceof ApiProblem && (error.status === 0 || error.status >= 502)
      if (!isSilence || tries >= MOST_TRIES) throw error
      await new Promise((resolve) => { setTimeout(resolve, 500 * 2 ** tries) })
      // The piece may have come although the answer did not.
      const now = await call(getImportInHand, { params: { importId } }).catch(() => null)
      if (now && now.receivedBytes !== at) return now
    }
  }
}
