// Takes a message that is allowed: stores it in its first state and starts its life.
import type { Account } from './accounts.ts'
import { beginLife, isQueueFull, segmentsOf } from './life-cycle.ts'
import { Refusal } from './refusal.ts'
import type { Wanted } from './validate-create.ts'
import type { StoredMessage, World } from './world.ts'

export function createMessage(world: World, account: Account, wanted: Wanted): StoredMessage {
  const { sender, service } = wanted
  if (service === null && sender !== null && isQueueFull(world, sender)) throw new Refusal(21611)
  const isBare = service === null
  const message = storeMessage(world, account, {
    serviceSid: service?.sid ?? null, to: wanted.to, body: wanted.body,
    from: isBare || sender !== null ? sender?.address ?? null : null,
    status: wanted.sendAtMs !== null ? 'scheduled' : isBare ? 'queued' : 'accepted',
    direction: 'outbound-api', segments: isBare ? segmentsOf(wanted) : 0,
    mediaUrls: wanted.mediaUrls, statusCallback: wanted.statusCallback,
    validitySeconds: wanted.validitySeconds, fallbackFrom: wanted.fallbackFrom,
    isTemplate: wanted.isTemplate,
  })
  beginLife(world, account, message, sender, wanted.sendAtMs)
  return message
}

type Given = Pick<StoredMessage, 'to' | 'from' | 'body' | 'status' | 'direction' | 'segments'>
  & Partial<StoredMessage>

export function storeMessage(world: World, account: Account, given: Given): StoredMessage {
  const nowMs = world.clock.nowMs()
  const hasMedia = (given.media?.length ?? 0) + (given.mediaUrls?.length ?? 0) > 0
  const message: StoredMessage = {
    sid: world.ids.sid(hasMedia ? 'MM' : 'SM'), accountSid: account.sid, serviceSid: null,
    media: [], mediaUrls: [], price: null, errorCode: null, createdMs: nowMs, updatedMs: nowMs,
    sentMs: null, statusCallback: null, validitySeconds: 36_000, fallbackFrom: null,
    isTemplate: false, isDeleted: false, feedback: null, ...given,
  }
  world.messages.push(message)
  world.bySid.set(message.sid, message)
  world.journal.add({ kind: 'status', sid: message.sid, status: message.status, code: null })
  return message
}
