// Hears from the server what changed and reads that anew; while it hears nothing, lists ask again.
import type { Query } from '@tanstack/react-query'
import { useEffect } from 'react'
import { streamChanges } from '#contract/notifications.ts'
import { addressOf } from './api.ts'
import { queryClient, stream } from './queries.ts'

interface Change {
  kinds: string[]
  /** Null: any customer may be concerned. */
  customerIds: string[] | null
  isForYou: boolean
}

/** One stream for the whole application, as long as somebody is signed in. */
export function useLiveStream(): void {
  useEffect(() => {
    let source: EventSource | null = null
    let again: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      source = new EventSource(addressOf(streamChanges))
      source.addEventListener('resync', () => {
        stream.isUp = true
        readAnew({ kinds: ['notification', 'resync'], customerIds: null, isForYou: true })
      })
      source.addEventListener('change', (event) => {
        const change = readChange(event.data)
        if (change) readAnew(change)
      })
      source.addEventListener('error', () => {
        stream.isUp = false
        // The browser comes back after a lost connection, but not after an answer that says no.
        if (source?.readyState !== EventSource.CLOSED) return
        clearTimeout(again)
        again = setTimeout(open, RETRY_MS)
      })
    }
    const close = () => {
      clearTimeout(again)
      source?.close()
      stream.isUp = false
    }
    // A browser has few connections to one server: pages that nobody sees give theirs back.
    const onSight = () => {
      close()
      if (document.visibilityState === 'visible') open()
    }
    onSight()
    document.addEventListener('visibilitychange', onSight)
    return () => {
      document.removeEventListener('visibilitychange', onSight)
      close()
    }
  }, [])
}

const RETRY_MS = 15_000
// Many changes at once are read once.
const GATHER_MS = 250
let waiting: Change | null = null

function readAnew(change: Change): void {
  if (waiting !== null) {
    waiting = {
      kinds: [...waiting.kinds, ...change.kinds],
      customerIds: waiting.customerIds === null || change.customerIds === null ? null
        : [...waiting.customerIds, ...change.customerIds],
      isForYou: waiting.isForYou || change.isForYou,
    }
    return
  }
  waiting = change
  setTimeout(() => {
    const all = waiting
    waiting = null
    if (all === null) return
    void queryClient.invalidateQueries({ predicate: (query) => isConcerned(query, all) })
  }, GATHER_MS)
}

// These change by a person's hand alone; who changed them reads them anew at once.
// Whom SMS reach is counted over the whole ledger, so not with every change of it.
const STILL = ['/templates', '/notification-settings', '/sms/reach', '/sms/countries']

/** Whether an answer on screen may have changed. */
export function isConcerned({ queryKey }: Pick<Query, 'queryKey'>, change: Change): boolean {
  const [path, ...given] = queryKey
  if (typeof path !== 'string') return false
  if (path.startsWith('/notifications')) return change.isForYou
  if (STILL.some((still) => path.startsWith(still))) return false
  if (change.kinds.every((kind) => kind === 'notification')) return false
  const customerId = customerOf(given)
  return customerId === null || change.customerIds === null
    || change.customerIds.includes(customerId)
}

/** Of a question about one customer: whom it is about. */
function customerOf(given: readonly unknown[]): string | null {
  for (const one of given) {
    if (typeof one !== 'object' || one === null || !('params' in one)) continue
    const { params } = one
    if (typeof params === 'object' && params !== null && 'customerId' in params) {
      return typeof params.customerId === 'string' ? params.customerId : null
    }
  }
  return null
}

function readChange(text: unknown): Change | null {
  try {
    const found: unknown = JSON.parse(String(text))
    if (typeof found !== 'object' || found === null || !('kinds' in found)) return null
    // Our own server wrote it (notifications/stream.ts).
    return found as Change
  } catch {
    return null
  }
}
