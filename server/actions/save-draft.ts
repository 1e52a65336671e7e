// Keeps a draft, its files and, when two tabs wrote it, both texts.
import { fileTypeFromBuffer } from 'file-type'
import { MOST_FILES, MOST_TOGETHER_BYTES } from '#domain/enclosures.ts'
import { downloadOf } from '../platform/download.ts'
import { cleanName } from '../platform/file-name.ts'
import { conflict, notFound, tooLarge } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import {
  deleteDraft, deleteFile, draftSentAs, filesOf, insertDraft, insertFile, keptDraft, markUnsent,
  setRival, updateDraft, type Content, type FileAnswer, type KeptDraft,
} from './draft-store.ts'
import { placeOf } from './open-draft.ts'

/** Saved over an older revision, nothing is lost: the text becomes the rival of the kept one. */
export async function saveDraft(org: Org, about: string, given: Content & {
  revision: number; settles: boolean
}): Promise<void> {
  const { revision, settles, ...content } = given
  const kept = await keptDraft(org, about)
  if (kept === null) {
    await insertDraft(org, { about, customerId: (await placeOf(org, about)).customerId, content })
    return
  }
  if (isSame(kept.content, content)) {
    if (settles) await setRival(org, kept.id, null)
    return
  }
  if (kept.revision !== revision) {
    await setRival(org, kept.id, content)
    return
  }
  await updateDraft(org, kept.id, content)
  if (settles) await setRival(org, kept.id, null)
}

const isSame = (a: Content, b: Content): boolean => a.subject === b.subject && a.body === b.body
  && a.quotesOriginal === b.quotesOriginal && a.enclosesStatement === b.enclosesStatement
  && [[a.to, b.to], [a.cc, b.cc], [a.bcc, b.bcc], [a.enclosedInvoiceIds, b.enclosedInvoiceIds]]
    .every(([one, other]) => JSON.stringify(one) === JSON.stringify(other))

export const discardDraft = (org: Org, about: string): Promise<void> => deleteDraft(org, about)

export const MOST_FILE_BYTES = 25 * 1024 * 1024

export async function addFile(org: Org, about: string, file: {
  name: string; content: Buffer
}): Promise<FileAnswer> {
  const draft = await keptOrNew(org, about)
  if (draft.files.length >= MOST_FILES) {
    throw conflict(`A message takes ${MOST_FILES} files; take one off, or put some into a zip.`)
  }
  const together = draft.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, file.content.length)
  if (together > MOST_TOGETHER_BYTES) {
    throw tooLarge('The files of a message may have 30 MB together; take one off first.')
  }
  const name = cleanName(file.name) || 'file'
  return insertFile(org, draft.id, {
    name, content: file.content, contentType: await typeOf(name, file.content),
  })
}

const PLAIN_TYPES: Record<string, string> = {
  txt: 'text/plain', csv: 'text/csv', ics: 'text/calendar',
}

/** By what it is. Text has no mark, so there the name decides among harmless types. */
async function typeOf(name: string, content: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(content)
  const extension = /\.([a-z]{3})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const isText = !content.subarray(0, 8_000).includes(0)
  return found?.mime ?? (isText ? PLAIN_TYPES[extension] : undefined) ?? 'application/octet-stream'
}

export async function removeFile(org: Org, about: string, fileId: string): Promise<void> {
  const draft = await keptDraft(org, about)
  if (!draft || !await deleteFile(org, draft.id, fileId)) {
    throw notFound('This file is not on your draft any more.')
  }
}

export async function downloadFile(org: Org, about: string, fileId: string): Promise<Response> {
  const draft = await keptDraft(org, about)
  const [file] = draft ? await filesOf(org, draft.id, fileId) : []
  if (!file) throw notFound('This file is not on your draft any more.')
  return downloadOf(file.content, { name: file.name, type: 'application/octet-stream' })
}

async function keptOrNew(org: Org, about: string): Promise<KeptDraft> {
  const kept = await keptDraft(org, about)
  if (kept) return kept
  const { customerId, content } = await placeOf(org, about)
  await insertDraft(org, { about, customerId, content })
  const made = await keptDraft(org, about)
  if (!made) throw conflict('This draft was sent or thrown away meanwhile. Open it again.')
  return made
}

/** Its message was taken back, so it is a draft again; one begun meanwhile is kept as its rival. */
export async function bringBackDraft(org: Org, messageId: string): Promise<void> {
  const sent = await draftSentAs(org, messageId)
  if (!sent) return
  const writer: Org = { ...org, actor: sent.writer }
  const begun = await keptDraft(writer, sent.about)
  if (begun) await deleteDraft(writer, sent.about)
  await markUnsent(org, sent.id)
  if (begun && begun.content.body.trim() !== '') await setRival(org, sent.id, begun.content)
}
