// Writes one message down, for deeds on upper floors.
import type { Org } from '../platform/in-organization.ts'
import {
  insertAttachments, insertMessages, type NewAttachment, type NewMessage,
} from './message-store.ts'

export type { NewAttachment, NewMessage, SnapshotLine } from './message-store.ts'

export const insertMessage = (org: Org, message: NewMessage): Promise<void> =>
  insertMessages(org, [message])

/** Files that a message of ours takes along. */
export const attachFiles = (org: Org, files: readonly NewAttachment[]): Promise<void> =>
  insertAttachments(org, files)
