// Streams changes of one organization to its open screens, as server-sent events.
import type { Database } from '../platform/database.ts'
import type { Installation } from '../platform/installation.ts'
import { hearChanges, type ToldChange } from '../platform/live.ts'

const HEARTBEAT_MS = 20_000
const RETRY_MS = 3_000
// Who reads nothing for so long is cut off; the browser comes back and reads anew.
const MOST_WAITING_BYTES = 1024 * 1024
// A stream is let in once, so it ends now and then: who has lost the right does not come back.
const LONGEST_MS = 10 * 60_000
const MOST_STREAMS = 2_000
// From here on nothing is missed; what happened before has to be read.
const RESYNC = 'event: resync\ndata: {}\n\n'

interface Reader {
  orgId: string
  userId: string | null
  send: (text: string) => void
  end: () => void
}

interface Hub {
  readers: Set<Reader>
  /** False while the connection is not open yet, or lost. */
  isHearing: boolean
  stop: () => void
}

/** One listening connection a process, held only while somebody is looking. */
const hubs = new Map<Database, Hub>()

export function openStream(
  installation: Installation, caller: { orgId: string; userId: string | null },
): Response {
  const hub = hubOf(installation)
  if (hub.readers.size >= MOST_STREAMS) {
    return new Response('Too many screens are open; they ask again by themselves.',
      { status: 503, headers: { 'retry-after': '30' } })
  }
  let reader: Reader | null = null
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      reader = addReader(installation, hub, caller, controller)
    },
    cancel: () => reader?.end(),
  }, new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }))
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store',
      // Proxies that gather answers would keep every event back.
      'x-accel-buffering': 'no',
    },
  })
}

/** Ends all streams of a database, for a gentle stop. */
export function closeStreams(installation: Pick<Installation, 'database'>): void {
  for (const reader of hubs.get(installation.database)?.readers ?? []) reader.end()
}

function addReader(
  installation: Installation, hub: Hub, caller: { orgId: string; userId: string | null },
  controller: ReadableStreamDefaultController<Uint8Array>,
): Reader {
  let isEnded = false
  const bytes = new TextEncoder()
  const reader: Reader = {
    ...caller,
    send: (text) => {
      if (isEnded) return
      controller.enqueue(bytes.encode(text))
      if ((controller.desiredSize ?? 0) <= 0) reader.end()
    },
    end: () => {
      if (isEnded) return
      isEnded = true
      clearInterval(heartbeat)
      clearTimeout(last)
      hub.readers.delete(reader)
      if (hub.readers.size === 0) closeHub(installation, hub)
      try {
        controller.close()
      } catch {
        // The browser was faster.
      }
    },
  }
  const heartbeat = setInterval(() => reader.send(': still here\n\n'), HEARTBEAT_MS)
  const last = setTimeout(() => reader.end(), LONGEST_MS)
  heartbeat.unref()
  last.unref()
  hub.readers.add(reader)
  reader.send(`retry: ${RETRY_MS}\n\n${hub.isHearing ? RESYNC : ''}`)
  return reader
}

function hubOf(installation: Installation): Hub {
  const known = hubs.get(installation.database)
  if (known) return known
  const readers = new Set<Reader>()
  const { stop } = hearChanges(installation, {
    onChange: (change) => {
      for (const reader of readers) {
        if (reader.orgId === change.orgId) reader.send(eventFor(change, reader.userId))
      }
    },
    onGap: () => { hub.isHearing = false },
    onHearing: () => {
      hub.isHearing = true
      for (const reader of readers) reader.send(RESYNC)
    },
  })
  const hub: Hub = { readers, isHearing: false, stop }
  hubs.set(installation.database, hub)
  return hub
}

function closeHub(installation: Installation, hub: Hub): void {
  hub.stop()
  if (hubs.get(installation.database) === hub) hubs.delete(installation.database)
}

/** Whose bell rang is nobody else's matter. */
function eventFor({ kinds, customerIds, userIds }: ToldChange, userId: string | null): string {
  const isForYou = userIds === null || (userId !== null && userIds.includes(userId))
  return `event: change\ndata: ${JSON.stringify({ kinds, customerIds, isForYou })}\n\n`
}
