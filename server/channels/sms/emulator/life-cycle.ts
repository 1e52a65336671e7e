// What becomes of a message after it was taken: its states, one after another on the virtual clock.
import { asSent, countSegments } from '#domain/sms/segments.ts'
import type { Account, Sender } from './accounts.ts'
import { chooseSender } from './choose-sender.ts'
import { addCall } from './webhook-call.ts'
import { bare, channelOf } from './validate-create.ts'
import type { MessageStatus, StoredMessage, World } from './world.ts'

const LONGEST_QUEUE_MS = 36_000_000
const WINDOW_MS = 86_400_000
/** The provider promises no call for these. */
const UNTOLD: ReadonlySet<MessageStatus> = new Set(['sending', 'receiving', 'received'])

/** Starts the life of a message. `sender`: the one that was asked for; null: one is chosen. */
export function beginLife(
  world: World, account: Account, message: StoredMessage, sender: Sender | null,
  sendAtMs: number | null,
): void {
  if (message.status === 'queued' && sender !== null) {
    return enqueue(world, account, message, sender)
  }
  const startMs = sendAtMs ?? world.clock.nowMs() + world.pace.acceptSeconds * 1000
  world.clock.plan(startMs, () => {
    if (message.status === 'canceled') return
    const service = account.services.find((one) => one.sid === message.serviceSid)
    const chosen = sender ?? (service === undefined ? null
      : chooseSender(world, account, service, message))
    if (chosen === null) return move(world, account, message, 'failed', 21703)
    message.from = chosen.address
    message.segments = segmentsOf(message)
    if (service !== undefined && world.blocked.has(`${service.sid}|${bare(message.to)}`)) {
      return move(world, account, message, 'failed', 21610)
    }
    if (queueMs(world, chosen) > LONGEST_QUEUE_MS) {
      return move(world, account, message, 'failed', 30001)
    }
    move(world, account, message, 'queued')
    enqueue(world, account, message, chosen)
  })
}

export const segmentsOf = (message: { body: string; mediaUrls: string[] }): number =>
  message.mediaUrls.length > 0 ? 1 : countSegments(asSent(message.body)).count

/** How much is waiting in the queue of a sender. */
export const queueMs = (world: World, sender: Sender): number =>
  Math.max(0, (world.busyUntilMs.get(sender.address) ?? 0) - world.clock.nowMs())

export const isQueueFull = (world: World, sender: Sender): boolean =>
  queueMs(world, sender) > LONGEST_QUEUE_MS

function enqueue(world: World, account: Account, message: StoredMessage, sender: Sender): void {
  const nowMs = world.clock.nowMs()
  const perSecond = world.pace.segmentsPerSecond ?? sender.segmentsPerSecond
  const startMs = nowMs + queueMs(world, sender)
  const deadlineMs = message.createdMs + message.validitySeconds * 1000
  if (startMs > deadlineMs) {
    world.clock.plan(deadlineMs, () => move(world, account, message, 'failed', 30036))
    return
  }
  world.busyUntilMs.set(sender.address, startMs + message.segments / perSecond * 1000)
  world.clock.plan(startMs, () => handOver(world, account, message, sender))
}

function handOver(world: World, account: Account, message: StoredMessage, sender: Sender): void {
  const script = world.scripts.get(bare(message.to)) ?? {}
  move(world, account, message, 'sending')
  if (script.hang) return
  const fault = sender.failsWith ?? script.failed ?? channelFault(world, message)
  after(world, world.pace.handOverSeconds, () => {
    if (fault !== null) return move(world, account, message, 'failed', fault)
    message.sentMs = world.clock.nowMs()
    move(world, account, message, 'sent')
    after(world, world.pace.priceSeconds, () => setPrice(world, message))
    if (!script.noReceipt) {
      after(world, world.pace.receiptSeconds, () => receipt(world, account, message))
    }
  })
}

/** WhatsApp takes free text only within a day of the person's last message; RCS needs RCS. */
function channelFault(world: World, message: StoredMessage): number | null {
  if (channelOf(message.to) === 'rcs' && !world.rcsNumbers.has(bare(message.to))) return 63036
  if (channelOf(message.to) !== 'whatsapp' || message.isTemplate) return null
  const isOpen = world.messages.some((one) => one.direction === 'inbound'
    && one.from === message.to && one.to === message.from
    && world.clock.nowMs() - one.createdMs <= WINDOW_MS)
  return isOpen ? null : 63016
}

function receipt(world: World, account: Account, message: StoredMessage): void {
  const script = world.scripts.get(bare(message.to)) ?? {}
  const isLandline = account.landlines.has(bare(message.to))
  const code = script.undelivered ?? (isLandline ? 30006 : null)
  if (code !== null) return move(world, account, message, 'undelivered', code)
  move(world, account, message, 'delivered')
  if (script.conflict) tell(world, account, message, 'undelivered', 30008)
  if (channelUsed(message) !== 'sms' && script.read !== false) {
    after(world, world.pace.readSeconds, () => move(world, account, message, 'read'))
  }
}

/** A plain number may be reached over RCS, where the service has such a sender. */
const channelUsed = (message: StoredMessage) =>
  message.from?.startsWith('rcs:') ? 'rcs' : channelOf(message.to)

function setPrice(world: World, message: StoredMessage): void {
  message.price = (-0.0079 * message.segments).toFixed(5)
  message.updatedMs = world.clock.nowMs()
}

const after = (world: World, seconds: number, deed: () => void) =>
  world.clock.plan(world.clock.nowMs() + seconds * 1000, deed)

/** The message is in a new state, and whoever asked for reports is told. */
export function move(
  world: World, account: Account, message: StoredMessage, status: MessageStatus,
  code: number | null = null,
): void {
  message.status = status
  message.errorCode = code
  message.updatedMs = world.clock.nowMs()
  world.journal.add({ kind: 'status', sid: message.sid, status, code })
  tell(world, account, message, status, code)
}

function tell(
  world: World, account: Account, message: StoredMessage, status: MessageStatus,
  code: number | null,
): void {
  if (message.statusCallback === null || UNTOLD.has(status)) return
  const isChannel = channelUsed(message) !== 'sms'
  const isReceipt = status === 'delivered' || status === 'undelivered'
  const optional: (readonly [string, string])[] = [
    ...message.serviceSid === null ? [] : [['MessagingServiceSid', message.serviceSid] as const],
    ...code === null ? [] : [['ErrorCode', String(code)] as const],
    ...isReceipt && !isChannel ? [['RawDlrDoneDate', rawDate(world.clock.nowMs())] as const] : [],
    ...isChannel ? channelFields(message, status) : [],
  ]
  addCall(world, account, {
    kind: 'status', messageSid: message.sid, address: message.statusCallback,
    form: [
      ['SmsSid', message.sid], ['SmsStatus', status], ['MessageStatus', status],
      ['To', message.to], ...optional, ['MessageSid', message.sid],
      ['AccountSid', message.accountSid], ['From', message.from ?? ''],
      ['ApiVersion', '2010-04-01'],
    ],
  })
}

function channelFields(message: StoredMessage, status: MessageStatus) {
  const fields: (readonly [string, string])[] = [['ChannelPrefix', channelUsed(message)]]
  if (status === 'read') fields.push(['EventType', 'READ'])
  return fields
}

/** YYMMDDhhmm, of whatever zone the carrier lives in. */
const rawDate = (ms: number): string =>
  new Date(ms).toISOString().replaceAll(/[^0-9]/g, '').slice(2, 12)
