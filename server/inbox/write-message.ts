// Writes one message down, for deeds on upper floors.
import type { Org } from '../platform/in-organization.ts'
import { insertMessages, type NewMessage } from './message-store.ts'

export type { NewMessage } from './message-store.ts'

export const insertMessage = (org: Org, message: NewMessage): Promise<void> =>
  insertMessages(org, [message])
